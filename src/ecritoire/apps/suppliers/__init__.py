"""Third parties, their auxiliary accounts, identifiers and bank details."""

"""Fournisseurs: the list, a record with its bank details and documents, import, export and merging."""

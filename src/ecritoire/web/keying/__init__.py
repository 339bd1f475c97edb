"""Achats > Réception: keying what a plain file says, and cutting one that holds several invoices."""

"""Achats > Documents: the list with its filters, the side panel, and what can be done from there."""

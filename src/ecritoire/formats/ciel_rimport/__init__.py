"""Sage 50 and Ciel Compta, RImport."""

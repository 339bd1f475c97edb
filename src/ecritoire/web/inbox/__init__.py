"""Achats > Réception: what arrived and nobody controlled yet."""

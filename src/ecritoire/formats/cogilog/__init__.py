"""Cogilog Compta."""

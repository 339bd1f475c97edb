"""Inqom, its extended FEC."""

"""Gestimum Comptabilité."""

"""DATEV."""

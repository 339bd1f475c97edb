"""Bytes to invoices: one reader a module."""

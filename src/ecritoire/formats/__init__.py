"""Entries to bytes: one engine, and one template for each accounting package."""

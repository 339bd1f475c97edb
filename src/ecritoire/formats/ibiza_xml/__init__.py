"""Ibiza, of the Fulll group."""

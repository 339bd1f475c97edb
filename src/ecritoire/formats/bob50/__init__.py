"""Sage BOB 50."""

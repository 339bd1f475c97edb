"""Signing in, the company one works in, and the look one prefers."""

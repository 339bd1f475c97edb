"""CSV for people."""

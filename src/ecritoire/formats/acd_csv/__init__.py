"""CSV for ACD."""

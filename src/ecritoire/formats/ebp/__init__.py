"""EBP Comptabilité."""

"""FEC for ACD."""

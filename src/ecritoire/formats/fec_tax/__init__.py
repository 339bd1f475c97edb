"""FEC for the tax office."""

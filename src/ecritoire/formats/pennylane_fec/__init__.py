"""FEC for Pennylane."""

"""TRA file for Pennylane."""

"""FEC for MyUnisoft."""

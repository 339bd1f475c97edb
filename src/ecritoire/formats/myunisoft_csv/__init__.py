"""CSV for MyUnisoft."""

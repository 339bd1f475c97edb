"""What was paid, when and from which account."""

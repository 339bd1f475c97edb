"""What is true in accounting: pure values and rules, without Django, clock, files or network."""

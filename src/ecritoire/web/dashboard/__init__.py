"""The first page: what waits, what is due, what is spent, what reached the accounts."""

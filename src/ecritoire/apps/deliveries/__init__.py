"""Handing the entries of an export over to the accounting software through a connection, each exactly once."""

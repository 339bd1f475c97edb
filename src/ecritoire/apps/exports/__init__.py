"""Hand-overs of entries and documents, and why something is not in one."""

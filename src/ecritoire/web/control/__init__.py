"""The control sheet: the document at the left, what to decide at the right, the entry that results."""

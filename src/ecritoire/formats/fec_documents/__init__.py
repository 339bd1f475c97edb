"""FEC with a column for the document."""

"""CSV of Sage Coala."""

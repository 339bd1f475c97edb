"""PNM file of Sage 100."""

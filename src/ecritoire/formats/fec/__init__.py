"""The FEC: its template, and the check of any FEC file."""

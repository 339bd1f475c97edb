"""CSV of Cegid."""

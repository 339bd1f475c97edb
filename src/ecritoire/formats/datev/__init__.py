"""DATEV, the books of German companies."""

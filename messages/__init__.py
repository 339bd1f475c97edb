"""The English catalogue: what is said on pages and in sentences, taken from the source. ``python -m messages``."""

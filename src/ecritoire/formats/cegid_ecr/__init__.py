"""Cegid "Ecr Excel"."""

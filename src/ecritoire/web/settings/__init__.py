"""Paramètres: the company, its members, one's own profile."""

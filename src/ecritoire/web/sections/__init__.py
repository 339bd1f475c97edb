"""Analytic sections of the lines of one document."""

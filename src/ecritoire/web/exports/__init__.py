"""Comptabilité > Exports: history, one export opened, a new one with its live dry run."""

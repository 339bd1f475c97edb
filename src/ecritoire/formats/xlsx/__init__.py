"""Workbook for people."""

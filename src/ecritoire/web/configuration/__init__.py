"""Comptabilité > Configuration: chart, banks, VAT, journals, rules, periods, analytics, templates."""

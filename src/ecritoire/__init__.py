"""Accounts payable and accounting export for French companies and the accountants who serve them."""

__version__ = "0.1.0"

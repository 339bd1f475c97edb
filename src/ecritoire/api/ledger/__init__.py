"""The API of the chart of accounts, journals and entries."""

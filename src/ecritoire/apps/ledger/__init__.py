"""Charts of accounts, journals and balanced entries; knows nothing of documents."""

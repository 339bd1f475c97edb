"""What people put on the list of documents: tags, comments, the views they keep, the columns they choose."""

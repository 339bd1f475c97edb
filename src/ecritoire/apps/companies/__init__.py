"""Legal entities with their own books, and who may do what in them."""

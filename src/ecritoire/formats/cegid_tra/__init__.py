"""TRA file of Cegid."""

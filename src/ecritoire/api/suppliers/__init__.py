"""The API of suppliers."""

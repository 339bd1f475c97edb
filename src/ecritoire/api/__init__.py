"""REST under ``/api/v1``: each endpoint is one call of a service or a query, as a page or a command is."""

"""The Django apps, by area; an app imports only those before it (see the contracts in pyproject.toml)."""

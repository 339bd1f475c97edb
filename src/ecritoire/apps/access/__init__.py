"""Access for programs: tokens with scopes, and requests that may be sent again."""

"""Who may have an account."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made by an administrator: nobody signs up by themselves."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Keep the door closed."""
        return False

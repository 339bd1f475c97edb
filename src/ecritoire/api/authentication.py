"""Recognising who asks by the token they show."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from ecritoire.apps.access.tokens import Caller, caller_of
from ecritoire.apps.companies.models import User

SCHEME = "Bearer"


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Bearer ecr_…``."""

    def authenticate(self, request: Request) -> tuple[User | AnonymousUser, Caller] | None:
        """Recognise the caller; nothing when no token is shown.

        Raises:
            AuthenticationFailed: the token is unknown, revoked or expired.
        """
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        caller = caller_of(secret.strip())
        if caller is None:
            raise AuthenticationFailed(_("Ce jeton est inconnu, révoqué ou périmé. Créez-en un autre."))
        return caller.user or AnonymousUser(), caller

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        del request
        return SCHEME

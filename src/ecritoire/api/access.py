"""Who asks, in which company, and whether they may: what every endpoint starts with."""

from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any, ClassVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotAuthenticated, NotFound, PermissionDenied
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from ecritoire.api.authentication import TokenAuthentication
from ecritoire.apps.access.tokens import Caller
from ecritoire.apps.scope import company_scope
from ecritoire.domain.permissions import Permission


class TokenThrottle(SimpleRateThrottle):
    """So many requests a minute for each token (``REST_FRAMEWORK`` in the settings)."""

    scope = "token"

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        """The token; a visitor is refused anyway."""
        del view
        caller = request.auth
        return f"api-token-{caller.token.pk}" if isinstance(caller, Caller) else None


class CompanyView(APIView):
    """An endpoint that works in the company of the token. ``needs`` says which permission each verb asks for."""

    authentication_classes = (TokenAuthentication,)
    throttle_classes = (TokenThrottle,)
    permission_classes = ()
    needs: ClassVar[Mapping[str, Permission]] = {}
    caller: Caller

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer in the scope of the company, which ends with the answer."""
        with ExitStack() as self._scope:
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Let in a caller whose token has the permission.

        Raises:
            NotAuthenticated: no token.
            PermissionDenied: the token may not do this.
        """
        super().initial(request, *args, **kwargs)
        if not isinstance(request.auth, Caller):
            raise NotAuthenticated(_("Montrez un jeton : « Authorization: Bearer ecr_… »."))
        self.caller = request.auth
        needed = self.needs["get" if request.method == "HEAD" else str(request.method).lower()]
        if needed not in self.caller.permissions:
            raise PermissionDenied(_("Ce jeton n’a pas le droit « %(scope)s ».") % {"scope": needed})
        self._scope.enter_context(company_scope(self.caller.company))


class Nowhere(APIView):
    """Any address that is none of the API's: a problem that a program can read, not a page."""

    authentication_classes = ()
    permission_classes = ()
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Say so, whatever the verb.

        Raises:
            NotFound: always.
        """
        raise NotFound(_("L’API n’a pas cette adresse ; les siennes finissent par « / »."))

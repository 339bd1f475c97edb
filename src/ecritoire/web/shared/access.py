"""Who may open a page, by their role in the company."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django_htmx.middleware import HtmxDetails

from ecritoire.apps.companies.models import Company, Membership, User
from ecritoire.domain.permissions import Permission, may

P = ParamSpec("P")


class CompanyRequest(HttpRequest):
    """What a request of a signed-in member is, once through ``CompanyMiddleware``."""

    user: User
    membership: Membership
    company: Company
    actor: str  # who the history names
    theme: str
    htmx: HtmxDetails


class Allowed:
    """What a role may do, for templates: ``can.export``."""

    def __init__(self, role: str) -> None:
        self._role = role

    def __getitem__(self, name: str) -> bool:
        """Whether the role has the permission ``name``."""
        return may(self._role, name)


View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
CompanyView = Callable[Concatenate[CompanyRequest, P], HttpResponseBase]


def page(permission: Permission) -> Callable[[CompanyView[P]], View[P]]:
    """Open a view to members whose role has ``permission``; others get 403, visitors the sign-in page."""

    def decorate(view: CompanyView[P]) -> View[P]:
        @wraps(view)
        def checked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            membership: Membership | None = getattr(request, "membership", None)
            if membership is None or not may(membership.role, permission):
                raise PermissionDenied
            return view(cast("CompanyRequest", request), *args, **kwargs)

        return cast("View[P]", login_required(checked))

    return decorate

"""Putting the signed-in person's language and company in place, for the time of a request."""

from collections.abc import Callable, Iterable, Iterator
from typing import cast

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import translation

from ecritoire.apps.companies.models import Membership
from ecritoire.apps.scope import company_scope

SESSION_KEY = "company"
THEME_COOKIE = "ecritoire_theme"
THEMES = ("light", "dark")


class LanguageMiddleware:
    """Speaks the language of the signed-in person; a visitor keeps what the cookie or the browser asks for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request in that language."""
        language = getattr(request.user, "language", "")
        if language not in dict(settings.LANGUAGES):
            return self.get_response(request)
        with translation.override(language):
            response = self.get_response(request)
        if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
            response.streaming_content = _spoken(cast("Iterable[bytes]", response.streaming_content), language)
        response.headers["Content-Language"] = language
        return response


def _spoken(parts: Iterable[bytes], language: str) -> Iterator[bytes]:
    """Make each part of an answer that outlives its request in the language of who asked."""
    making = iter(parts)
    while True:
        with translation.override(language):
            part = next(making, None)
        if part is None:
            return
        yield part


class CompanyMiddleware:
    """Chooses the company among the person's memberships: the session's if it still is one, else the first by name.

    Sets what ``shared.access.CompanyRequest`` says; ``membership`` is none for someone without a company.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request inside the company's scope."""
        theme = request.COOKIES.get(THEME_COOKIE, "")
        request.theme = theme if theme in THEMES else ""  # type: ignore[attr-defined]
        membership = chosen_membership(request)
        request.membership = membership  # type: ignore[attr-defined]
        if membership is None:
            return self.get_response(request)
        request.company = membership.company  # type: ignore[attr-defined]
        request.actor = membership.user.display_name  # type: ignore[attr-defined]
        with company_scope(membership.company):
            return self.get_response(request)


def chosen_membership(request: HttpRequest) -> Membership | None:
    """The membership the person works under."""
    memberships = list(memberships_of(request))
    chosen = request.session.get(SESSION_KEY) if memberships else None
    return next(
        (membership for membership in memberships if membership.company_id == chosen),
        memberships[0] if memberships else None,
    )


def memberships_of(request: HttpRequest) -> list[Membership]:
    """The companies the signed-in person works in, by name; none for a visitor."""
    if not request.user.is_authenticated:
        return []
    rows = Membership.across_companies.filter(user=request.user).select_related("company", "user")
    return list(rows.order_by("company__name", "company"))

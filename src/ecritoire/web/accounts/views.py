"""Choosing a company, a theme and a language."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ecritoire.apps.companies.models import User
from ecritoire.apps.companies.services import set_language
from ecritoire.web.accounts.middleware import SESSION_KEY, THEME_COOKIE, THEMES, memberships_of
from ecritoire.web.shared.addresses import back_to

A_YEAR = 365 * 24 * 3600  # seconds


@require_POST
@login_required
def choose_company(request: HttpRequest) -> HttpResponse:
    """Work in another company, one of one's own; any other does not exist."""
    wanted = request.POST.get("company", "")
    for membership in memberships_of(request):
        if str(membership.company_id) == wanted:
            request.session[SESSION_KEY] = membership.company_id
            return redirect("home")
    raise Http404


@require_POST
@login_required
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep a theme on this browser; empty: the system's."""
    response = redirect(back_to(request))
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie(
            THEME_COOKIE, theme, max_age=A_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(THEME_COOKIE)
    return response


@require_POST
@login_required
def choose_language(request: HttpRequest) -> HttpResponse:
    """Speak French or English to the person, on every device."""
    language = request.POST.get("language", "")
    if isinstance(request.user, User) and language in dict(settings.LANGUAGES):
        set_language(request.user, language)
    return redirect(back_to(request))

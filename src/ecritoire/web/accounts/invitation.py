"""Accepting an invitation: with the account one has, or by making one."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ecritoire.apps.companies.invitations import account_of, invitation_of, join, join_with_new_account
from ecritoire.apps.companies.models import Invitation, Membership, User
from ecritoire.domain.errors import EcritoireError
from ecritoire.web.accounts.middleware import SESSION_KEY

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class NewAccountForm(forms.Form):
    """A name and a password."""

    full_name = forms.CharField(
        label=_("Nom"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Donnez votre nom : l’historique le cite.")},
    )
    password = forms.CharField(
        label=_("Mot de passe, douze caractères au moins"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email = email

    def clean_password(self) -> str:
        """Ask the same of a password as everywhere else."""
        password: str = self.cleaned_data["password"]
        validate_password(password, User(email=self._email))
        return password


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation; accept it with a button."""
    try:
        invitation = invitation_of(token)
        if request.user.is_authenticated:
            return _as_signed_in(request, invitation, token)
        return _as_visitor(request, invitation, token)
    except EcritoireError as error:
        return _show(request, {"error": error.message}, HTTPStatus.GONE)


def _as_signed_in(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    person = request.user
    assert isinstance(person, User)
    if request.method == "POST":
        return _enter(request, join(token, person))
    return _show(request, {"invitation": invitation, "is_other": person.email.lower() != invitation.email})


def _as_visitor(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    if account_of(invitation) is not None:
        return _show(request, {"invitation": invitation, "has_account": True})
    form = NewAccountForm(request.POST if request.method == "POST" else None, email=invitation.email)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        membership = join_with_new_account(token, sent["full_name"], sent["password"], (get_language() or "fr")[:2])
        login(request, membership.user, backend=BACKEND)
        return _enter(request, membership)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return _show(request, {"invitation": invitation, "form": form}, status)


def _enter(request: HttpRequest, membership: Membership) -> HttpResponse:
    request.session[SESSION_KEY] = membership.company_id
    return redirect("home")


def _show(request: HttpRequest, context: dict[str, object], status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    return render(request, "account/invitation.html", context, status=status)

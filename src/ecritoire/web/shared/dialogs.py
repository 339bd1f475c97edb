"""Questions asked in a dialog; without scripts, the same question on a page of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django_htmx.http import HttpResponseClientRedirect

from ecritoire.web.shared.access import CompanyRequest


@dataclass(frozen=True, slots=True)
class Dialog:
    """One question: what stays, what changes, and the verb on the button."""

    title: str
    text: Sequence[str]
    url: str  # where the answer goes
    back_url: str
    form: BaseForm | None
    keep_label: str
    submit_label: str
    tone: str = "primary"
    hidden: Sequence[tuple[str, str]] = ()


def show_dialog(request: CompanyRequest, dialog: Dialog) -> HttpResponse:
    """Ask, or ask again with what is wrong beside the field."""
    template = "shared/dialog.html" if request.htmx else "shared/dialog_page.html"
    status = 422 if dialog.form is not None and dialog.form.is_bound and not dialog.form.is_valid() else 200
    return render(request, template, {"dialog": dialog}, status=status)


def close_dialog(request: CompanyRequest, url: str) -> HttpResponse:
    """Go on to ``url`` once the question is answered."""
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)

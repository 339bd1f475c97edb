"""The approver's page, opened from a link without signing in. Opening it changes nothing; answering is a button."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from http import HTTPStatus
from typing import cast

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from ecritoire.apps.companies.models import Membership
from ecritoire.apps.purchases.approval_links import approve_by_link, membership_of, opened_request, refuse_by_link
from ecritoire.apps.purchases.approval_tokens import LinkForgedError
from ecritoire.apps.purchases.models import ApprovalRequest, Document
from ecritoire.apps.scope import company_scope
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.lifecycle import Approval
from ecritoire.web.approvals.sheet import sheet_of
from ecritoire.web.documents import picture as pictures
from ecritoire.web.shared.access import CompanyRequest

LinkView = Callable[[CompanyRequest, ApprovalRequest, str], HttpResponseBase]


class RefusalForm(forms.Form):
    """Why not."""

    reason = forms.CharField(
        label=_("Motif du refus"),
        max_length=500,
        widget=forms.Textarea(attrs={"class": "input", "rows": 3, "autofocus": True}),
        error_messages={"required": _("Dites pourquoi en une phrase : qui vous a demandé la lira.")},
    )


def _from_link(view: LinkView) -> Callable[[HttpRequest, str], HttpResponseBase]:
    """Open a view to whoever holds a link that can be answered, as the person asked; others read why not."""

    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponseBase:
        try:
            asked = opened_request(token)
        except EcritoireError as error:
            return _closed(request, error)
        with _as_approver(request, membership_of(asked)) as approver:
            return view(approver, asked, token)

    return opened


@contextmanager
def _as_approver(request: HttpRequest, membership: Membership) -> Iterator[CompanyRequest]:
    """For the time of the answer, the person of the link in their company and language; nobody is signed in."""
    own = cast("CompanyRequest", request)
    own.user, own.membership, own.company = membership.user, membership, membership.company
    own.actor = membership.user.display_name
    with company_scope(membership.company), translation.override(membership.user.language):
        yield own


def _closed(request: HttpRequest, error: EcritoireError) -> HttpResponse:
    status = HTTPStatus.NOT_FOUND if isinstance(error, LinkForgedError) else HTTPStatus.GONE
    return render(request, "approvals/closed.html", {"error": error}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@_from_link
def answer(request: CompanyRequest, asked: ApprovalRequest, token: str) -> HttpResponse:
    """Show what to decide; take the answer."""
    refuses = "refuser" in request.GET or request.POST.get("answer") == "refuse"
    form = RefusalForm(request.POST if request.method == "POST" and refuses else None)
    error = ""
    if request.method == "POST":
        try:
            document = _answered(request, form, token, refuses=refuses)
        except EcritoireError as refusal:
            error = refusal.message
        else:
            if document is not None:
                return _thanks(request, document, asked)
    context = {"sheet": sheet_of(asked), "token": token, "form": form, "refuses": refuses, "error": error}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if error or form.is_bound else HTTPStatus.OK
    return render(request, "approvals/answer.html", context, status=status)


def _answered(request: HttpRequest, form: RefusalForm, token: str, *, refuses: bool) -> Document | None:
    """The document answered; none while a reason is missing."""
    seen = request.POST.get("seen", "")
    if not refuses:
        return approve_by_link(token, seen=seen)
    if not form.is_valid():
        return None
    return refuse_by_link(token, seen=seen, reason=form.cleaned_data["reason"])


def _thanks(request: HttpRequest, document: Document, asked: ApprovalRequest) -> HttpResponse:
    context = {"document": document, "asked": asked, "refused": document.approval == Approval.REFUSED}
    return render(request, "approvals/thanks.html", context)


@require_GET
@_from_link
def picture(request: CompanyRequest, asked: ApprovalRequest, token: str) -> HttpResponseBase:
    """The first page of the document."""
    del token
    return pictures.first_page(request, asked.document_id)


@require_GET
@_from_link
def file(request: CompanyRequest, asked: ApprovalRequest, token: str) -> HttpResponseBase:
    """The document as it arrived."""
    del token
    return pictures.source_file(request, asked.document_id)

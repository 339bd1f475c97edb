"""What can be done to one document from its panel: one service each, its form, and what to say when it is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from ecritoire.apps.desk.commenting import comment_document
from ecritoire.apps.desk.meanwhile import ChangedMeanwhileError, require_unchanged
from ecritoire.apps.desk.tagging import tag_documents, untag_document
from ecritoire.apps.payments.rates import enter_rate
from ecritoire.apps.purchases.approvals import approve
from ecritoire.apps.purchases.balancing import book_gap, choose_vat_account
from ecritoire.apps.purchases.bookkeeping import first_open_day
from ecritoire.apps.purchases.coding import code_document
from ecritoire.apps.purchases.control import control_document
from ecritoire.apps.purchases.dates import set_accounting_period, set_entry_date
from ecritoire.apps.purchases.holding import release
from ecritoire.apps.purchases.models import Document
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.permissions import Permission
from ecritoire.web.documents.forms import (
    AccountForm,
    CommentForm,
    EmptyForm,
    PeriodForm,
    RateForm,
    TagForm,
    UntagForm,
    VatAccountForm,
)
from ecritoire.web.documents.panel import document_or_404
from ecritoire.web.documents.panel_pages import answer_with_panel
from ecritoire.web.shared.access import CompanyRequest, View, page
from ecritoire.web.shared.addresses import back_to

Cleaned = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Action:
    """One action. ``field`` is where a refusal is said; empty: on top of the panel."""

    run: Callable[[Document, Cleaned, CompanyRequest], object]
    done: str | Promise
    form: type[Form] = EmptyForm
    field: str = ""


def _control(document: Document, _cleaned: Cleaned, request: CompanyRequest) -> None:
    control_document(document, actor=request.actor)


def _code(document: Document, cleaned: Cleaned, request: CompanyRequest) -> None:
    code_document(document, cleaned["account"].strip(), actor=request.actor)


def _set_period(document: Document, cleaned: Cleaned, request: CompanyRequest) -> None:
    set_accounting_period(document, start=cleaned["start"], end=cleaned["end"], actor=request.actor)


def _approve(document: Document, _cleaned: Cleaned, request: CompanyRequest) -> None:
    approve(document, request.user)


def _release(document: Document, _cleaned: Cleaned, request: CompanyRequest) -> None:
    release(document, actor=request.actor)


def _date_first_open_day(document: Document, _cleaned: Cleaned, request: CompanyRequest) -> None:
    set_entry_date(document, first_open_day(document.company, document.entry_date), actor=request.actor)


def _enter_rate(document: Document, cleaned: Cleaned, request: CompanyRequest) -> None:
    day = document.invoice_date
    enter_rate(document.company, document.currency, day, cleaned["rate"], actor=request.actor)


def _book_gap(document: Document, _cleaned: Cleaned, request: CompanyRequest) -> None:
    book_gap(document, actor=request.actor)


def _choose_vat_account(document: Document, cleaned: Cleaned, request: CompanyRequest) -> None:
    choose_vat_account(document, cleaned["vat_code"], cleaned["account"].strip(), actor=request.actor)


def _comment(document: Document, cleaned: Cleaned, request: CompanyRequest) -> None:
    comment_document(document, cleaned["text"], actor=request.actor)


def _tag(document: Document, cleaned: Cleaned, request: CompanyRequest) -> None:
    tag_documents(request.company, [document], cleaned["name"], actor=request.actor)


def _untag(document: Document, cleaned: Cleaned, request: CompanyRequest) -> None:
    untag_document(document, cleaned["tag"], actor=request.actor)


ACTIONS: Mapping[str, Action] = {
    "control": Action(_control, _("%(number)s est contrôlée")),
    "code": Action(_code, _("%(number)s est imputée"), AccountForm, "account"),
    "period": Action(_set_period, _("Période de %(number)s enregistrée"), PeriodForm, "end"),
    "book_gap": Action(_book_gap, _("Écart de %(number)s porté au compte d’arrondi")),
    "vat_account": Action(_choose_vat_account, _("Compte de TVA de %(number)s enregistré"), VatAccountForm, "account"),
    "rate": Action(_enter_rate, _("Taux enregistré"), RateForm, "rate"),
    "approve": Action(_approve, _("%(number)s est validée")),
    "release": Action(_release, _("%(number)s est remise dans l’export")),
    "comment": Action(_comment, _("Commentaire ajouté"), CommentForm, "text"),
    "tag": Action(_tag, _("%(number)s est étiquetée"), TagForm, "name"),
    "untag": Action(_untag, _("Étiquette retirée de %(number)s"), UntagForm),
    "first_open_day": Action(_date_first_open_day, _("%(number)s est datée du premier jour ouvert")),
}


def require_seen(document: Document, request: CompanyRequest) -> None:
    """Make sure that the document is as the form that was sent showed it.

    Raises:
        ChangedMeanwhileError: somebody changed it since.
    """
    seen = request.POST.get("seen", "")
    if seen.isascii() and seen.isdecimal():
        require_unchanged(document, int(seen))


def action_view(name: str, permission: Permission) -> View[[int]]:
    """The view that does one action, for those who have ``permission``."""

    @page(permission)
    @require_POST
    def act(request: CompanyRequest, key: int) -> HttpResponse:
        return _act(request, key, name)

    return act


def _act(request: CompanyRequest, key: int, name: str) -> HttpResponse:
    document = document_or_404(key)
    action = ACTIONS[name]
    form = action.form(request.POST, auto_id=f"{name}_%s")
    error = ""
    if form.is_valid():
        try:
            with transaction.atomic():
                require_seen(document, request)
                action.run(document, form.cleaned_data, request)
        except ChangedMeanwhileError as refusal:
            error = refusal.message
        except EcritoireError as refusal:
            if action.field:
                form.add_error(action.field, refusal.message)
            else:
                error = refusal.message
    if form.errors or error:
        return answer_with_panel(request, key, refused={name: form}, error=error)
    messages.success(request, str(action.done) % {"number": document.number})
    if not request.htmx:
        return redirect(back_to(request))
    return answer_with_panel(request, key, changed=True)

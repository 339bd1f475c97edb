"""Actions that ask something in a dialog first: for one document, or for the rows that are checked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from ecritoire.apps.desk.meanwhile import version_of
from ecritoire.apps.desk.tagging import tag_documents
from ecritoire.apps.payments.attaching import attach_final_invoice
from ecritoire.apps.purchases.approval_rounds import Asking
from ecritoire.apps.purchases.approvals import refuse
from ecritoire.apps.purchases.coding import code_document
from ecritoire.apps.purchases.control import control_document
from ecritoire.apps.purchases.holding import hold_back, release
from ecritoire.apps.purchases.models import Document
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.permissions import Permission, may
from ecritoire.web.approvals.links import ask
from ecritoire.web.documents.actions import require_seen
from ecritoire.web.documents.behind import list_behind
from ecritoire.web.documents.forms import AccountForm, ApproverForm, EmptyForm, InvoiceForm, ReasonForm, TagForm
from ecritoire.web.shared.access import CompanyRequest, View, page
from ecritoire.web.shared.dialogs import Dialog, close_dialog, show_dialog

KEY_DIGITS_MOST = 18
Cleaned = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """One action with the question before it. ``field`` is where a refusal is said."""

    permission: Permission
    form: type[Form]
    field: str
    run: Callable[[Document, Cleaned, CompanyRequest], object]
    title: str | Promise
    text: str | Promise
    verb: str | Promise


QUESTIONS: Mapping[str, Question] = {
    "hold_back": Question(
        Permission.HOLD_BACK,
        ReasonForm,
        "reason",
        lambda document, cleaned, request: hold_back(document, reason=cleaned["reason"], actor=request.actor),
        gettext_lazy("Mettre %(what)s hors export ?"),
        gettext_lazy("Rien n’en partira en comptabilité jusqu’à « Remettre dans l’export »."),
        gettext_lazy("Mettre hors export"),
    ),
    "ask_approval": Question(
        Permission.ASK_APPROVAL,
        ApproverForm,
        "approver",
        lambda document, cleaned, request: ask(
            document, Asking([cleaned["approver"]], request.actor, cleaned["note"]), request
        ),
        gettext_lazy("Demander la validation de %(what)s ?"),
        gettext_lazy("Un export limité aux documents valides attendra la réponse."),
        gettext_lazy("Demander la validation"),
    ),
    "refuse": Question(
        Permission.APPROVE,
        ReasonForm,
        "reason",
        lambda document, cleaned, request: refuse(document, request.user, reason=cleaned["reason"]),
        gettext_lazy("Refuser %(what)s ?"),
        gettext_lazy("Le refus informe : il ne bloque ni le paiement, ni un export de toutes les écritures."),
        gettext_lazy("Refuser"),
    ),
    "control": Question(
        Permission.CONTROL,
        EmptyForm,
        "",
        lambda document, _cleaned, request: control_document(document, actor=request.actor),
        gettext_lazy("Contrôler %(what)s ?"),
        gettext_lazy("Les comptes proposés sont acceptés, et l’écriture passée quand rien ne manque."),
        gettext_lazy("Contrôler"),
    ),
    "release": Question(
        Permission.HOLD_BACK,
        EmptyForm,
        "",
        lambda document, _cleaned, request: release(document, actor=request.actor),
        gettext_lazy("Remettre %(what)s dans l’export ?"),
        gettext_lazy("Le prochain export les prendra si rien d’autre ne les retient."),
        gettext_lazy("Remettre dans l’export"),
    ),
    "tag": Question(
        Permission.COMMENT,
        TagForm,
        "name",
        lambda document, cleaned, request: tag_documents(
            request.company, [document], cleaned["name"], actor=request.actor
        ),
        gettext_lazy("Étiqueter %(what)s ?"),
        gettext_lazy("L’étiquette s’ajoute à celles que les documents ont déjà."),
        gettext_lazy("Étiqueter"),
    ),
    "code": Question(
        Permission.CODE,
        AccountForm,
        "account",
        lambda document, cleaned, request: code_document(document, cleaned["account"].strip(), actor=request.actor),
        gettext_lazy("Imputer %(what)s ?"),
        gettext_lazy("Seules les lignes sans compte changent."),
        gettext_lazy("Imputer"),
    ),
}


def question_view(name: str) -> View[[int]]:
    """The view that asks one question about one document, for those who may answer it."""

    @page(QUESTIONS[name].permission)
    @require_http_methods(["GET", "HEAD", "POST"])
    def asked(request: CompanyRequest, key: int) -> HttpResponse:
        (document,) = found_documents([str(key)])
        seen = request.POST.get("seen", "") or str(version_of(document))
        return ask_about(request, name, [document], reverse(f"documents:{name}", args=[key]), [("seen", seen)])

    return asked


@page(Permission.CONTROL)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_attach(request: CompanyRequest, key: int) -> HttpResponse:
    """Ask which invoice settles an order, then attach it."""
    (order,) = found_documents([str(key)])
    form = InvoiceForm(request.POST if request.method == "POST" else None, order=order, auto_id="dialog_%s")
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                require_seen(order, request)
                attach_final_invoice(order, form.cleaned_data["invoice"], actor=request.actor)
        except EcritoireError as error:
            form.add_error("invoice", error.message)
        else:
            messages.success(request, _("Facture jointe à %(number)s") % {"number": order.number})
            return close_dialog(request, list_behind(request))
    return show_dialog(request, _attach_dialog(request, order, form))


def _attach_dialog(request: CompanyRequest, order: Document, form: InvoiceForm) -> Dialog:
    facts = {"number": order.number, "supplier": order.supplier.name}
    found = _("Choisissez la facture de %(supplier)s qui la solde.") % facts
    none = _("Aucune facture de %(supplier)s n’attend de commande : importez-la d’abord.") % facts
    return Dialog(
        title=_("Joindre la facture définitive à %(number)s ?") % facts,
        text=(
            found if form.offered else none,
            _("Ce qui a été payé sur la commande vient en déduction de la facture."),
        ),
        url=reverse("documents:attach", args=[order.pk]),
        back_url=list_behind(request),
        form=form if form.offered else None,
        hidden=[("seen", request.POST.get("seen", "") or str(version_of(order)))],
        keep_label=_("Ne rien changer") if form.offered else _("Fermer"),
        submit_label=_("Joindre la facture") if form.offered else "",
    )


def found_documents(keys: Sequence[str]) -> list[Document]:
    """Documents of the company in scope; one that is not there stops everything."""
    wanted = {int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) <= KEY_DIGITS_MOST}
    documents = list(Document.objects.filter(pk__in=wanted).select_related("supplier", "company").order_by("pk"))
    if not documents or len(documents) < len(wanted):
        raise Http404
    return documents


def ask_about(
    request: CompanyRequest, name: str, documents: Sequence[Document], url: str, hidden: Sequence[tuple[str, str]]
) -> HttpResponse:
    """Ask one question about documents, then do what it says to each, or to none."""
    question = QUESTIONS[name]
    if not may(request.membership.role, question.permission):
        raise PermissionDenied
    answered = request.method == "POST" and "answered" in request.POST
    form = question.form(request.POST if answered else None, auto_id="dialog_%s")
    if answered and form.is_valid() and _run(question, documents, form, request):
        messages.success(request, _done(question, documents))
        return close_dialog(request, list_behind(request))
    what = documents[0].number if len(documents) == 1 else _documents(len(documents))
    dialog = Dialog(
        title=str(question.title) % {"what": what},
        text=(str(question.text),),
        url=url,
        back_url=list_behind(request),
        form=form,
        keep_label=_("Ne rien changer"),
        submit_label=str(question.verb),
        hidden=[("answered", "1"), *hidden],
    )
    return show_dialog(request, dialog)


def _run(question: Question, documents: Sequence[Document], form: Form, request: CompanyRequest) -> bool:
    """Do it to all or to none; a refusal is said beside the field."""
    try:
        with transaction.atomic():
            for document in documents:
                require_seen(document, request)
                question.run(document, form.cleaned_data, request)
    except EcritoireError as error:
        form.add_error(question.field or None, error.message)
        return False
    return True


def _documents(count: int) -> str:
    return ngettext("%(count)s document", "%(count)s documents", count) % {"count": count}


def _done(question: Question, documents: Sequence[Document]) -> str:
    what = documents[0].number if len(documents) == 1 else _documents(len(documents))
    return _("%(verb)s : fait pour %(what)s") % {"verb": question.verb, "what": what}

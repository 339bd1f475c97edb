"""Everything an approver needs to decide, on one page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from ecritoire.apps.ledger.models import Account
from ecritoire.apps.purchases.approval_links import seen_of
from ecritoire.apps.purchases.models import ApprovalRequest, Document, DocumentLine
from ecritoire.apps.suppliers.services import IBAN_CHANGED
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.wording import said_date

TYPES = {
    DocumentType.CREDIT_NOTE: lambda: _("Avoir"),
    DocumentType.ORDER: lambda: _("Commande"),
    DocumentType.DEPOSIT_INVOICE: lambda: _("Facture d’acompte"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line with where it goes."""

    label: str
    coding: str
    minor: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page."""

    request: ApprovalRequest
    document: Document
    type_label: str
    facts: Sequence[tuple[str, str]]
    lines: Sequence[Line]
    iban_changed: bool
    seen: str
    until: str
    is_pdf: bool


def sheet_of(request: ApprovalRequest) -> Sheet:
    """The page about a question, in the scope of its company."""
    document = Document.objects.select_related("supplier", "source", "company").get(pk=request.document_id)
    return Sheet(
        request=request,
        document=document,
        type_label=TYPES.get(DocumentType(document.type), lambda: _("Facture"))(),
        facts=_facts(document),
        lines=_lines(document),
        iban_changed=IBAN_CHANGED in document.flags,
        seen=seen_of(document),
        until=said_date(timezone.localtime(request.expires_at)) if request.expires_at else "",
        is_pdf=document.source is not None and document.source.name.lower().endswith(".pdf"),
    )


def _facts(document: Document) -> list[tuple[str, str]]:
    facts = [(_("Datée du"), said_date(document.invoice_date))]
    if document.due_date:
        facts.append((_("Échéance"), said_date(document.due_date)))
    if document.order_reference:
        facts.append((_("Commande"), document.order_reference))
    return facts


def _lines(document: Document) -> list[Line]:
    lines = list(DocumentLine.objects.filter(document=document).order_by("position"))
    numbers = {line.account or line.proposed_account for line in lines}
    labels = dict(Account.objects.filter(number__in=numbers).values_list("number", "label"))
    return [Line(line.label, _coding(line.account or line.proposed_account, labels), line.net_minor) for line in lines]


def _coding(number: str, labels: dict[str, str]) -> str:
    if not number:
        return _("Pas encore imputée")
    return f"{number} {labels[number]}" if number in labels else number

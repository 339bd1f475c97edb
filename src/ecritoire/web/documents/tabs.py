"""What each tab of the panel shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecritoire.apps.desk.commenting import comments_of
from ecritoire.apps.desk.story import story_of
from ecritoire.apps.exports.conditions import Selection
from ecritoire.apps.exports.queries import explain_payments
from ecritoire.apps.ledger.models import Entry, Line
from ecritoire.apps.ledger.queries import vat_accounts
from ecritoire.apps.payments.models import Allocation
from ecritoire.apps.payments.services import EXECUTABLE
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.purchases.queries import accounting_state
from ecritoire.domain.lifecycle import Accounting, Approval
from ecritoire.domain.origins import said_origin
from ecritoire.domain.vat import VAT_CODES
from ecritoire.domain.wording import said_amount, said_date, said_moment, said_rate
from ecritoire.web.documents.notices import entry_name
from ecritoire.web.documents.rows import is_late
from ecritoire.web.shared.history import in_words

SYNTAXES: Mapping[str, str | Promise] = {
    "cii": "Factur-X / CII",
    "ubl": "UBL",
    "zugferd1": "ZUGFeRD 1",
    "order-x": "Order-X",
    "keyed": gettext_lazy("Saisie à la main"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value. ``tone`` is a class of the style sheet."""

    label: str
    value: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class CodingLine:
    """One line of the coding, or one rate of VAT."""

    rank: str
    label: str
    account: str
    minor: int
    origin: str = ""
    is_vat: bool = False
    lacks_account: bool = False


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One line of an entry."""

    account: str
    label: str
    debit_minor: int
    credit_minor: int


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry with its lines."""

    title: str
    lines: list[EntryLine]
    is_locked: bool


def details_tab(document: Document, _selection: Selection) -> dict[str, Any]:
    """The picture, the facts, the coding."""
    source = document.source
    has_picture = source is not None and source.name.lower().endswith(".pdf")
    return {
        "picture_url": reverse("documents:picture", args=[document.pk]) if has_picture else "",
        "file_url": reverse("documents:file", args=[document.pk]) if source is not None else "",
        "facts": _facts(document),
        "lines": _coding_lines(document),
    }


def _facts(document: Document) -> list[Fact]:
    facts = [Fact(_("Facturée le"), said_date(document.invoice_date))]
    if document.due_date:
        late = is_late(document)
        due = said_date(document.due_date)
        shown = _("%(day)s, dépassée") % {"day": due} if late else due
        facts.append(Fact(_("Échéance"), shown, "late" if late else ""))
    if document.entry_date != document.invoice_date:
        facts.append(Fact(_("Comptabilisée au"), said_date(document.entry_date)))
    if period := _period(document):
        facts.append(Fact(_("Période"), period))
    facts += _people(document)
    facts.append(Fact(_("Compte aux."), document.supplier.auxiliary))
    if document.order_reference:
        facts.append(Fact(_("Commande"), document.order_reference))
    if document.syntax:
        facts.append(Fact(_("Origine"), str(SYNTAXES.get(document.syntax, document.syntax))))
    return facts


def _people(document: Document) -> list[Fact]:
    facts = []
    if document.controlled_at is not None:
        facts.append(Fact(_("Contrôlée"), said_moment(timezone.localtime(document.controlled_at))))
    approver = document.approver.display_name if document.approver else ""
    labels = {
        Approval.PENDING: _("En validation chez"),
        Approval.APPROVED: _("Validée par"),
        Approval.REFUSED: _("Refusée par"),
    }
    if approver and document.approval in labels:
        facts.append(Fact(labels[Approval(document.approval)], approver))
    return facts


def _period(document: Document) -> str:
    start, end = document.period_start, document.period_end
    if start and end:
        return _("%(start)s au %(end)s") % {"start": said_date(start), "end": said_date(end)}
    if end:
        return _("jusqu’au %(end)s") % {"end": said_date(end)}
    return _("depuis le %(start)s") % {"start": said_date(start)} if start else ""


def _coding_lines(document: Document) -> list[CodingLine]:
    lines = [
        CodingLine(
            rank=str(line.position),
            label=line.label,
            account=line.account,
            minor=line.net_minor,
            origin=said_origin(line.origin_label),
            lacks_account=not line.account and bool(line.net_minor),
        )
        for line in document.lines.all()
    ]
    accounts = vat_accounts()
    for vat in document.vat.all():
        known = accounts.get(vat.vat_code)
        account = vat.account or (known.account if known else "")
        if vat.vat_minor or account:
            label = VAT_CODES[vat.vat_code].label if vat.vat_code in VAT_CODES else vat.vat_code
            shown = _("TVA %(rate)s") % {"rate": said_rate(vat.rate_bp)} if vat.rate_bp else label
            lacks = not account and bool(vat.vat_minor)
            lines.append(CodingLine("", shown, account, vat.vat_minor, is_vat=True, lacks_account=lacks))
    return lines


def entry_tab(document: Document, _selection: Selection) -> dict[str, Any]:
    """The entries: of the document, what they reverse and replace, and of its payments."""
    entries = _document_entries(document)
    paid = Entry.objects.filter(payment__allocations__document=document).order_by("date", "pk")
    entries += [_entry(entry, _entry_title(entry)) for entry in paid.select_related("journal", "fiscal_year", "export")]
    return {
        "entries": entries,
        "no_entry": _("Aucune écriture : les motifs ci-dessus disent ce qui manque.")
        if document.posting_problems
        else _("Aucune écriture pour ce document."),
        "gap_label": _gap(document),
    }


def _document_entries(document: Document) -> list[EntryView]:
    shown: list[EntryView] = []
    entry, previous = document.entry, document.previous_entry
    changed = accounting_state(document) == Accounting.CHANGED_SINCE
    if changed and previous is not None:
        shown.append(_entry(previous, _entry_title(previous)))
        reversals = previous.reversals.filter(voided_at=None).select_related("journal", "fiscal_year", "export")
        shown.extend(_entry(reversal, _("Contre-passation, en attente")) for reversal in reversals)
    if entry is not None:
        shown.append(_entry(entry, _("Nouvelle écriture, en attente") if changed else _entry_title(entry)))
    return shown


def _entry_title(entry: Entry) -> str:
    title = _("Écriture %(name)s, %(day)s") % {"name": entry_name(entry), "day": said_date(entry.date)}
    return title if entry.export_id else _("%(title)s, non comptabilisée") % {"title": title}


def _entry(entry: Entry, title: str) -> EntryView:
    rows = Line.objects.filter(entry=entry).select_related("account", "supplier").order_by("position")
    lines = [
        EntryLine(
            account=f"{row.account.number} {row.supplier.auxiliary}" if row.supplier else row.account.number,
            label=row.supplier.name if row.supplier else row.account.label,
            debit_minor=row.debit_minor,
            credit_minor=row.credit_minor,
        )
        for row in rows
    ]
    return EntryView(title, lines, is_locked=entry.export_id is not None)


def _gap(document: Document) -> str:
    for problem in document.posting_problems:
        if problem["code"] == "unbalanced":
            gap = said_amount(abs(problem["facts"]["gap_minor"]), document.currency)
            return _("Écart %(amount)s") % {"amount": gap}
    return ""


def payments_tab(document: Document, selection: Selection) -> dict[str, Any]:
    """Payments and, for those not exported, why."""
    reasons = {
        candidate.key: [finding.message for finding in candidate.findings]
        for candidate in explain_payments(document, selection)
    }
    allocations = Allocation.objects.filter(document=document).select_related("payment__journal")
    return {
        "payments": [
            {
                "state": "paid_outside" if allocation.payment.is_outside else allocation.payment.state,
                "amount_minor": allocation.amount_minor,
                "facts": _("Le %(day)s, %(journal)s")
                % {"day": said_date(allocation.payment.paid_on), "journal": allocation.payment.journal.label},
                "reasons": reasons.get(allocation.payment_id, []),
                "execute_url": reverse("documents:execute_payment", args=[document.pk, allocation.payment_id])
                if allocation.payment.state in EXECUTABLE
                else "",
            }
            for allocation in allocations.order_by("payment__paid_on", "pk")
        ]
    }


def comments_tab(document: Document, _selection: Selection) -> dict[str, Any]:
    """What people said of it."""
    return {"comments": comments_of(document)}


def history_tab(document: Document, _selection: Selection) -> dict[str, Any]:
    """Everything that happened to it and to its payments, latest first."""
    return {"events": in_words(story_of(document))}

"""At most one notice a document: amber over blue over green."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ecritoire.apps.ledger.models import Entry
from ecritoire.apps.payments.models import Allocation
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.purchases.queries import accounting_state
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.lifecycle import Accounting, PaymentState
from ecritoire.domain.wording import said_amount, said_date
from ecritoire.web.exports.parameters import short_template_label

PAID = frozenset({PaymentState.PAID, PaymentState.PARTLY_PAID, PaymentState.PAID_OUTSIDE})


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice: the template says its colour."""

    template: str
    title: str = ""
    facts: str = ""
    link: str = ""
    url: str = ""


def notice_of(document: Document, *, may_attach: bool) -> Notice | None:
    """The one notice of a document, if any."""
    accounting = accounting_state(document)
    if accounting == Accounting.CHANGED_SINCE:
        return _changed(document)
    if document.type == DocumentType.ORDER and document.payment in PAID and not document.final_invoices.exists():
        return _deposit(document, may_attach=may_attach)
    return _exported(document) if accounting == Accounting.EXPORTED else None


def _changed(document: Document) -> Notice:
    previous = document.previous_entry
    facts = ""
    if previous is not None and previous.export is not None:
        created = timezone.localtime(previous.export.created_at).date()
        facts = _(" n° %(number)s du %(day)s") % {"number": previous.export.number, "day": said_date(created)}
    return Notice("documents/notice_changed.html", facts=facts)


def _deposit(document: Document, *, may_attach: bool) -> Notice:
    paid = Allocation.objects.filter(document=document, payment__state=PaymentState.PAID)
    allocation = paid.select_related("payment").order_by("-payment__paid_on").first()
    facts = ""
    if allocation is not None:
        facts = _("Acompte de %(amount)s payé le %(day)s") % {
            "amount": said_amount(allocation.amount_minor, document.currency),
            "day": said_date(allocation.payment.paid_on),
        }
    url = reverse("documents:attach", args=[document.pk]) if may_attach else ""
    return Notice("documents/notice_deposit.html", facts=facts, url=url)


def _exported(document: Document) -> Notice | None:
    entry = document.entry
    if entry is None or entry.export is None:
        return None
    export = entry.export
    created = timezone.localtime(export.created_at).date()
    return Notice(
        "documents/notice_exported.html",
        title=_("Document exporté en comptabilité le %(day)s") % {"day": said_date(created)},
        link=_("Export n° %(number)s") % {"number": export.number},
        url=reverse("exports:detail", args=[export.number]),
        facts=_(", %(template)s, écriture %(entry)s")
        % {"template": short_template_label(export.template), "entry": entry_name(entry)},
    )


def entry_name(entry: Entry) -> str:
    """HA 2026-000418, or HA alone while an entry waits for its number."""
    if entry.number is None:
        return entry.journal.code
    return f"{entry.journal.code} {entry.fiscal_year.end.year}-{entry.number:06d}"

"""What a supplier's record shows beside its form: bank details, documents, history, warnings."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ecritoire.apps.audit.queries import history
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.purchases.queries import accounting_state
from ecritoire.apps.suppliers.models import BankDetails, Supplier
from ecritoire.apps.suppliers.queries import changed_details
from ecritoire.web.documents.filters import SHORT_TYPE_LABELS
from ecritoire.web.documents.listing import signed_total
from ecritoire.web.shared.history import Happened, in_words

DOCUMENTS_SHOWN = 20
EVENTS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Account:
    """One account to be paid on."""

    iban: str
    bic: str
    holder: str
    first_seen_at: datetime
    verified_at: datetime | None
    is_valid: bool
    is_changed: bool
    verify_url: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One document of the supplier."""

    number: str
    type_label: str | Promise
    invoice_date: date
    signed_minor: int
    currency: str
    accounting: str
    url: str


@dataclass(frozen=True, slots=True)
class Record:
    """Everything but the form."""

    supplier: Supplier
    title: str
    facts: str
    accounts: list[Account]
    has_changed_iban: bool
    documents: list[Paper]
    documents_url: str
    has_more_documents: bool
    events: list[Happened]
    merged: list[Supplier]


def record_of(supplier: Supplier) -> Record:
    """Read what the page shows."""
    changed = {details.pk for details in changed_details(supplier)}
    accounts = BankDetails.objects.filter(supplier=supplier).order_by("-pk")
    documents = (
        Document.objects.filter(Q(supplier=supplier) | Q(supplier__merged_into=supplier))
        .select_related("entry__export", "previous_entry__export")
        .order_by("-invoice_date", "-pk")[: DOCUMENTS_SHOWN + 1]
    )
    papers = [_paper(document) for document in documents]
    events = list(history(supplier).order_by("-sequence")[:EVENTS_SHOWN])[::-1]
    return Record(
        supplier=supplier,
        title=supplier.name,
        facts=_("Compte auxiliaire %(auxiliary)s") % {"auxiliary": supplier.auxiliary},
        accounts=[_account(details, is_changed=details.pk in changed) for details in accounts],
        has_changed_iban=bool(changed),
        documents=papers[:DOCUMENTS_SHOWN],
        documents_url=f"{reverse('documents:list')}?supplier={supplier.pk}",
        has_more_documents=len(papers) > DOCUMENTS_SHOWN,
        events=in_words(events),
        merged=list(Supplier.objects.filter(merged_into=supplier).order_by("name", "pk")),
    )


def _account(details: BankDetails, *, is_changed: bool) -> Account:
    groups = [details.iban[place : place + 4] for place in range(0, len(details.iban), 4)]
    return Account(
        iban=" ".join(groups),
        bic=details.bic,
        holder=details.holder,
        first_seen_at=details.first_seen_at,
        verified_at=details.verified_at,
        is_valid=details.is_valid,
        is_changed=is_changed,
        verify_url=reverse("suppliers:verify_iban", args=[details.supplier_id, details.pk]),
    )


def _paper(document: Document) -> Paper:
    return Paper(
        number=document.number,
        type_label=SHORT_TYPE_LABELS[document.type],
        invoice_date=document.invoice_date,
        signed_minor=signed_total(document),
        currency=document.currency,
        accounting=accounting_state(document),
        url=f"{reverse('documents:list')}?supplier={document.supplier_id}&doc={document.pk}",
    )

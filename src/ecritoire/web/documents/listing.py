"""One page of the list of documents: rows, totals of the whole filter, the pages before and after."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import reduce
from operator import or_

from django.db.models import BigIntegerField, Case, Count, F, Q, QuerySet, Sum, When
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ecritoire.apps.exports.conditions import DOCUMENT_CONDITIONS, Selection
from ecritoire.apps.exports.selection import masked_documents, reason_bit
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.purchases.queries import DocumentFilter, accounting_state, find_documents
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.lifecycle import Accounting, PaymentState
from ecritoire.web.documents.filters import OLDEST_FIRST, SHORT_TYPE_LABELS, Filters
from ecritoire.web.shared import words

PAGE_SIZE = 50
COUNTED_MOST = 1000  # beyond, a count says "1 000 +"
SUPPLIERS_OFFERED = 200
SETTLED = frozenset({PaymentState.PAID, PaymentState.PAID_OUTSIDE})


@dataclass(frozen=True, slots=True)
class Row:
    """One document of the list. ``signed_minor`` is negative for a credit note."""

    pk: int
    supplier: str
    number: str
    type_label: str | Promise
    invoice_date: date
    due_date: date | None
    is_late: bool
    signed_minor: int
    currency: str
    approval: str
    payment: str
    accounting: str
    accounting_tooltip: str
    reason_count: int
    reason_label: str
    url: str
    panel_url: str
    is_open: bool
    select_label: str


@dataclass(frozen=True, slots=True)
class Totals:
    """Of the whole filter, not of the page."""

    label: str
    total_minor: int
    other_currencies: bool


@dataclass(frozen=True, slots=True)
class Pages:
    """Where this page is; queries of its neighbours, empty at the ends."""

    label: str
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page starts: after, or before, the document with this date and key. ``rank`` is of its first row."""

    day: date | None = None
    key: int = 0
    backwards: bool = False
    rank: int = 1

    @classmethod
    def of(cls, query: QueryDict) -> "Cursor":
        """Read the place of an address; the first page when there is none that makes sense."""
        backwards = "before" in query
        day, _sep, key = query.get("before" if backwards else "after", "").partition("_")
        rank = query.get("rank", "1")
        try:
            return cls(date.fromisoformat(day), int(key), backwards, int(rank))
        except ValueError:
            return cls()


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of documents."""

    rows: list[Row]
    totals: Totals
    pages: Pages


def chosen_documents(filters: Filters, selection: Selection) -> QuerySet[Document]:
    """The documents that the filters choose, in the company in scope."""
    chosen = DocumentFilter(
        types=filters.type,
        invoice_from=filters.since,
        invoice_until=filters.until,
        approval=filters.approval,
        payment=filters.payment,
        accounting=filters.accounting,
    )
    documents = find_documents(chosen)
    if filters.supplier:
        documents = documents.filter(supplier__in=[int(key) for key in filters.supplier])
    if filters.search:
        found = find_documents(DocumentFilter(search=filters.search)).values("pk")
        documents = documents.filter(Q(pk__in=found) | _of_amount(filters.search))
    if filters.reason:
        bits = reduce(or_, (reason_bit(DOCUMENT_CONDITIONS, code) for code in filters.reason))
        masked = masked_documents(selection).annotate(any_held=F("mask").bitand(bits))
        documents = documents.filter(pk__in=masked.exclude(any_held=0).values("pk"))
    return documents


def _of_amount(search: str) -> Q:
    """Documents of this total, when what is searched for is an amount; else none."""
    try:
        amount = Decimal(re.sub(r"[\s€]", "", search).replace(",", "."))
        return Q(total_minor=abs(int(amount * 100)))
    except (InvalidOperation, ValueError, OverflowError):
        return Q(pk__in=[])


def list_documents(filters: Filters, selection: Selection, cursor: Cursor, opened: int | None) -> Listing:
    """Read one page."""
    documents = chosen_documents(filters, selection)
    page, has_more = _page(documents, filters, cursor)
    counts = _reason_counts([document.pk for document in page], selection)
    rows = [_row(document, filters, cursor, counts.get(document.pk, 0), opened) for document in page]
    return Listing(rows, _totals(documents, selection), _pages(page, filters, cursor, has_more=has_more))


def _page(documents: QuerySet[Document], filters: Filters, cursor: Cursor) -> tuple[list[Document], bool]:
    """One page in reading order, and whether there is more in the direction it was read."""
    ascending = (filters.sort == OLDEST_FIRST) != cursor.backwards
    order = ("invoice_date", "pk") if ascending else ("-invoice_date", "-pk")
    if cursor.day is not None:
        side = "gt" if ascending else "lt"
        same_day = Q(**{"invoice_date": cursor.day, f"pk__{side}": cursor.key})
        documents = documents.filter(Q(**{f"invoice_date__{side}": cursor.day}) | same_day)
    found = documents.select_related("supplier", "entry__export", "previous_entry__export").order_by(*order)
    rows = list(found[: PAGE_SIZE + 1])
    page = rows[:PAGE_SIZE]
    return (page[::-1] if cursor.backwards else page), len(rows) > PAGE_SIZE


def _reason_counts(keys: Sequence[int], selection: Selection) -> dict[int, int]:
    """How many reasons keep each document out of the next export; an exported one has nothing to wait for."""
    masked = masked_documents(selection, Document.objects.filter(pk__in=keys))
    exported = reason_bit(DOCUMENT_CONDITIONS, "already_exported")
    return {
        key: 0 if mask & exported else mask.bit_count()
        for key, mask in masked.order_by().values_list("pk", "mask")  # type: ignore[misc]
    }


def _totals(documents: QuerySet[Document], selection: Selection) -> Totals:
    currency = selection.company.currency
    count = documents.order_by()[: COUNTED_MOST + 1].count()
    signed = Case(
        When(type=DocumentType.CREDIT_NOTE, then=-F("total_minor")),
        default=F("total_minor"),
        output_field=BigIntegerField(),
    )
    own = Q(currency=currency)
    sums = documents.aggregate(total=Sum(signed, filter=own), foreign=Count("pk", filter=~own))
    many = _("%(count)s + documents") % {"count": words.grouped(COUNTED_MOST)}
    return Totals(
        label=many if count > COUNTED_MOST else words.documents(count),
        total_minor=int(sums["total"] or 0),
        other_currencies=bool(sums["foreign"]),
    )


def _pages(page: Sequence[Document], filters: Filters, cursor: Cursor, *, has_more: bool) -> Pages:
    if not page:
        return Pages("", "", "")
    first_rank = cursor.rank
    label = _("%(first)s à %(last)s") % {"first": first_rank, "last": first_rank + len(page) - 1}
    first, last = page[0], page[-1]
    has_next = has_more or cursor.backwards
    has_previous = cursor.day is not None and (has_more or not cursor.backwards) and first_rank > 1
    before, after = _place(first), _place(last)
    previous_rank = str(max(first_rank - PAGE_SIZE, 1))
    return Pages(
        label,
        filters.query(("before", before), ("rank", previous_rank)) if has_previous else "",
        filters.query(("after", after), ("rank", str(first_rank + len(page)))) if has_next else "",
    )


def _place(document: Document) -> str:
    return f"{document.invoice_date.isoformat()}_{document.pk}"


def _row(document: Document, filters: Filters, cursor: Cursor, reason_count: int, opened: int | None) -> Row:
    accounting = accounting_state(document)
    query = filters.query(*_where(cursor), ("doc", str(document.pk)))
    supplier = document.supplier.name
    return Row(
        pk=document.pk,
        supplier=supplier,
        number=document.number,
        type_label=SHORT_TYPE_LABELS[document.type],
        invoice_date=document.invoice_date,
        due_date=document.due_date,
        is_late=is_late(document),
        signed_minor=signed_total(document),
        currency=document.currency,
        approval=document.approval,
        payment=document.payment,
        accounting=accounting,
        accounting_tooltip=_tooltip(document, accounting),
        reason_count=reason_count,
        reason_label=words.reasons(reason_count),
        url=f"{reverse('documents:list')}?{query}",
        panel_url=f"{reverse('documents:panel', args=[document.pk])}?{filters.query(*_where(cursor))}",
        is_open=document.pk == opened,
        select_label=_("Sélectionner %(number)s de %(supplier)s") % {"number": document.number, "supplier": supplier},
    )


def _where(cursor: Cursor) -> list[tuple[str, str]]:
    """The place of a page as the query of an address."""
    if cursor.day is None:
        return []
    side = "before" if cursor.backwards else "after"
    return [(side, f"{cursor.day.isoformat()}_{cursor.key}"), ("rank", str(cursor.rank))]


def _tooltip(document: Document, accounting: str) -> str:
    previous = document.previous_entry
    if accounting == Accounting.CHANGED_SINCE and previous is not None and previous.export is not None:
        return _("Modifié depuis l’export n° %(number)s") % {"number": previous.export.number}
    return ""


def is_late(document: Document) -> bool:
    """Whether the due date has passed and something is still to be paid."""
    due = document.due_date
    return due is not None and due < timezone.localdate() and document.payment not in SETTLED


def signed_total(document: Document) -> int:
    """The total as lists of documents show it: negative for a credit note."""
    return -document.total_minor if document.type == DocumentType.CREDIT_NOTE else document.total_minor


def offered_suppliers(filters: Filters) -> dict[str, str]:
    """The suppliers that the popover offers, by key, those chosen first."""
    chosen = Supplier.objects.filter(pk__in=filters.supplier).values_list("pk", "name")
    others = Supplier.objects.order_by("name", "pk").values_list("pk", "name")[:SUPPLIERS_OFFERED]
    return {str(key): name for key, name in (*chosen, *others)}


def other_order(filters: Filters) -> Filters:
    """The same filters, sorted the other way."""
    return replace(filters, sort="" if filters.sort == OLDEST_FIRST else OLDEST_FIRST)

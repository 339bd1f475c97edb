"""One page of the list of documents: rows, totals of the whole filter, the pages before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import BigIntegerField, Case, Count, Exists, F, OuterRef, Q, QuerySet, Sum, When
from django.urls import reverse
from django.utils.translation import gettext as _

from ecritoire.apps.desk.models import DocumentTag
from ecritoire.apps.desk.tagging import tags_of
from ecritoire.apps.exports.conditions import DOCUMENT_CONDITIONS, Selection
from ecritoire.apps.exports.selection import masked_documents, reason_bit
from ecritoire.apps.purchases.models import Document, DocumentLine
from ecritoire.apps.purchases.queries import DocumentFilter, find_documents
from ecritoire.domain.invoice import DocumentType
from ecritoire.web.documents.cells import Cell, cells_of
from ecritoire.web.documents.columns import DEFAULT_COLUMNS, Extras
from ecritoire.web.documents.filters import Filters
from ecritoire.web.documents.order import Cursor, page_of, place_of
from ecritoire.web.documents.rows import signed_total
from ecritoire.web.shared import words
from ecritoire.web.shared.amounts import minor_of

__all__ = ["chosen_documents", "list_documents", "signed_total"]

PAGE_SIZE = 50
COUNTED_MOST = 1000  # beyond, a count says "1 000 +"


@dataclass(frozen=True, slots=True)
class Row:
    """One document of the list. ``signed_minor`` is negative for a credit note."""

    pk: int
    supplier: str
    number: str
    signed_minor: int
    currency: str
    cells: list[Cell]
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
        due_from=filters.due_since,
        due_until=filters.due_until,
        min_minor=filters.min,
        max_minor=filters.max,
        account=filters.account,
        approval=filters.approval,
        payment=filters.payment,
        accounting=filters.accounting,
    )
    documents = find_documents(chosen)
    if filters.supplier:
        documents = documents.filter(supplier__in=[int(key) for key in filters.supplier])
    if filters.tag:
        tagged = DocumentTag.objects.filter(document=OuterRef("pk"), tag__in=[int(key) for key in filters.tag])
        documents = documents.filter(Exists(tagged))
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
    minor = minor_of(search)
    return Q(pk__in=[]) if minor is None else Q(total_minor=abs(minor))


def list_documents(
    filters: Filters, columns: Sequence[str], selection: Selection, cursor: Cursor, opened: int | None
) -> Listing:
    """Read one page."""
    documents = chosen_documents(filters, selection)
    page, has_more = page_of(documents, filters.sort, cursor, PAGE_SIZE, selection)
    extras = extras_of(page, columns, selection)
    rows = [_row(document, filters, columns, extras, cursor, opened) for document in page]
    return Listing(rows, _totals(documents, selection), _pages(page, filters, cursor, has_more=has_more))


def extras_of(page: Sequence[Document], columns: Sequence[str], selection: Selection) -> Extras:
    """What these columns say that is not in the rows of the documents: a query for each such column."""
    keys = [document.pk for document in page]
    return Extras(
        reasons=_reason_counts(keys, selection) if "reasons" in columns else {},
        tags={key: [tag.name for tag in tags] for key, tags in tags_of(keys).items()} if "tags" in columns else {},
        accounts=_accounts(keys) if "account" in columns else {},
    )


def _reason_counts(keys: Sequence[int], selection: Selection) -> dict[int, int]:
    """How many reasons keep each document out of the next export; an exported one has nothing to wait for."""
    masked = masked_documents(selection, Document.objects.filter(pk__in=keys))
    exported = reason_bit(DOCUMENT_CONDITIONS, "already_exported")
    return {
        key: 0 if mask & exported else mask.bit_count()
        for key, mask in masked.order_by().values_list("pk", "mask")  # type: ignore[misc]
    }


def _accounts(keys: Sequence[int]) -> dict[int, list[str]]:
    """The accounts of the lines of each document, each once, in order."""
    coded = DocumentLine.objects.filter(document__in=keys).exclude(account="")
    found: dict[int, list[str]] = {}
    for key, account in coded.order_by("account").values_list("document", "account").distinct():
        found.setdefault(key, []).append(account)
    return found


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
    has_previous = bool(cursor.key) and (has_more or not cursor.backwards) and first_rank > 1
    previous_rank = str(max(first_rank - PAGE_SIZE, 1))
    return Pages(
        label,
        filters.query(("before", place_of(first)), ("rank", previous_rank)) if has_previous else "",
        filters.query(("after", place_of(last)), ("rank", str(first_rank + len(page)))) if has_next else "",
    )


def _row(
    document: Document,
    filters: Filters,
    columns: Sequence[str],
    extras: Extras,
    cursor: Cursor,
    opened: int | None,
) -> Row:
    where = cursor.pairs()
    supplier = document.supplier.name
    return Row(
        pk=document.pk,
        supplier=supplier,
        number=document.number,
        signed_minor=signed_total(document),
        currency=document.currency,
        cells=cells_of(document, columns or DEFAULT_COLUMNS, extras),
        url=f"{reverse('documents:list')}?{filters.query(*where, ('doc', str(document.pk)))}",
        panel_url=f"{reverse('documents:panel', args=[document.pk])}?{filters.query(*where)}",
        is_open=document.pk == opened,
        select_label=_("Sélectionner %(number)s de %(supplier)s") % {"number": document.number, "supplier": supplier},
    )

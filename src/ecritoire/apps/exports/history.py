"""What past exports took and left: answered as of each export, whatever happened since."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from ecritoire.apps.exports.models import Export, ExportedEntry, LeftOut
from ecritoire.apps.exports.selection import Candidate, paid_documents, payment_candidate, slices
from ecritoire.domain.lifecycle import ExportState
from ecritoire.domain.reasons import Finding

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Taken:
    """One entry an export took. ``total_minor`` in the company's currency."""

    entry: int
    entry_number: int
    kind: str  # type of the document, "payment" or "reversal"
    number: str  # the document's or the payment's reference
    supplier: str
    journal: str
    date: date
    total_minor: int
    currency: str
    fiscal_year: int


def export_state(export: Export) -> ExportState:
    """The state of an export on the screen."""
    if export.cancelled_at:
        return ExportState.CANCELLED
    if export.acknowledged_at:
        return ExportState.ACKNOWLEDGED
    return ExportState.DOWNLOADED if export.downloaded_at else ExportState.CREATED


def taken_by(export: Export, *, after: tuple[int, int] | None = None) -> Iterator[Taken]:
    """The entries an export took, in the order of their numbers, streaming; ``after``: a fiscal year and number."""
    rows = ExportedEntry.objects.filter(export=export).order_by("fiscal_year", "number")
    if after is not None:
        year, number = after
        rows = rows.filter(Q(fiscal_year__gt=year) | Q(fiscal_year=year, number__gt=number), fiscal_year__gte=year)
    fields = (
        "number", "entry_id", "entry__kind", "entry__reference", "entry__supplier__name", "entry__journal__code",
        "entry__date", "entry__total_minor", "fiscal_year_id",
    )  # fmt: skip
    currency = export.company.currency
    for row in rows.values(*fields).iterator(CHUNK):
        yield Taken(
            entry=row["entry_id"],
            entry_number=row["number"],
            kind=row["entry__kind"],
            number=row["entry__reference"],
            supplier=row["entry__supplier__name"] or "",
            journal=row["entry__journal__code"],
            date=row["entry__date"],
            total_minor=row["entry__total_minor"],
            currency=currency,
            fiscal_year=row["fiscal_year_id"],
        )


def left_out_page(export: Export, *, after: int, size: int) -> list[tuple[int, Candidate]]:
    """A page of what an export left, each with its place in the list; ``after`` is the last of the page before."""
    kept = LeftOut.objects.filter(export=export, pk__gt=after).order_by("pk")
    places = list(kept.values_list("pk", flat=True)[:size])  # documents were kept first: their places come first
    return list(zip(places, _candidates(LeftOut.objects.filter(pk__in=places)), strict=True))


def left_out_of(export: Export) -> Iterator[Candidate]:
    """What an export left, documents first, with the reasons kept with it, streaming."""
    return _candidates(LeftOut.objects.filter(export=export))


def _candidates(kept: QuerySet[LeftOut]) -> Iterator[Candidate]:
    rows = kept.order_by("payment_id", "pk")
    documents = rows.filter(document__isnull=False).values(
        "reasons", "document_id", "document__number", "document__supplier__name", "document__type",
        "document__total_minor", "document__currency",
    )  # fmt: skip
    for row in documents.iterator(CHUNK):
        yield Candidate(
            kind="document",
            key=row["document_id"],
            number=row["document__number"],
            supplier=row["document__supplier__name"],
            type=row["document__type"],
            total_minor=row["document__total_minor"],
            currency=row["document__currency"],
            findings=stored_findings(row["reasons"]),
        )
    yield from _left_payments(rows.filter(payment__isnull=False))


def _left_payments(rows: QuerySet[LeftOut]) -> Iterator[Candidate]:
    fields = {"pk": "payment_id"} | {name: f"payment__{name}" for name in ("reference", "amount_minor", "currency")}
    for slice_ in slices(rows.values("reasons", *fields.values()).iterator(CHUNK)):
        documents = paid_documents([row["payment_id"] for row in slice_])
        for row in slice_:
            payment = {name: row[path] for name, path in fields.items()}
            yield payment_candidate(payment, documents[row["payment_id"]], stored_findings(row["reasons"]))


def stored_findings(reasons: list[dict[str, Any]]) -> tuple[Finding, ...]:
    """Reasons as they were stored with an export."""
    return tuple(Finding(reason["code"], reason["facts"]) for reason in reasons)


def live_when(export: Export) -> Q:
    """Exports older than ``export`` that were not cancelled yet when it was created."""
    return Q(number__lt=export.number) & (Q(cancelled_at=None) | Q(cancelled_at__gt=export.created_at))

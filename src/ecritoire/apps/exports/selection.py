"""Which documents and payments an export takes, and which it leaves with all their reasons: one query each.

Every candidate is given a mask with one bit for each reason that holds; it is taken when no bit is set. The facts of
the reasons are read only for those left out, in slices, so that memory does not grow with their number.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from django.db.models import BigIntegerField, Case, F, Model, QuerySet, Value, When

from ecritoire.apps.exports.conditions import (
    DOCUMENT_CONDITIONS,
    PAYMENT_CONDITIONS,
    Condition,
    Row,
    Selection,
    settled_order,
)
from ecritoire.apps.payments.models import Allocation, Payment
from ecritoire.apps.purchases.models import Document
from ecritoire.domain.reasons import ORDER, Finding

SLICE = 2000
M = TypeVar("M", bound=Model)
T = TypeVar("T")
_APPROVAL_FIELDS = ("approver__full_name", "approver__email", "approval_asked_at", "refusal_reason")
_HOLD_FIELDS = ("held_back_at", "held_back_by", "held_back_reason")
_EXPORT_FIELDS = ("entry__export__number", "entry__export__created_at")
_SHOWN_FIELDS = ("number", "supplier__name", "type", "total_minor", "currency")
DOCUMENT_FIELDS = (
    "pk", "entry", "controlled_at", "invoice_date", "entry_date", "period_end", "posting_problems", "approval",
    *_SHOWN_FIELDS, *_APPROVAL_FIELDS, *_HOLD_FIELDS, *_EXPORT_FIELDS,
)  # fmt: skip
PAYMENT_FIELDS = ("pk", "entry", "paid_on", "state", "currency", "amount_minor", "reference", *_EXPORT_FIELDS)
_ALLOCATED_FIELDS = ("approval", *_SHOWN_FIELDS, *_APPROVAL_FIELDS, *_HOLD_FIELDS)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document or a payment, with what a list shows of it and the reasons that keep it out (none: it is taken)."""

    kind: str  # "document" or "payment"
    key: int
    number: str  # of the document; of a grouped payment, those of its documents
    supplier: str
    type: str
    total_minor: int
    currency: str
    findings: tuple[Finding, ...]


def unsettled_documents() -> QuerySet[Document]:
    """All documents of the company in scope, exported or not, but the orders that an invoice settled."""
    return Document.objects.exclude(settled_order())


def candidate_documents() -> QuerySet[Document]:
    """Documents with something not exported yet, in the company in scope; orders until an invoice settles them."""
    return unsettled_documents().filter(entry__export=None)


def candidate_payments() -> QuerySet[Payment]:
    """Payments not exported yet, those made outside included, in the company in scope."""
    return Payment.objects.filter(entry__export=None)


def with_mask(rows: QuerySet[M], conditions: Sequence[Condition], selection: Selection) -> QuerySet[M]:
    """Annotate each row with ``mask``: bit *n* set when condition *n* holds."""
    mask: Any = Value(0, output_field=BigIntegerField())
    for bit, condition in enumerate(conditions):
        when = condition.when(selection)
        if when is not None:
            held = When(when, then=Value(1 << bit))
            mask = mask + Case(held, default=Value(0), output_field=BigIntegerField())
    anyhow: Any = rows
    masked: QuerySet[M] = anyhow.annotate(mask=mask)
    return masked


def with_reason_count(documents: QuerySet[Document], selection: Selection) -> QuerySet[Document]:
    """Annotate each document with ``reason_count``: how many reasons keep it out; none once an export holds it."""
    count: Any = Value(0)
    for condition in DOCUMENT_CONDITIONS:
        when = condition.when(selection)
        if when is not None:
            count = count + Case(When(when, then=Value(1)), default=Value(0))
    exported = When(entry__export__isnull=False, then=Value(0))
    return documents.annotate(reason_count=Case(exported, default=count))


def taken(masked: QuerySet[M]) -> QuerySet[M]:
    """Of masked rows, those no reason keeps out and that have an entry to take."""
    rows: QuerySet[M] = _filtered(masked, mask=0, entry__isnull=False)
    return rows


def left(masked: QuerySet[M]) -> QuerySet[M]:
    """Of masked rows, those some reason keeps out."""
    rows: QuerySet[M] = _filtered(masked, mask__gt=0)
    return rows


def held_by(masked: QuerySet[M], bit: int) -> QuerySet[M]:
    """Of masked rows, those kept out by the reason of ``bit``, and maybe by others too."""
    anyhow: Any = masked
    rows: QuerySet[M] = _filtered(anyhow.annotate(held=F("mask").bitand(bit)), held=bit)
    return rows


def _filtered(rows: Any, **lookups: object) -> Any:  # noqa: ANN401 - annotations are unknown to the type checker
    return rows.filter(**lookups)


def masked_documents(selection: Selection, rows: QuerySet[Document] | None = None) -> QuerySet[Document]:
    """The candidate documents (or ``rows``) with their masks."""
    return with_mask(candidate_documents() if rows is None else rows, DOCUMENT_CONDITIONS, selection)


def masked_payments(selection: Selection, rows: QuerySet[Payment] | None = None) -> QuerySet[Payment]:
    """The candidate payments (or ``rows``) with their masks."""
    return with_mask(candidate_payments() if rows is None else rows, PAYMENT_CONDITIONS, selection)


def reason_bit(conditions: Sequence[Condition], code: str) -> int:
    """The bit of a reason in the masks made with ``conditions``, 0 when the reason is not among them."""
    return next((1 << bit for bit, condition in enumerate(conditions) if condition.code == code), 0)


def codes_of(mask: int, conditions: Sequence[Condition]) -> list[str]:
    """The reason codes whose bits are set, in the order all lists use."""
    codes = [condition.code for bit, condition in enumerate(conditions) if mask >> bit & 1]
    return sorted(codes, key=ORDER.__getitem__)


def _findings(row: Row, conditions: Sequence[Condition], selection: Selection) -> tuple[Finding, ...]:
    mask = row["mask"]
    held = (condition for bit, condition in enumerate(conditions) if mask >> bit & 1)
    findings = (Finding(condition.code, condition.facts(row, selection)) for condition in held)
    return tuple(sorted(findings, key=lambda finding: ORDER[finding.code]))


def document_candidates(rows: QuerySet[Document], selection: Selection) -> Iterator[Candidate]:
    """Turn masked documents into candidates, streaming."""
    for row in _values(rows, *DOCUMENT_FIELDS):
        yield Candidate(
            kind="document",
            key=row["pk"],
            number=row["number"],
            supplier=row["supplier__name"],
            type=row["type"],
            total_minor=row["total_minor"],
            currency=row["currency"],
            findings=_findings(row, DOCUMENT_CONDITIONS, selection),
        )


def payment_candidates(rows: QuerySet[Payment], selection: Selection) -> Iterator[Candidate]:
    """Turn masked payments into candidates, streaming, each with the documents it pays."""
    for slice_ in slices(_values(rows, *PAYMENT_FIELDS)):
        documents = paid_documents([row["pk"] for row in slice_])
        for payment in slice_:
            yield _payment_candidate({**payment, "documents": documents[payment["pk"]]}, selection)


def _values(masked: Any, *fields: str) -> Iterator[Row]:  # noqa: ANN401 - as above
    return iter(masked.order_by("pk").values(*fields, "mask").iterator(chunk_size=SLICE))


def slices(rows: Iterable[T]) -> Iterator[list[T]]:
    """Rows by the thousand, so that what belongs to them is read with one query for many."""
    iterator = iter(rows)
    while slice_ := list(islice(iterator, SLICE)):
        yield slice_


def _payment_candidate(row: Row, selection: Selection) -> Candidate:
    return payment_candidate(row, row["documents"], _findings(row, PAYMENT_CONDITIONS, selection))


def payment_candidate(payment: Row, documents: Sequence[Row], findings: tuple[Finding, ...]) -> Candidate:
    """A payment as a list shows it: by the documents it pays."""
    return Candidate(
        kind="payment",
        key=payment["pk"],
        number=", ".join(document["number"] for document in documents) or payment["reference"],
        supplier=", ".join(dict.fromkeys(document["supplier__name"] for document in documents)),
        type="payment",
        total_minor=payment["amount_minor"],
        currency=payment["currency"],
        findings=findings,
    )


def paid_documents(payments: list[int]) -> dict[int, list[Row]]:
    """By payment key, the documents that some payments pay, with what lists and reasons say of them."""
    found: dict[int, list[Row]] = defaultdict(list)
    fields = {name: f"document__{name}" for name in _ALLOCATED_FIELDS}
    rows = Allocation.objects.filter(payment__in=payments).order_by("payment", "pk")
    for row in rows.values("payment_id", *fields.values()):
        found[row["payment_id"]].append({name: row[path] for name, path in fields.items()})
    return found


def left_out(selection: Selection) -> Iterator[Candidate]:
    """Every candidate the selection leaves, documents first, each with all its reasons."""
    yield from document_candidates(left(masked_documents(selection)), selection)
    yield from payment_candidates(left(masked_payments(selection)), selection)

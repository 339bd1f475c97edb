"""What is to be paid and when: one line for each due date and state, whatever the number of documents."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, Count, F, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce

from ecritoire.apps.payments.models import Allocation
from ecritoire.apps.purchases.models import Document
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.lifecycle import PaymentState

# Nothing, or not everything, has left the bank yet.
UNPAID = (
    PaymentState.TO_PAY,
    PaymentState.PREPARED,
    PaymentState.SCHEDULED,
    PaymentState.SENT,
    PaymentState.PARTLY_PAID,
    PaymentState.REJECTED,
)
PLANNED = frozenset({PaymentState.PREPARED, PaymentState.SCHEDULED, PaymentState.SENT})
PAYABLE_TYPES = tuple(kind for kind in DocumentType if kind != DocumentType.ORDER)

Key = tuple[date | None, str]


@dataclass(frozen=True, slots=True)
class Due:
    """Documents due the same day in the same state of payment.

    ``left_minor`` is what is left to pay in the company's currency, credit notes taken off; ``foreign_count`` of the
    ``count`` documents are in another currency and not in it.
    """

    day: date | None
    payment: str
    count: int
    foreign_count: int
    left_minor: int

    @property
    def is_planned(self) -> bool:
        """Whether a payment is under way."""
        return self.payment in PLANNED


def payment_schedule(currency: str) -> list[Due]:
    """Everything that is left to pay by the company in scope, by due date, those without a date last."""
    unpaid = Document.objects.filter(payment__in=UNPAID, type__in=PAYABLE_TYPES)
    paid = _paid(currency)
    for key, advance in _advances(unpaid, currency).items():
        paid[key] = paid.get(key, 0) + advance
    rows: Any = (
        unpaid.order_by()
        .values_list("due_date", "payment")
        .annotate(
            count=Count("pk"),
            foreign=Count("pk", filter=~Q(currency=currency)),
            due=Sum(_signed("due_minor"), filter=Q(currency=currency), default=0),
        )
    )
    found = [
        Due(day, payment, count, foreign, int(due) - paid.get((day, payment), 0))
        for day, payment, count, foreign, due in rows
    ]
    return sorted(found, key=lambda due: (due.day is None, due.day or date.max, due.payment))


def _signed(field: str) -> Case:
    taken_off = When(type=DocumentType.CREDIT_NOTE, then=-F(field))
    return Case(taken_off, default=F(field), output_field=BigIntegerField())


def _paid(currency: str) -> dict[Key, int]:
    """What was paid already on documents that still have something left; negative where a credit note was netted."""
    on_document = ("document__due_date", "document__payment")
    parts = Allocation.objects.filter(
        document__payment__in=UNPAID,
        document__type__in=PAYABLE_TYPES,
        document__currency=currency,
        payment__state=PaymentState.PAID,
    )
    rows: Any = parts.order_by().values_list(*on_document).annotate(total=Sum("amount_minor"))
    return {(day, payment): int(total) for day, payment, total in rows}


def _advances(unpaid: Any, currency: str) -> Mapping[Key, int]:  # noqa: ANN401 - a query of documents
    """What was paid in advance on orders and the sender did not take off; few documents have an order."""
    executed: Any = Allocation.objects.filter(document=OuterRef("order"), payment__state=PaymentState.PAID)
    advance = Subquery(executed.order_by().values("document").annotate(total=Sum("amount_minor")).values("total"))
    rows = unpaid.filter(order__isnull=False, currency=currency).annotate(advance=Coalesce(advance, 0))
    found: defaultdict[Key, int] = defaultdict(int)
    for day, payment, prepaid, paid in rows.values_list("due_date", "payment", "prepaid_minor", "advance"):
        found[day, payment] += max(int(paid) - prepaid, 0)
    return found

"""What a company spends, by purchase account, over a month and the month before."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, Sum

from ecritoire.apps.purchases.models import Document
from ecritoire.domain.chart import AccountFamily


@dataclass(frozen=True, slots=True)
class Spending:
    """Net amounts of one account in the company's currency, credit notes taken off."""

    account: str
    label: str
    month_minor: int
    before_minor: int


def month_start(day: date) -> date:
    """The first day of the month of ``day``."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """The first day of the month after that of ``day``."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def month_before(day: date) -> date:
    """The first day of the month before that of ``day``."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def spending_by_account(month: date) -> list[Spending]:
    """Booked spending of the company in scope by invoice date, the largest of the month first."""
    first = month_start(month)
    is_month = Q(invoice_date__gte=first)
    documents = Document.objects.filter(
        invoice_date__gte=month_before(month),
        invoice_date__lt=next_month(month),
        entry__lines__account__family=AccountFamily.PURCHASE,
    )
    line = "entry__lines"
    rows: Any = (
        documents.order_by()
        .values_list(f"{line}__account__number", f"{line}__account__label")
        .annotate(
            debit=Sum(f"{line}__debit_minor", filter=is_month, default=0),
            credit=Sum(f"{line}__credit_minor", filter=is_month, default=0),
            debit_before=Sum(f"{line}__debit_minor", filter=~is_month, default=0),
            credit_before=Sum(f"{line}__credit_minor", filter=~is_month, default=0),
        )
    )
    spent = [
        Spending(number, label, int(debit) - int(credit), int(debit_before) - int(credit_before))
        for number, label, debit, credit, debit_before, credit_before in rows
    ]
    spent = [each for each in spent if each.month_minor or each.before_minor]
    return sorted(spent, key=lambda each: (-each.month_minor, -each.before_minor, each.account))

"""Where a company stands: what waits for whom, what is to be paid, what it spends, what went to the accounts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, Case, Count, F, Min, Q, Sum, When

from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.conditions import Selection
from ecritoire.apps.exports.coverage import Coverage, export_coverage, last_month
from ecritoire.apps.exports.models import Export
from ecritoire.apps.ledger.models import Entry
from ecritoire.apps.payments.schedule import Due, payment_schedule
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.purchases.queries import DocumentFilter, find_documents
from ecritoire.apps.purchases.spending import Spending, spending_by_account
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.lifecycle import Accounting, Approval

# « Non comptabilisé », as the list of documents filters it.
NOT_IN_THE_BOOKS = (Accounting.NOT_EXPORTED, Accounting.CHANGED_SINCE)


@dataclass(frozen=True, slots=True)
class Amount:
    """How many documents, and their total in the company's currency, credit notes taken off."""

    count: int
    total_minor: int


@dataclass(frozen=True, slots=True)
class Approvals:
    """Documents waiting for an answer, and how many people they wait for."""

    amount: Amount
    approvers: int
    oldest_at: datetime | None


@dataclass(frozen=True, slots=True)
class Started:
    """What a company has done of its first steps."""

    received: bool
    controlled: bool
    booked: bool
    exported: bool

    @property
    def is_over(self) -> bool:
        """Whether nothing of it is left to do."""
        return self.received and self.controlled and self.booked and self.exported


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Everything the first page shows; ``inbox_oldest_at`` is when the oldest waiting document came."""

    inbox: Amount
    inbox_oldest_at: datetime | None
    approvals: Approvals
    schedule: list[Due]
    not_exported: Amount
    coverage: Coverage
    spending: list[Spending]
    started: Started


def dashboard_of(selection: Selection, month: date, today: date) -> Dashboard:
    """Read the dashboard of the company in scope: spending of ``month``, the rest as of ``today``.

    ``selection`` is what the next export would make; a fixed number of queries, each grouped by the database.
    """
    company = selection.company
    inbox, oldest_at = _inbox(company)
    return Dashboard(
        inbox=inbox,
        inbox_oldest_at=oldest_at,
        approvals=_approvals(company),
        schedule=payment_schedule(company.currency),
        not_exported=_not_exported(company),
        coverage=export_coverage(selection, last_month(month, today)),
        spending=spending_by_account(month),
        started=_started(),
    )


def _total(company: Company) -> Sum:
    signed = Case(
        When(type=DocumentType.CREDIT_NOTE, then=-F("total_minor")),
        default=F("total_minor"),
        output_field=BigIntegerField(),
    )
    return Sum(signed, filter=Q(currency=company.currency), default=0)


def _inbox(company: Company) -> tuple[Amount, datetime | None]:
    found = Document.objects.filter(controlled_at=None).aggregate(
        count=Count("pk"), total=_total(company), oldest=Min("imported_at")
    )
    return Amount(found["count"], int(found["total"])), found["oldest"]


def _approvals(company: Company) -> Approvals:
    found = Document.objects.filter(approval=Approval.PENDING).aggregate(
        count=Count("pk"),
        total=_total(company),
        approvers=Count("approver", distinct=True),
        oldest=Min("approval_asked_at"),
    )
    return Approvals(Amount(found["count"], int(found["total"])), found["approvers"], found["oldest"])


def _not_exported(company: Company) -> Amount:
    documents: Any = find_documents(DocumentFilter(accounting=NOT_IN_THE_BOOKS))
    found = documents.order_by().aggregate(count=Count("pk"), total=_total(company))
    return Amount(found["count"], int(found["total"]))


def _started() -> Started:
    return Started(
        received=Document.objects.exists(),
        controlled=Document.objects.filter(controlled_at__isnull=False).exists(),
        booked=Entry.objects.exists(),
        exported=Export.objects.exists(),
    )

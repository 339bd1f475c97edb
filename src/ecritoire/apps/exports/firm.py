"""Across the companies of one person: what waits in each, what is left out, and who must act."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, Case, Count, F, Max, Min, Q, QuerySet, Sum, When

from ecritoire.apps import clock
from ecritoire.apps.companies.models import Company, Membership, User
from ecritoire.apps.exports.conditions import DOCUMENT_CONDITIONS, Selection, settled_order
from ecritoire.apps.exports.coverage import LATER
from ecritoire.apps.exports.models import Export
from ecritoire.apps.exports.selection import reason_bit, with_mask
from ecritoire.apps.ledger.models import Entry
from ecritoire.apps.purchases.models import Document
from ecritoire.domain.exporting import ExportParameters, Scope
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.lifecycle import Approval


def _bits(*codes: str) -> int:
    return sum(reason_bit(DOCUMENT_CONDITIONS, code) for code in codes)


# Somebody decided that these stay out, or nothing is booked of them.
_OUT = _bits("held_back", "order")
# What has to be done, by the first of these that holds.
_ACTIONS = (
    ("control", _bits("not_controlled")),
    (
        "code",
        _bits("purchase_account_missing", "vat_account_missing", "unbalanced", "currency_rate_missing"),
    ),
    ("approve", _bits("approval_pending")),
    ("attach", _bits("deposit_on_order")),
)
OTHER = "decide"
EXPORT = "export"
ACTIONS = (*(name for name, _ in _ACTIONS), OTHER, EXPORT)


@dataclass(slots=True)
class ClientFile:
    """One company (dossier). Amounts in its own currency, credit notes taken off.

    ``waiting`` documents are not exported yet; ``left_out`` of them are kept out by more than their date. ``actions``
    counts them by what has to be done, and ``approvers`` says who has to answer.
    """

    company: Company
    waiting: int = 0
    waiting_minor: int = 0
    left_out: int = 0
    oldest: date | None = None
    last_export: int | None = None
    last_export_at: datetime | None = None
    actions: dict[str, int] = field(default_factory=dict)
    approvers: list[str] = field(default_factory=list)

    def add(self, mask: int, count: int, total_minor: int, oldest: date) -> None:
        """Count documents with the same reasons in."""
        if mask & _OUT:
            return
        self.waiting += count
        self.waiting_minor += total_minor
        self.oldest = min(self.oldest or oldest, oldest)
        if mask == LATER:
            return
        action = EXPORT if not mask else next((name for name, bits in _ACTIONS if mask & bits), OTHER)
        self.actions[action] = self.actions.get(action, 0) + count
        if mask:
            self.left_out += count


def client_files(person: User, until: date) -> list[ClientFile]:
    """Every company that ``person`` works in, the ones that need somebody most first.

    ``until`` is the end of the next export. Four queries, each grouped by company, however many there are.
    """
    companies = Company.objects.filter(pk__in=Membership.across_companies.filter(user=person).values("company"))
    files = {company.pk: ClientFile(company) for company in companies.order_by("name", "pk")}
    for key, mask, count, total, oldest in _waiting(files, until):
        files[key].add(mask, count, int(total), oldest)
    for key, number, moment in _last_exports(files):
        files[key].last_export, files[key].last_export_at = number, moment
    for key, names in _approvers(files).items():
        files[key].approvers = names
    return sorted(files.values(), key=_urgency)


def _urgency(file: ClientFile) -> tuple[int, date, str]:
    return -file.left_out, file.oldest or date.max, file.company.name


def _waiting(companies: Iterable[int], until: date) -> Any:  # noqa: ANN401 - grouping by annotations
    """Documents of any of the companies that are not exported, by company and reasons."""
    # One selection for all: each document is held against the lock date of its own company.
    lock_date: Any = F("company__lock_date")
    selection = Selection(Company(lock_date=lock_date), ExportParameters("", until, scope=Scope.VALID), clock.now())
    masked: Any = with_mask(_not_exported(list(companies)), DOCUMENT_CONDITIONS, selection)
    signed = Case(
        When(type=DocumentType.CREDIT_NOTE, then=-F("total_minor")),
        default=F("total_minor"),
        output_field=BigIntegerField(),
    )
    return (
        masked.order_by()
        .values_list("company", "mask")
        .annotate(
            count=Count("pk"),
            total=Sum(signed, filter=Q(currency=F("company__currency")), default=0),
            oldest=Min("invoice_date"),
        )
    )


def _not_exported(companies: list[int]) -> QuerySet[Document]:
    """Found through the entries that wait, which have an index of their own, and the documents that have none."""
    waiting = Entry.across_companies.filter(company__in=companies, export=None, voided_at=None).values("pk")
    documents = Document.across_companies.filter(Q(entry=None) | Q(entry__in=waiting), company__in=companies)
    return documents.exclude(settled_order())


def _last_exports(companies: Iterable[int]) -> Any:  # noqa: ANN401 - as above
    exports: Any = Export.across_companies.filter(company__in=list(companies), cancelled_at=None)
    return exports.order_by().values_list("company").annotate(number=Max("number"), moment=Max("created_at"))


def _approvers(companies: Iterable[int]) -> dict[int, list[str]]:
    asked = Document.across_companies.filter(company__in=list(companies), approval=Approval.PENDING)
    rows = asked.order_by("approver__full_name").values_list("company", "approver__full_name", "approver__email")
    found: defaultdict[int, list[str]] = defaultdict(list)
    for company, name, email in rows.distinct():
        found[company].append(name or email or "")
    return found

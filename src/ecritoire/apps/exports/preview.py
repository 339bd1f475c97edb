"""The dry run: what an export would take, and what it would leave, by reason.

Documents and payments are read once each: the database groups them by the reasons that hold and the journal of their
entry, and everything is added up from those few groups.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, Q, Sum

from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.conditions import DOCUMENT_CONDITIONS, PAYMENT_CONDITIONS, Condition, Selection
from ecritoire.apps.exports.pending import chosen_reversals
from ecritoire.apps.exports.queries import selection_for
from ecritoire.apps.exports.selection import (
    candidate_payments,
    codes_of,
    masked_documents,
    masked_payments,
    reason_bit,
    unsettled_documents,
)
from ecritoire.apps.exports.totals import AccountTotal, JournalTotal, account_totals, named_journals
from ecritoire.domain.exporting import ExportParameters
from ecritoire.domain.reasons import ORDER, REASONS

EXPORTED = reason_bit(DOCUMENT_CONDITIONS, "already_exported")


@dataclass(frozen=True, slots=True)
class ReasonGroup:
    """How many candidates have one reason; one with several reasons counts under each.

    ``total_minor`` adds amounts in the company's currency only.
    """

    code: str
    label: str
    count: int
    total_minor: int
    way_out: str
    way_out_label: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a selection takes and leaves. Amounts in the company's currency."""

    document_count: int
    journals: tuple[JournalTotal, ...]
    groups: tuple[ReasonGroup, ...]
    left_out_count: int
    already_exported_count: int

    @property
    def entry_count(self) -> int:
        """Entries of all journals."""
        return sum(journal.entry_count for journal in self.journals)

    @property
    def debit_minor(self) -> int:
        """Debits of all journals, which equal their credits."""
        return sum(journal.debit_minor for journal in self.journals)

    @property
    def reason_count(self) -> int:
        """Reasons in all; a candidate counts once for each of its own."""
        return sum(group.count for group in self.groups)


@dataclass(frozen=True, slots=True)
class Preview:
    """What an export with these parameters would take and leave."""

    selection: Selection
    counts: Counts
    accounts: tuple[AccountTotal, ...]

    @property
    def line_count(self) -> int:
        """Lines on all accounts."""
        return sum(account.line_count for account in self.accounts)


class _Sum(NamedTuple):
    """Candidates with the same reasons and an entry in the same journal, added up."""

    mask: int
    journal: int | None  # none: they have no entry
    candidates: int
    total_minor: int | None  # of those in the company's currency
    booked_minor: int | None
    replacing: int  # how many of their entries replace an exported one


def preview(company: Company, parameters: ExportParameters) -> Preview:
    """Tell what an export created now with ``parameters`` would take and leave, writing nothing."""
    selection = selection_for(company, parameters)
    return Preview(selection, count_selection(selection), account_totals(selection))


def count_selection(selection: Selection) -> Counts:
    """Count what the selection takes, by journal, and what it leaves, by reason."""
    documents = list(_sums(selection, masked_documents(selection, unsettled_documents()), "total_minor"))
    payments = list(_sums(selection, masked_payments(selection, candidate_payments()), "amount_minor"))
    taken = [each for each in documents + payments if not each.mask]
    left_documents = [each for each in documents if each.mask and not each.mask & EXPORTED]
    left_payments = [each for each in payments if each.mask]
    return Counts(
        document_count=sum(each.candidates for each in documents if not each.mask),
        journals=named_journals([*_booked(taken), *_reversed(selection, taken)]),
        groups=_groups([(left_documents, DOCUMENT_CONDITIONS), (left_payments, PAYMENT_CONDITIONS)]),
        left_out_count=sum(each.candidates for each in left_documents + left_payments),
        already_exported_count=sum(each.candidates for each in documents if each.mask & EXPORTED),
    )


def _sums(selection: Selection, masked: Any, amount: str) -> Iterator[_Sum]:  # noqa: ANN401 - annotated rows
    own_currency = Q(currency=selection.company.currency)
    sums = (
        masked.order_by()
        .values_list("mask", "entry__journal")
        .annotate(
            candidates=Count("pk"),
            total=Sum(amount, filter=own_currency),
            booked=Sum("entry__total_minor"),
            replacing=Count("entry__replaces"),
        )
    )
    return (_Sum(*row) for row in sums)


def _booked(taken: list[_Sum]) -> Iterator[tuple[int, int, int]]:
    for each in taken:
        assert each.journal is not None, "what nothing keeps out has an entry"
        yield each.journal, each.candidates, each.booked_minor or 0


def _reversed(selection: Selection, taken: list[_Sum]) -> Iterator[tuple[int, int, int]]:
    """Reversals of what the taken entries replace; most exports have none, and then nothing is asked."""
    if any(each.replacing for each in taken):
        grouped: Any = chosen_reversals(selection).order_by().values_list("journal")
        yield from grouped.annotate(count=Count("pk"), debit=Sum("total_minor"))


def _groups(left: list[tuple[list[_Sum], Sequence[Condition]]]) -> tuple[ReasonGroup, ...]:
    """Most frequent first; those without a way out last."""
    counts: Counter[str] = Counter()
    totals: defaultdict[str, int] = defaultdict(int)
    for sums, conditions in left:
        for each in sums:
            for code in codes_of(each.mask, conditions):
                counts[code] += each.candidates
                totals[code] += int(each.total_minor or 0)
    groups = [
        ReasonGroup(code, REASONS[code].group, count, totals[code], REASONS[code].way_out, REASONS[code].way_out_label)
        for code, count in counts.items()
    ]
    return tuple(sorted(groups, key=lambda group: (not group.way_out, -group.count, ORDER[group.code])))

"""Entries and amounts by journal and by account."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum

from ecritoire.apps.exports.conditions import Selection
from ecritoire.apps.exports.models import Export, ExportedEntry
from ecritoire.apps.exports.pending import chosen_documents, chosen_payments, chosen_reversals
from ecritoire.apps.ledger.models import Account, Entry, Journal, Line


@dataclass(frozen=True, slots=True)
class JournalTotal:
    """Entries of one journal; debit equals credit."""

    code: str
    label: str
    entry_count: int
    debit_minor: int


@dataclass(frozen=True, slots=True)
class AccountTotal:
    """Movements of one account."""

    number: str
    label: str
    entry_count: int
    line_count: int
    debit_minor: int
    credit_minor: int


def journal_totals(entries: QuerySet[Entry]) -> tuple[JournalTotal, ...]:
    """Entries and amounts by journal."""
    grouped: Any = entries.order_by().values_list("journal")
    return named_journals(grouped.annotate(count=Count("pk"), debit=Sum("total_minor")))


def named_journals(sums: Iterable[tuple[int, int, int]]) -> tuple[JournalTotal, ...]:
    """Add up journal keys with their entries and debits, and give the journals their names, in the order of codes."""
    entries: defaultdict[int, int] = defaultdict(int)
    debits: defaultdict[int, int] = defaultdict(int)
    for journal, count, debit in sums:
        entries[journal] += count
        debits[journal] += int(debit)
    journals = Journal.objects.filter(pk__in=entries).order_by("code").values_list("pk", "code", "label")
    return tuple(JournalTotal(code, label, entries[key], debits[key]) for key, code, label in journals)


def account_totals(selection: Selection) -> tuple[AccountTotal, ...]:
    """Movements by account of what the selection takes: the balance an accountant checks before handing over."""
    sums: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for entries, path in (
        (chosen_documents(selection), "entry__lines"),
        (chosen_reversals(selection), "lines"),
        (chosen_payments(selection), "entry__lines"),
    ):
        for account, *found in _moved(entries, path):
            sums[account] = [had + int(more) for had, more in zip(sums[account], found, strict=True)]
    accounts = Account.objects.filter(pk__in=sums).order_by("number").values_list("pk", "number", "label")
    return tuple(AccountTotal(number, label, *sums[key]) for key, number, label in accounts)


def _moved(rows: Any, path: str) -> Any:  # noqa: ANN401 - grouping by what the type checker does not follow
    """Account keys with entries, lines, debits and credits of the lines that ``path`` leads to."""
    entry = f"{path}__entry"
    return (
        rows.order_by()
        .values_list(f"{path}__account")
        .annotate(
            entry_count=Count(entry, distinct=True),
            line_count=Count(path),
            debit=Sum(f"{path}__debit_minor"),
            credit=Sum(f"{path}__credit_minor"),
        )
    )


def taken_account_totals(export: Export) -> tuple[AccountTotal, ...]:
    """Movements by account of what an export took, cancelled or not."""
    taken = ExportedEntry.objects.filter(export=export).values("entry")
    sums: Any = Line.objects.filter(entry__in=taken).order_by().values_list("account__number", "account__label")
    rows = sums.annotate(
        entry_count=Count("entry", distinct=True),
        line_count=Count("pk"),
        debit=Sum("debit_minor"),
        credit=Sum("credit_minor"),
    )
    return tuple(
        AccountTotal(number, label, entries, lines, int(debit), int(credit))
        for number, label, entries, lines, debit, credit in rows.order_by("account__number")
    )

"""Writing many entries at once, with the outcome of ``services.post_entry`` for each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ecritoire.apps import clock
from ecritoire.apps.bulk import Row, insert_rows, moment_value, reserve_keys
from ecritoire.apps.companies.models import Company, FiscalYear
from ecritoire.apps.companies.services import fiscal_year_for
from ecritoire.apps.ledger.models import Account, Entry, Line
from ecritoire.apps.ledger.services import AccountNotInChartError, own_label
from ecritoire.domain import entries as domain

_ENTRY_COLUMNS = (
    "id", "company_id", "fiscal_year_id", "journal_id", "date", "document_date", "reference", "label", "kind",
    "supplier_id", "currency", "total_minor", "created_at",
)  # fmt: skip
_LINE_COLUMNS = (
    "company_id", "entry_id", "position", "account_id", "supplier_id", "label", "debit_minor", "credit_minor",
    "due_date", "currency_minor",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry to write. ``kind`` is the type of the document, or ``payment``."""

    entry: domain.Entry
    kind: str
    journal_id: int
    supplier_id: int | None


def post_entries(company: Company, entries: Sequence[NewEntry], *, suppliers: Mapping[str, int]) -> list[int]:
    """Write entries to the ledger of the company in scope, in the caller's transaction; return their keys in order.

    Args:
        company: the company in scope.
        entries: what to write; each is balanced by construction.
        suppliers: keys of the suppliers by auxiliary account, for the lines that have one.

    Raises:
        AccountNotInChartError: a line's account is not in the chart.
    """
    keys = reserve_keys(Entry, len(entries))
    insert_rows(Entry, _ENTRY_COLUMNS, _entry_rows(company, entries, keys))
    insert_rows(Line, _LINE_COLUMNS, _line_rows(company, entries, keys, suppliers))
    return keys


def _entry_rows(company: Company, entries: Iterable[NewEntry], keys: Iterable[int]) -> Iterator[Row]:
    company_id, created_at = company.pk, moment_value(clock.now())
    years = _FiscalYears(company)
    for key, new in zip(keys, entries, strict=True):
        entry = new.entry
        yield (
            key, company_id, years[entry.date], new.journal_id, str(entry.date), str(entry.document_date),
            entry.reference, entry.label, new.kind, new.supplier_id, entry.currency, entry.debit_minor, created_at,
        )  # fmt: skip


def _line_rows(
    company: Company, entries: Iterable[NewEntry], keys: Iterable[int], suppliers: Mapping[str, int]
) -> Iterator[Row]:
    company_id = company.pk
    accounts = _Accounts(Account.objects.values_list("number", "pk"))
    for key, new in zip(keys, entries, strict=True):
        entry = new.entry
        for position, line in enumerate(entry.lines, start=1):
            yield (
                company_id, key, position, accounts[line.account],
                suppliers[line.auxiliary] if line.auxiliary else None, own_label(line, entry), line.debit_minor,
                line.credit_minor, str(line.due_date) if line.due_date else None, line.currency_minor,
            )  # fmt: skip


class _Accounts(dict[str, int]):
    """Keys of the accounts of the chart by their number."""

    def __missing__(self, number: str) -> int:
        raise AccountNotInChartError(account=number)


class _FiscalYears(dict[date, int]):
    """Key of the fiscal year of each day; opened when there is none yet."""

    def __init__(self, company: Company) -> None:
        super().__init__()
        self._company = company
        self._years: list[FiscalYear] = []

    def __missing__(self, day: date) -> int:
        found = next((year for year in self._years if year.start <= day <= year.end), None)
        if found is None:
            found = fiscal_year_for(self._company, day)
            self._years.append(found)
        key = self[day] = found.pk
        return key

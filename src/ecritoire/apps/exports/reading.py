"""Reading the entries of an export as the records a template writes, in the order of their numbers.

Narrow reads on a raw cursor, a slice of numbers at a time, so that memory stays the same whatever the size; accounts,
suppliers and journals are few and looked up from memory. Dates come as text and are parsed once for each day.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from ecritoire.apps.companies.models import Company, FiscalYear
from ecritoire.apps.exports.models import Export
from ecritoire.apps.ledger.models import Account, Journal
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.formats.records import EntryRecord, ExportContext

SLICE = 1000  # entries read at a time: more would not stay in the processor's cache

# An expression instead of the bare column keeps the driver from building a date for each row.
_ENTRIES = """
SELECT entry.id, entry.number, entry.journal_id, entry.date || '', entry.reference, entry.document_date || '',
       entry.label, entry.currency, entry.kind, entry.supplier_id, entry.export_id
FROM ledger_entry AS entry
WHERE {scope} AND entry.fiscal_year_id = %s AND entry.number > %s AND entry.number <= %s
ORDER BY entry.number LIMIT %s
"""
# Account and supplier make one key, looked up once. The entry's key in the order lets SQLite see that two indexes give
# the lines in this order already, so that it need not sort.
_LINES = """
SELECT line.entry_id, (line.account_id << 32) | COALESCE(line.supplier_id, 0), line.debit_minor, line.credit_minor,
       line.label, line.due_date || '', line.currency_minor
FROM ledger_entry AS entry
JOIN ledger_line AS line ON line.entry_id = entry.id
WHERE {scope} AND entry.fiscal_year_id = %s AND entry.number > %s AND entry.number <= %s
ORDER BY entry.number, entry.id, line.position
"""
_OF_EXPORT = "entry.export_id = %s"
# The legal file holds everything exported, whichever export took it.
_EXPORTED = "entry.company_id = %s AND entry.export_id IS NOT NULL"


class Numbers(NamedTuple):
    """A range of entry numbers, in one fiscal year."""

    after: int
    last: int


ALL_NUMBERS = Numbers(0, 2**63 - 1)


class _Days(dict[str, date]):
    """Days by their ISO text, parsed once."""

    def __missing__(self, text: str) -> date:
        day = self[text] = date.fromisoformat(text)
        return day


class _Parties(dict[int, tuple[str, str, str, str]]):
    """Account and auxiliary account with their labels, by the key the lines are read with."""

    def __init__(self) -> None:
        super().__init__()
        accounts = Account.objects.values_list("pk", "number", "label")
        self._accounts = {key: (number, label) for key, number, label in accounts}
        suppliers = Supplier.objects.values_list("pk", "auxiliary", "name")
        self.suppliers: dict[int | None, tuple[str, str]] = {key: (aux, name) for key, aux, name in suppliers}
        self.suppliers[0] = self.suppliers[None] = ("", "")

    def __missing__(self, key: int) -> tuple[str, str, str, str]:
        found = self[key] = (*self._accounts[key >> 32], *self.suppliers[key & 0xFFFF_FFFF])
        return found


@dataclass(frozen=True, slots=True)
class _Books:
    """What lines and entries refer to, by key."""

    parties: _Parties
    journals: dict[int, tuple[str, str, str]]
    validated_on: dict[int | None, date]
    days: _Days = field(default_factory=_Days)


def _books() -> _Books:
    exports = Export.objects.values_list("pk", "created_at")
    journals = Journal.objects.values_list("pk", "code", "label", "type")
    return _Books(
        parties=_Parties(),
        journals={key: (code, label, kind) for key, code, label, kind in journals},
        validated_on={key: timezone.localtime(created_at).date() for key, created_at in exports},
    )


def export_context(company: Company, fiscal_year: FiscalYear, export: Export) -> ExportContext:
    """What all entries of one file of an export share."""
    return ExportContext(
        siren=company.siren,
        company=company.name,
        currency=company.currency,
        fiscal_year_start=fiscal_year.start,
        fiscal_year_end=fiscal_year.end,
        export_number=export.number,
        created_at=timezone.localtime(export.created_at),
        until=export.until,
    )


def entries_of_export(export: Export, fiscal_year: FiscalYear, numbers: Numbers = ALL_NUMBERS) -> Iterator[EntryRecord]:
    """The entries an export holds in one fiscal year, those of some numbers, in order."""
    return _read(_OF_EXPORT, export.pk, fiscal_year, numbers)


def exported_entries(company: Company, fiscal_year: FiscalYear) -> Iterator[EntryRecord]:
    """Every exported entry of one fiscal year of the company in scope, in order."""
    return _read(_EXPORTED, company.pk, fiscal_year, ALL_NUMBERS)


def _read(scope: str, key: int, fiscal_year: FiscalYear, numbers: Numbers) -> Iterator[EntryRecord]:
    books = _books()
    entries_sql, lines_sql = _ENTRIES.format(scope=scope), _LINES.format(scope=scope)
    last = numbers.after
    with connection.cursor() as cursor:
        while True:
            cursor.execute(entries_sql, [key, fiscal_year.pk, last, numbers.last, SLICE])
            entries = cursor.fetchall()
            if not entries:
                return
            last, previous = entries[-1][1], last
            cursor.execute(lines_sql, [key, fiscal_year.pk, previous, last])
            yield from _records(entries, cursor.fetchall(), books)


def _records(entries: list[Any], lines: list[Any], books: _Books) -> Iterator[EntryRecord]:
    """Join a slice of entries to their lines; both are in the order of the numbers."""
    parties, suppliers, journals, days = books.parties, books.parties.suppliers, books.journals, books.days
    index, count = 0, len(lines)
    for key, number, journal, day, reference, document_day, label, currency, kind, supplier, export in entries:
        own = []
        while index < count and lines[index][0] == key:
            _, party, debit, credit, line_label, due, currency_minor = lines[index]
            own.append(parties[party] + (debit, credit, line_label, days[due] if due else None, currency_minor))
            index += 1
        code, journal_label, journal_type = journals[journal]
        # Made as the tuple it is: the checks of a constructor would cost as much as reading a line.
        yield tuple.__new__(EntryRecord, (
            number, code, journal_label, journal_type, days[day], reference, days[document_day], label,
            books.validated_on[export], currency, kind, suppliers[supplier][1], "", own,
        ))  # fmt: skip
    assert index == count, "every line belongs to an entry that was read"

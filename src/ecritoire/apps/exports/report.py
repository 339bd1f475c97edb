"""The report of an export: what it took and what it left, with the reasons as they were then."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from operator import itemgetter

from ecritoire.apps.exports.history import left_out_of
from ecritoire.apps.exports.models import Export
from ecritoire.domain.money import minor_digits
from ecritoire.domain.wording import french_date
from ecritoire.formats.records import EntryRecord, LineRecord

HEADER = ("Sort", "Numéro", "Fournisseur", "Journal", "Écriture", "Date", "Total", "Devise", "Motif", "Explication")
BLOCK_ROWS = 5000

Row = tuple[object, ...]
_day = cache(french_date)
# By place: lines are read as the bare tuples that a record is.
_debit = itemgetter(LineRecord._fields.index("debit_minor"))


class Report:
    """A CSV for a spreadsheet (``;``, UTF-8 with its mark), written while the entries go by.

    The entries are read once for their own file and for the report.
    """

    def __init__(self, export: Export, write: Callable[[bytes], object]) -> None:
        self._export = export
        self._write = write
        self._mark = "\ufeff"
        self._rows: list[Row] = [HEADER]

    def taken(self, entries: Iterable[EntryRecord]) -> Iterator[EntryRecord]:
        """Yield ``entries`` again, each noted as taken."""
        currency, rows = self._export.company.currency, self._rows
        for entry in entries:
            total = _amount(sum(map(_debit, entry.lines)), currency)
            rows.append((
                "Pris", guarded(entry.reference), guarded(entry.supplier), entry.journal_code, entry.number,
                _day(entry.date), total, currency, "", "",
            ))  # fmt: skip
            if len(rows) >= BLOCK_ROWS:
                self.flush()
            yield entry

    def add(self, blocks: Iterable[bytes]) -> None:
        """Go on with what another report, without its head, said of the entries that follow."""
        self.flush()
        for block in blocks:
            self._write(block)

    def finish(self) -> None:
        """Add what the export left, a row for each reason."""
        left = _left_rows(self._export)
        while block := list(islice(left, BLOCK_ROWS)):
            self._rows += block
            self.flush()
        self.flush()

    def flush(self) -> None:
        """Write what is noted so far."""
        text = io.StringIO()
        csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(self._rows)
        self._write((self._mark + text.getvalue()).encode())
        self._mark = ""
        self._rows.clear()


def _left_rows(export: Export) -> Iterator[Row]:
    for left in left_out_of(export):
        number, supplier = guarded(left.number), guarded(left.supplier)
        total = _amount(left.total_minor, left.currency)
        for finding in left.findings:
            yield (
                "Laissé", number, supplier, "", "", "", total, left.currency, finding.code, guarded(finding.message)
            )  # fmt: skip


def guarded(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _amount(minor: int, currency: str) -> str:
    digits = minor_digits(currency)
    if not digits:
        return str(minor)
    whole, part = divmod(abs(minor), 10**digits)
    return f"{'-' if minor < 0 else ''}{whole},{part:0{digits}d}"

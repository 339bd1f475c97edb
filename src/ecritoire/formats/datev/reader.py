"""Reads a DATEV EXTF batch: a line about the batch, the names of the columns, then a row for each pair of accounts."""

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from ecritoire.domain.language import say
from ecritoire.formats.reading import (
    Content,
    FileNotReadBackError,
    ReadEntry,
    ReadLine,
    amount,
    day,
    each_row,
    grouped,
    on_side,
    text_lines,
)

BATCH = ["EXTF", "700", "21", "Buchungsstapel", "13"]
BATCH_FIELDS, COLUMNS = 31, 125
DAY, DUE_DAY = "AAAAMMJJ", "JJMMAAAA"
SIDES = {"S": "D", "H": "C"}  # Soll, Haben
DUE_DATE = 117
Row = list[tuple[ReadEntry, ReadLine]]


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file, two lines for each row."""
    rows = csv.reader(text_lines(content, "cp1252"), delimiter=";")
    batch = _batch(next(rows, []))
    if len(next(rows, [])) != COLUMNS:
        raise FileNotReadBackError(problem=say("il faut %(columns)s noms de colonnes") % {"columns": COLUMNS}, line=2)
    yield from grouped(line for both in each_row(rows, batch.read_row, first=3) for line in both)


def _batch(cells: list[str]) -> "_Batch":
    start, end = (day(text, DAY) for text in cells[14:16]) if len(cells) == BATCH_FIELDS else (None, None)
    if cells[:5] != BATCH or start is None or end is None:
        raise FileNotReadBackError(problem=say("ce n’est pas l’en-tête d’un lot d’écritures DATEV"), line=1)
    return _Batch(start, end)


@dataclass(frozen=True, slots=True)
class _Batch:
    """The days a batch goes from and to: its rows say no year."""

    start: dt.date
    end: dt.date

    def read_row(self, cells: list[str]) -> Row:
        """Return the two lines of a row, of the account and of its counterpart.

        Raises:
            ValueError: a value is not what it should be.
        """
        if len(cells) != COLUMNS:
            raise ValueError(cells)
        value, side, _, _, _, _, account, counterpart, _, date, reference, _, _, label, *_ = cells
        debit, credit = on_side(SIDES[side], amount(value))
        entry = ReadEntry(date=self._day(date), reference=reference)
        own = ReadLine(debit, credit, account, label=label, due_date=day(cells[DUE_DATE - 1], DUE_DAY))
        return [(entry, own), (entry, own._replace(debit=credit, credit=debit, account=counterpart))]

    def _day(self, text: str) -> dt.date:
        """Return the first day of the batch that ``1403`` says."""
        day, month = int(text[:2]), int(text[2:])
        year = self.start.year + ((month, day) < (self.start.month, self.start.day))
        found = dt.date(year, month, day)
        if found > self.end:
            raise ValueError(text)
        return found

"""Reads EBP's text import: commas, texts in quotes; lines of instalments or sections follow the line they share out."""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator

from ecritoire.formats.reading import Content, ReadEntry, ReadLine, amount, day, each_row, grouped, on_side, text_lines

DAYS = {8: "JJMMAAAA", 6: "JJMMAA"}  # of v5 and 200X, and of v3
DETAILS = ("E", ">")  # what the lines of instalments and of sections begin with


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file."""
    rows: Iterable[list[str]] = csv.reader(text_lines(content, "cp1252"))
    yield from grouped(each_row((row for row in rows if not row[0].startswith(DETAILS)), _read_row))


def _read_row(cells: list[str]) -> tuple[ReadEntry, ReadLine]:
    _, date, journal, account, _, label, piece, value, side, due_date, _, _, _ = cells
    debit, credit = on_side(side, amount(value))
    entry = ReadEntry(journal_code=journal, date=_day(date), reference=piece)
    return entry, ReadLine(debit=debit, credit=credit, account=account, label=label, due_date=_day(due_date))


def _day(text: str) -> dt.date | None:
    return day(text, DAYS[len(text)]) if text else None

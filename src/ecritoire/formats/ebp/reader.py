"""Reads EBP's text import: commas, texts in quotes, and lines of instalments or sections after the line they share out."""

import csv
from collections.abc import Iterable, Iterator

from ecritoire.formats.reading import Content, ReadEntry, ReadLine, amount, day, each_row, grouped, on_side, text_lines

DAY = "JJMMAAAA"
DETAILS = ("E", ">")  # what the lines of instalments and of sections begin with


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file."""
    rows: Iterable[list[str]] = csv.reader(text_lines(content, "cp1252"))
    yield from grouped(each_row((row for row in rows if not row[0].startswith(DETAILS)), _read_row))


def _read_row(cells: list[str]) -> tuple[ReadEntry, ReadLine]:
    _, date, journal, account, _, label, piece, value, side, due_date, _, _, _ = cells
    debit, credit = on_side(side, amount(value))
    entry = ReadEntry(journal_code=journal, date=day(date, DAY), reference=piece)
    return entry, ReadLine(debit=debit, credit=credit, account=account, label=label, due_date=day(due_date, DAY))

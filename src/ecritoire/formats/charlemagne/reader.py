"""Reads Charlemagne's file: fourteen values separated by TAB, named on the first line."""

from collections.abc import Iterator

from ecritoire.formats.reading import (
    Content,
    ReadEntry,
    ReadLine,
    amount,
    day,
    each_row,
    grouped,
    on_side,
    titled_lines,
)

DAY = "AAAAMMJJ"
SEPARATOR = "\t"
COLUMNS = 14


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file."""
    lines = titled_lines(content, "utf-8", SEPARATOR, COLUMNS)
    yield from grouped(each_row(lines, _read_row, first=2))


def _read_row(line: str) -> tuple[ReadEntry, ReadLine]:
    date, journal, account, account_label, piece, label, value, side, _, _, _, _, _, _ = line.split(SEPARATOR)
    debit, credit = on_side(side, amount(value))
    entry = ReadEntry(journal_code=journal, date=day(date, DAY), reference=piece)
    return entry, ReadLine(debit=debit, credit=credit, account=account, account_label=account_label, label=label)

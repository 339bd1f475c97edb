"""Reads XIMPORT, format of 2003: 142 bytes a line."""

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
    part,
    text_lines,
)

DAY = "AAAAMMJJ"
LENGTH = 142
VERSION = "2003"


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file."""
    yield from grouped(each_row(text_lines(content, "ascii"), _read_line))


def _read_line(line: str) -> tuple[ReadEntry, ReadLine]:
    if len(line) != LENGTH or part(line, 139, 4) != VERSION:
        raise ValueError(line)
    debit, credit = on_side(part(line, 85, 1), amount(part(line, 72, 13)))
    entry = ReadEntry(
        number=part(line, 1, 5),
        journal_code=part(line, 6, 2),
        date=day(part(line, 8, 8), DAY),
        reference=part(line, 24, 12),
    )
    return entry, ReadLine(
        debit=debit,
        credit=credit,
        account=part(line, 36, 11),
        account_label=part(line, 104, 34),
        label=part(line, 47, 25),
        due_date=day(part(line, 16, 8), DAY),
    )

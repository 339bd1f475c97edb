"""Reads Sage 100's PNM: the company, then one line of 138 bytes for each line of an entry."""

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

DAY = "JJMMAA"
LENGTH = 138


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file."""
    lines = text_lines(content, "iso-8859-15")
    next(lines, "")
    yield from grouped(each_row(lines, _read_line, first=2))


def _read_line(text: str) -> tuple[ReadEntry, ReadLine]:
    auxiliary = part(text, 26, 13)
    if len(text) != LENGTH or (part(text, 25, 1) == "X") != bool(auxiliary):
        raise ValueError(text)
    entry = ReadEntry(
        number=part(text, 106, 7),
        journal_code=part(text, 1, 3),
        date=day(part(text, 4, 6), DAY),
        reference=part(text, 39, 13),
    )
    debit, credit = on_side(part(text, 84, 1), amount(part(text, 85, 20)))
    return entry, ReadLine(
        debit=debit,
        credit=credit,
        account=part(text, 12, 13),
        auxiliary=auxiliary,
        label=part(text, 52, 25),
        due_date=day(part(text, 78, 6), DAY),
    )

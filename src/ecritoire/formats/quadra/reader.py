"""Reads the ASCII entry file of Cegid Quadra: one record a line, its kind in the first byte."""

from collections.abc import Iterator

from ecritoire.formats.reading import (
    Content,
    ReadEntry,
    ReadLine,
    cents,
    day,
    each_row,
    grouped,
    on_side,
    part,
    text_lines,
)

DAY = "JJMMAA"
OTHER_KINDS = frozenset("CI")  # accounts to create, analytic shares


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file."""
    yield from grouped(filter(None, each_row(text_lines(content, "cp1252"), _read_record)))


def _read_record(text: str) -> tuple[ReadEntry, ReadLine] | None:
    if text[:1] in OTHER_KINDS:
        return None
    if text[:1] != "M" or text[9:11] != text[110:112]:
        raise ValueError(text)
    entry = ReadEntry(
        number=part(text, 100, 8),
        journal_code=part(text, 111, 3),
        date=day(part(text, 15, 6), DAY),
        reference=part(text, 149, 10),
    )
    debit, credit = on_side(part(text, 42, 1), cents(part(text, 43, 13)))
    return entry, ReadLine(
        debit=debit,
        credit=credit,
        account=part(text, 2, 8),
        label=part(text, 117, 30),
        due_date=day(part(text, 64, 6), DAY),
        document_file=part(text, 182, 12),
    )

"""Reads Cogilog's file: twenty-two values separated by TAB, named on the first line."""

from collections.abc import Iterator

from ecritoire.formats.reading import (
    Content,
    ReadEntry,
    ReadLine,
    amount,
    day,
    each_row,
    grouped,
    titled_lines,
)

DAY = "JJ/MM/AAAA"
SEPARATOR = "\t"
COLUMNS = 22


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file."""
    lines = titled_lines(content, "utf-8", SEPARATOR, COLUMNS)
    yield from grouped(each_row(lines, _read_row, first=2))


def _read_row(line: str) -> tuple[ReadEntry, ReadLine]:
    (
        journal, date, piece, account, _, label, due_date, debit, credit, journal_label, account_label, _, _, _, _,
        reference, information, _, _, _, _, _,
    ) = line.split(SEPARATOR)  # fmt: skip
    entry = ReadEntry(
        number=reference,
        journal_code=journal,
        journal_label=journal_label,
        date=day(date, DAY),
        reference=piece,
        supplier=information,
    )
    return entry, ReadLine(
        debit=amount(debit),
        credit=amount(credit),
        account=account,
        account_label=account_label,
        label=label,
        due_date=day(due_date, DAY),
    )

"""Reads RImport: sections announced by lines that begin with ``##``, then values separated by TAB, some in quotes."""

import csv
from collections.abc import Iterator

from ecritoire.formats.reading import Content, ReadEntry, ReadLine, amount, day, each_row, grouped, on_side, text_lines

DAY = "JJ/MM/AAAA"
MARK = "##"
SECTION, ENTRIES = "##Section", "Mvt"


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file."""
    rows = csv.reader(_entry_lines(content), delimiter="\t")
    yield from grouped(each_row(rows, _read_row))


def _entry_lines(content: Content) -> Iterator[str]:
    """Yield the lines of the section of entries; the folder and the third parties have sections of their own."""
    section = ""
    for line in text_lines(content, "cp1252"):
        if line.startswith(MARK):
            mark, _, name = line.partition("\t")
            section = name if mark == SECTION else section
        elif section == ENTRIES:
            yield line


def _read_row(cells: list[str]) -> tuple[ReadEntry, ReadLine]:
    number, journal, date, account, account_label, value, side, _, label, piece, _, due_date = cells
    debit, credit = on_side(side, amount(value))
    entry = ReadEntry(number=number, journal_code=journal, date=day(date, DAY), reference=piece)
    return entry, ReadLine(
        debit=debit,
        credit=credit,
        account=account,
        account_label=account_label,
        label=label,
        due_date=day(due_date, DAY),
    )

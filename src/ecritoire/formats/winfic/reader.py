"""Reads ``Ecriture.win``: eighteen fields of a fixed width, kept apart by bars."""

from collections.abc import Iterator

from ecritoire.formats.reading import Content, ReadEntry, ReadLine, amount, day, each_row, grouped, text_lines

DAY, SHORT_DAY = "JJMMAAAA", "JJMMAA"
SEPARATOR = "|"
WIDTHS = [2, 8, 6, 6, 6, 6, 13, 13, 30, 2, 5, 4, 8, 1, 1, 1, 11, 2]


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file."""
    yield from grouped(each_row(text_lines(content, "ascii"), _read_row))


def _read_row(line: str) -> tuple[ReadEntry, ReadLine]:
    cells = line.split(SEPARATOR)
    if [len(cell) for cell in cells] != WIDTHS:
        raise ValueError(line)
    journal, date, _, _, short, account, debit, credit, label, _, piece, _, due_date, *_ = map(str.strip, cells)
    if day(date, DAY) != day(short, SHORT_DAY):
        raise ValueError(line)
    entry = ReadEntry(number=piece, journal_code=journal, date=day(date, DAY))
    return entry, ReadLine(
        debit=amount(debit), credit=amount(credit), account=account, label=label, due_date=day(due_date, DAY)
    )

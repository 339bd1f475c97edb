"""Reads the file that a BOB 50 import definition is made for: seven values separated by semicolons."""

from collections.abc import Iterator

from ecritoire.formats.reading import Content, ReadEntry, ReadLine, amount, day, each_row, grouped, text_lines

DAY = "JJ/MM/AAAA"
SEPARATOR = ";"
KINDS = {"G", "F", "C"}  # general, supplier, customer


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file."""
    yield from grouped(each_row(text_lines(content, "ascii"), _read_row))


def _read_row(line: str) -> tuple[ReadEntry, ReadLine]:
    piece, date, kind, account, debit, credit, label = line.split(SEPARATOR)
    if kind not in KINDS:
        raise ValueError(line)
    entry = ReadEntry(number=piece, date=day(date, DAY))
    return entry, ReadLine(debit=amount(debit), credit=amount(credit), account=account, label=label)

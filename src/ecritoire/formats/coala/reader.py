"""Reads the CSV of Sage Coala: eight cells, the last says euros."""

from collections.abc import Iterator

from ecritoire.formats.reading import Content, ReadEntry, ReadLine, amount, day, each_row, grouped, text_lines

DAY = "JJ/MM/AAAA"
EUROS = "E"


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file."""
    yield from grouped(each_row(text_lines(content, "ascii"), _read_row))


def _read_row(text: str) -> tuple[ReadEntry, ReadLine]:
    date, journal, account, piece, label, debit, credit, money = text.split(";")
    if money != EUROS:
        raise ValueError(money)
    entry = ReadEntry(number=piece, journal_code=journal, date=day(date, DAY))
    return entry, ReadLine(debit=amount(debit), credit=amount(credit), account=account, label=label)

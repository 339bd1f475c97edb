"""Reads the CSV known as "CEGID": eight cells."""

from collections.abc import Iterator

from ecritoire.formats.reading import Content, ReadEntry, ReadLine, amount, day, each_row, grouped, on_side, text_lines

DAY = "JJMMAAAA"


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file."""
    yield from grouped(each_row(text_lines(content, "ascii"), _read_row))


def _read_row(text: str) -> tuple[ReadEntry, ReadLine]:
    date, journal, account, auxiliary, side, both, label, piece = text.split(";")
    debit, credit = on_side(side, amount(both))
    entry = ReadEntry(journal_code=journal, date=day(date, DAY), reference=piece)
    return entry, ReadLine(debit=debit, credit=credit, account=account, auxiliary=auxiliary, label=label)

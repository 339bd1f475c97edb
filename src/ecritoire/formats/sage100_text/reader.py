"""Reads the text made for an import model of Sage 100: eleven cells, the first says the kind of line."""

from collections.abc import Iterator

from ecritoire.formats.reading import Content, ReadEntry, ReadLine, amount, day, each_row, grouped, text_lines

DAY = "JJMMAA"
GENERAL = "G"


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file."""
    yield from grouped(each_row(text_lines(content, "cp1252"), _read_row))


def _read_row(text: str) -> tuple[ReadEntry, ReadLine]:
    kind, journal, date, piece, account, auxiliary, label, _, due_date, debit, credit = text.split("\t")
    if kind != GENERAL:
        raise ValueError(kind)
    entry = ReadEntry(number=piece, journal_code=journal, date=day(date, DAY))
    return entry, ReadLine(
        debit=amount(debit),
        credit=amount(credit),
        account=account,
        auxiliary=auxiliary,
        label=label,
        due_date=day(due_date, DAY),
    )

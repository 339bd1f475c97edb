"""Reads Cegid's "Ecr Excel": eight cells, debit and credit apart."""

from collections.abc import Iterator

from ecritoire.formats.reading import Content, ReadEntry, ReadLine, amount, day, each_row, grouped, text_lines

DAY = "JJ/MM/AAAA"


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file."""
    yield from grouped(each_row(text_lines(content, "utf-8"), _read_row))


def _read_row(text: str) -> tuple[ReadEntry, ReadLine]:
    journal, date, account, auxiliary, reference, label, debit, credit = text.split(";")
    entry = ReadEntry(journal_code=journal, date=day(date, DAY), reference=reference)
    return entry, ReadLine(
        debit=amount(debit), credit=amount(credit), account=account, auxiliary=auxiliary, label=label
    )

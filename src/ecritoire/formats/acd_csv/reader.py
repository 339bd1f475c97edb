"""Reads the CSV of ACD i-Suite Expert: thirteen cells, the date both whole and in parts, the amount twice."""

from collections.abc import Iterator

from ecritoire.formats.reading import Content, ReadEntry, ReadLine, amount, day, each_row, grouped, text_lines

DAY = "JJ/MM/AAAA"


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file."""
    yield from grouped(each_row(text_lines(content, "cp1252"), _read_row))


def _read_row(text: str) -> tuple[ReadEntry, ReadLine]:
    number, date, year, month, days, reference, label, account, name, debit, credit, both, journal = text.split(";")
    if f"{days}/{month}/{year}" != date or amount(debit) + amount(credit) != amount(both):
        raise ValueError(text)
    entry = ReadEntry(number=number, journal_code=journal, date=day(date, DAY), reference=reference)
    return entry, ReadLine(debit=amount(debit), credit=amount(credit), account=account, account_label=name, label=label)

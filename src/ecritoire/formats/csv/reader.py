"""Reads the CSV made for people: cells separated by semicolons, quoted where they need to be."""

import csv
import datetime as dt
from collections.abc import Callable, Iterator

from ecritoire.formats.reading import Content, ReadEntry, ReadLine, amount, day, each_row, grouped, text_lines

DAY = "JJ/MM/AAAA"


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file."""
    rows = csv.reader(text_lines(content, "utf-8-sig"), delimiter=";")
    next(rows, [])
    yield from grouped(each_row(rows, _read_row, first=2))


def _read_row(cells: list[str]) -> tuple[ReadEntry, ReadLine]:
    return read_cells(cells, lambda text: day(text, DAY))


def read_cells(cells: list[str], as_day: Callable[[str], dt.date | None]) -> tuple[ReadEntry, ReadLine]:
    """Return the entry and the line that the nineteen cells of a row say; ``as_day`` reads its dates.

    Raises:
        ValueError: there are not nineteen, or one is not what it should be.
    """
    (
        number, date, journal, journal_label, reference, document_date, account, account_label, auxiliary,
        auxiliary_label, supplier, label, debit, credit, due_date, currency_amount, currency, validated_on,
        document_file,
    ) = cells  # fmt: skip
    entry = ReadEntry(
        number=number,
        journal_code=journal,
        journal_label=journal_label,
        date=as_day(date),
        reference=reference,
        document_date=as_day(document_date),
        validated_on=as_day(validated_on),
        currency=currency,
        supplier=supplier,
    )
    return entry, ReadLine(
        debit=amount(debit),
        credit=amount(credit),
        account=account,
        account_label=account_label,
        auxiliary=auxiliary,
        auxiliary_label=auxiliary_label,
        label=label,
        due_date=as_day(due_date),
        currency_amount=amount(currency_amount) if currency_amount else None,
        document_file=document_file,
    )

"""Reads a FEC: eighteen fields separated by TAB, named on the first line, and columns of an importer after them."""

from collections.abc import Iterator

from ecritoire.formats.reading import (
    Content,
    FileNotReadBackError,
    ReadEntry,
    ReadLine,
    amount,
    day,
    each_row,
    grouped,
    text_lines,
)

SEPARATOR = "\t"
NAMES = [
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib",
    "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise",
    "Idevise",
]  # fmt: skip
DAY = "AAAAMMJJ"


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of a FEC."""
    yield from grouped(each_row(fec_rows(content, NAMES), read_row, first=2))


def fec_rows(content: Content, names: list[str]) -> Iterator[str]:
    """Yield the lines that follow the names of the fields.

    Raises:
        FileNotReadBackError: the first line does not name those fields.
    """
    lines = text_lines(content, "utf-8")
    if next(lines, "").split(SEPARATOR) != names:
        raise FileNotReadBackError(problem="les noms des champs ne sont pas ceux du FEC", line=1)
    yield from lines


def read_row(line: str) -> tuple[ReadEntry, ReadLine]:
    """Return the entry and the line that a row of eighteen fields says."""
    return row_of(line.split(SEPARATOR))


def row_of(cells: list[str]) -> tuple[ReadEntry, ReadLine]:
    """Return the entry and the line that eighteen cells say.

    Raises:
        ValueError: there are not eighteen, or one is not what it should be.
    """
    (
        journal, journal_label, number, date, account, account_label, auxiliary, auxiliary_label, reference,
        document_date, label, debit, credit, _, _, validated_on, currency_amount, currency,
    ) = cells  # fmt: skip
    entry = ReadEntry(
        number=number,
        journal_code=journal,
        journal_label=journal_label,
        date=day(date, DAY),
        reference=reference,
        document_date=day(document_date, DAY),
        validated_on=day(validated_on, DAY),
        currency=currency,
    )
    return entry, ReadLine(
        debit=amount(debit),
        credit=amount(credit),
        account=account,
        account_label=account_label,
        auxiliary=auxiliary,
        auxiliary_label=auxiliary_label,
        label=label,
        currency_amount=amount(currency_amount) if currency_amount else None,
    )

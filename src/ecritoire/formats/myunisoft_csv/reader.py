"""Reads MyUnisoft's CSV: the first line names the columns, in any order."""

from collections.abc import Iterator

from ecritoire.domain.language import say
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

DAY = "JJ/MM/AAAA"
MANDATORY = {"JournalCode", "EcritureDate", "CompteNum", "EcritureLib", "Debit", "Credit"}


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file.

    Raises:
        FileNotReadBackError: a column that the importer must have is not there.
    """
    lines = text_lines(content, "utf-8-sig")
    names = next(lines, "").split(";")
    if not set(names) >= MANDATORY:
        raise FileNotReadBackError(problem=say("une colonne obligatoire manque"), line=1)
    rows = (dict(zip(names, line.split(";"), strict=True)) for line in lines)
    yield from grouped(each_row(rows, _read_row, first=2))


def _read_row(cells: dict[str, str]) -> tuple[ReadEntry, ReadLine]:
    entry = ReadEntry(
        number=cells["Piece 1"],
        journal_code=cells["JournalCode"],
        date=day(cells["EcritureDate"], DAY),
        reference=cells["Piece 2"],
    )
    return entry, ReadLine(
        debit=amount(cells["Debit"]),
        credit=amount(cells["Credit"]),
        account=cells["CompteNum"],
        account_label=cells["LibelleCompte"],
        auxiliary=cells["Auxiliaire"],
        label=cells["EcritureLib"],
        due_date=day(cells["DateEcheance"], DAY),
    )

"""Reads the FEC of ACD: nineteen fields separated by ``|``; PieceRef is the name of the document's file."""

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

NAMES = (
    "JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|"
    "EcritureLibc|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise|MouvementEcriture"
)
DAY = "AAAAMMJJ"


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file.

    Raises:
        FileNotReadBackError: the first line does not name the fields.
    """
    lines = text_lines(content, "utf-8")
    if next(lines, "") != NAMES:
        raise FileNotReadBackError(problem=say("les noms des champs ne sont pas ceux du FEC d’ACD"), line=1)
    yield from grouped(each_row(lines, _read_row, first=2))


def _read_row(text: str) -> tuple[ReadEntry, ReadLine]:
    (
        journal, journal_label, _, date, account, account_label, auxiliary, auxiliary_label, piece, document_date,
        label, debit, credit, _, _, _, _, _, movement,
    ) = text.split("|")  # fmt: skip
    entry = ReadEntry(
        number=piece,
        journal_code=journal,
        journal_label=journal_label,
        date=day(date, DAY),
        reference=movement,
        document_date=day(document_date, DAY),
    )
    return entry, ReadLine(
        debit=amount(debit),
        credit=amount(credit),
        account=account,
        account_label=account_label,
        auxiliary=auxiliary,
        auxiliary_label=auxiliary_label,
        label=label,
    )

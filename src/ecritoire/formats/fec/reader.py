"""Reads a FEC: eighteen fields separated by TAB, named on the first line, and columns of an importer after them."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from operator import itemgetter

from ecritoire.domain.language import say
from ecritoire.formats.memo import Memo
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
FEC_WIDTH = len(NAMES)
ReadMore = Callable[[ReadLine, list[str]], ReadLine]


ENTRY_CELLS = itemgetter(0, 1, 2, 3, 8, 9, 15, 17)  # what is the same on all lines of an entry


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of a FEC."""
    yield from read_fec(content, NAMES)


def read_fec(content: Content, names: list[str], read_more: ReadMore | None = None) -> Iterator[ReadEntry]:
    """Yield the entries of a FEC whose columns are ``names``; ``read_more`` reads those after the eighteenth.

    Raises:
        FileNotReadBackError: the first line does not name those fields, or a line is not understood.
    """
    lines = text_lines(content, "utf-8")
    if next(lines, "").split(SEPARATOR) != names:
        raise FileNotReadBackError(problem=say("les noms des champs ne sont pas ceux du FEC"), line=1)
    yield from grouped(each_row(lines, _RowReader(len(names), read_more), first=2))


class _RowReader:
    """Reads rows. Millions pass: what two rows share is made once, and what comes back is looked up."""

    def __init__(self, width: int, read_more: ReadMore | None) -> None:
        self._width = width
        self._read_more = read_more
        self._days = Memo[str, dt.date | None](lambda text: day(text, DAY))
        self._amounts = Memo[str, Decimal](amount)
        self._cells: tuple[str, ...] = ()
        self._entry = ReadEntry()

    def __call__(self, text: str) -> tuple[ReadEntry, ReadLine]:
        """Return the entry and the line that a row says.

        Raises:
            ValueError: it has more or fewer cells than names, or one is not what it should be.
        """
        cells = text.split(SEPARATOR)
        if len(cells) != self._width:
            raise ValueError(text)
        own = ENTRY_CELLS(cells)
        if own != self._cells:
            self._cells, self._entry = own, self._read_entry(*own)
        _, _, _, _, account, account_label, auxiliary, auxiliary_label, _, _, label, debit, credit, *rest = cells
        currency_amount = self._amounts[rest[3]] if rest[3] else None
        # Made as the tuple it is: the checks of a constructor would cost as much as the rest.
        line = tuple.__new__(ReadLine, (
            self._amounts[debit], self._amounts[credit], account, account_label, auxiliary, auxiliary_label, label,
            None, currency_amount, None,
        ))  # fmt: skip
        return self._entry, self._read_more(line, cells[FEC_WIDTH:]) if self._read_more else line

    def _read_entry(self, *cells: str) -> ReadEntry:
        journal, journal_label, number, date, reference, document_date, validated_on, currency = cells
        return ReadEntry(
            number=number,
            journal_code=journal,
            journal_label=journal_label,
            date=self._days[date],
            reference=reference,
            document_date=self._days[document_date],
            validated_on=self._days[validated_on],
            currency=currency,
        )

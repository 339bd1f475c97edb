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
    not_understood,
    text_lines,
    with_lines,
)

SEPARATOR = "\t"
NAMES = [
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib",
    "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise",
    "Idevise",
]  # fmt: skip
DAY = "AAAAMMJJ"
FIRST_ROW = 2  # the first line has the names
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
    yield from _RowReader(len(names), read_more).entries(lines)


class _RowReader:
    """Reads rows. Millions pass: what two rows share is made once, and what comes back is looked up."""

    def __init__(self, width: int, read_more: ReadMore | None) -> None:
        self._width = width
        self._read_more = read_more
        self._days = Memo[str, dt.date | None](lambda text: day(text, DAY))
        self._amounts = Memo[str, Decimal](amount.__wrapped__)  # remembered once, not twice

    def entries(self, lines: Iterator[str]) -> Iterator[ReadEntry]:
        """Join neighbouring rows that say the same of their entry.

        One loop instead of ``each_row`` and ``grouped``, since handing each row on costs nearly as much as reading it.

        Raises:
            FileNotReadBackError: a row has more or fewer cells than names, or one is not what it should be.
        """
        number = FIRST_ROW
        amounts, width, read_more = self._amounts, self._width, self._read_more
        cells_of_entry: tuple[str, ...] = ()
        shared, own = ReadEntry(), list[ReadLine]()
        try:
            for number, text in enumerate(lines, FIRST_ROW):  # noqa: B007 - told when a row is not understood
                cells = text.split(SEPARATOR)
                if len(cells) != width:
                    raise ValueError(text)  # noqa: TRY301 - a call for each row would cost more than the row
                if (found := ENTRY_CELLS(cells)) != cells_of_entry:
                    cells_of_entry, entry = found, self._read_entry(*found)
                    if entry != shared:
                        if own:
                            yield with_lines(shared, own)
                        shared, own = entry, []
                account, account_label, auxiliary, auxiliary_label, _, _, label, debit, credit = cells[4:13]
                currency_amount = amounts[cells[16]] if cells[16] else None
                # Made as the tuple it is: the checks of a constructor would cost as much as the rest.
                line = tuple.__new__(ReadLine, (
                    amounts[debit], amounts[credit], account, account_label, auxiliary, auxiliary_label, label,
                    None, currency_amount, None,
                ))  # fmt: skip
                own.append(read_more(line, cells[FEC_WIDTH:]) if read_more else line)
        except (ValueError, ArithmeticError, LookupError) as error:
            raise not_understood(number) from error
        if own:
            yield with_lines(shared, own)

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

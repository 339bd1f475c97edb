"""Reads ``ACT.txt`` of WinBooks: thirty-six values in quotes, one amount signed as the debit is."""

import csv
from collections.abc import Iterator

from ecritoire.formats.reading import ZERO, Content, ReadEntry, ReadLine, amount, day, each_row, grouped, text_lines

DAY = "AAAAMMJJ"
NAMES = (
    "DOCTYPE DBKCODE DBKTYPE DOCNUMBER DOCORDER OPCODE ACCOUNTGL ACCOUNTRP BOOKYEAR PERIOD DATE DATEDOC DUEDATE COMMENT "
    "COMMENTEXT AMOUNT AMOUNTEUR VATBASE VATCODE CURRAMOUNT CURRCODE CUREURBASE VATTAX VATIMPUT CURRATE REMINDLEV "
    "MATCHNO OLDDATE ISMATCHED ISLOCKED ISIMPORTED ISPOSITIVE ISTEMP MEMOTYPE ISDOC DOCSTATUS"
).split()


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file."""
    yield from grouped(each_row(csv.reader(text_lines(content, "ascii")), _read_row))


def _read_row(cells: list[str]) -> tuple[ReadEntry, ReadLine]:
    found = dict(zip(NAMES, cells, strict=True))
    balance = amount(found["AMOUNTEUR"])
    entry = ReadEntry(
        number=found["DOCNUMBER"],
        journal_code=found["DBKCODE"],
        date=day(found["DATEDOC"], DAY),
        reference=found["COMMENTEXT"],
    )
    return entry, ReadLine(
        debit=max(balance, ZERO),
        credit=max(-balance, ZERO),
        account=found["ACCOUNTGL"],
        auxiliary=found["ACCOUNTRP"],
        label=found["COMMENT"],
        due_date=day(found["DUEDATE"], DAY),
    )

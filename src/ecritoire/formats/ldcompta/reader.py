"""Reads LD Compta's entry file, version 10: thirty-seven values a record, of which those of kind ``E`` are entries."""

from collections.abc import Iterator

from ecritoire.formats.reading import Content, ReadEntry, ReadLine, amount, day, each_row, grouped, on_side, text_lines

DAY = "AAAAMMJJ"
SEPARATOR = ";"
ENTRY = "E"
NAMES = (
    "TYPE JNAL NECR NPIE DATP LIBE DATH CNPI RACI MONT CODC CPTG DATE CLET DATL CPTA CNAT CTRE NORL DATV REFD NECA "
    "CSEC CAFF CDES QTUE MTDV CODV TXDV MOPM BONP BQAF ECES TXTL ECRM DATK HEUK"
).split()


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file."""
    yield from grouped(each_row(text_lines(content, "ascii"), _read_row))


def _read_row(line: str) -> tuple[ReadEntry, ReadLine]:
    found = dict(zip(NAMES, line.split(SEPARATOR), strict=True))
    if found["TYPE"] != ENTRY:
        raise ValueError(line)
    debit, credit = on_side(found["CODC"], amount(found["MONT"]))
    entry = ReadEntry(
        number=found["NPIE"],
        journal_code=found["JNAL"],
        date=day(found["DATP"], DAY),
        reference=found["REFD"],
        document_date=day(found["DATE"], DAY),
    )
    return entry, ReadLine(
        debit=debit,
        credit=credit,
        account=found["CPTG"],
        auxiliary=found["CPTA"],
        label=found["LIBE"],
        due_date=day(found["DATH"], DAY),
    )

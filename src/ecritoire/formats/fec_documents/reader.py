"""Reads a FEC with three more columns: due date, invoice number, file of the document."""

from collections.abc import Iterator

from ecritoire.formats.fec.reader import DAY, NAMES, SEPARATOR, fec_rows, row_of
from ecritoire.formats.reading import Content, ReadEntry, ReadLine, day, each_row, grouped

MORE = ["DateLimitReglmt", "NumFacture", "FichierFacture"]


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file."""
    yield from grouped(each_row(fec_rows(content, NAMES + MORE), _read_row, first=2))


def _read_row(text: str) -> tuple[ReadEntry, ReadLine]:
    *cells, due_date, _, document_file = text.split(SEPARATOR)
    entry, line = row_of(cells)
    return entry, line._replace(due_date=day(due_date, DAY), document_file=document_file)

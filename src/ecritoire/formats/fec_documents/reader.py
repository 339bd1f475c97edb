"""Reads a FEC with three more columns: due date, invoice number, file of the document."""

from collections.abc import Iterator

from ecritoire.formats.fec.reader import DAY, NAMES, read_fec
from ecritoire.formats.reading import Content, ReadEntry, ReadLine, day

MORE = ["DateLimitReglmt", "NumFacture", "FichierFacture"]


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file."""
    yield from read_fec(content, NAMES + MORE, _read_more)


def _read_more(line: ReadLine, cells: list[str]) -> ReadLine:
    due_date, _, document_file = cells
    return line._replace(due_date=day(due_date, DAY), document_file=document_file)

"""Reads a FEC with one more column, the file of the document."""

from collections.abc import Iterator

from ecritoire.formats.fec.reader import NAMES, SEPARATOR, fec_rows, row_of
from ecritoire.formats.reading import Content, ReadEntry, ReadLine, each_row, grouped


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file."""
    yield from grouped(each_row(fec_rows(content, [*NAMES, "PieceJointe"]), _read_row, first=2))


def _read_row(text: str) -> tuple[ReadEntry, ReadLine]:
    *cells, document_file = text.split(SEPARATOR)
    entry, line = row_of(cells)
    return entry, line._replace(document_file=document_file)

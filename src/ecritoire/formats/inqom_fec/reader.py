"""Reads Inqom's extended FEC: the eighteen fields of the law, then the name of the document."""

from collections.abc import Iterator

from ecritoire.formats.fec.reader import NAMES, SEPARATOR, fec_rows, row_of
from ecritoire.formats.reading import Content, ReadEntry, ReadLine, each_row, grouped


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file."""
    yield from grouped(each_row(fec_rows(content, [*NAMES, "NomFichier"]), _read_row, first=2))


def _read_row(line: str) -> tuple[ReadEntry, ReadLine]:
    *cells, document = line.split(SEPARATOR)
    entry, own = row_of(cells)
    return entry, own._replace(document_file=document)

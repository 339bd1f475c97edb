"""Reads a FEC with one more column, the file of the document."""

from collections.abc import Iterator

from ecritoire.formats.fec.reader import NAMES, read_fec
from ecritoire.formats.reading import Content, ReadEntry, ReadLine


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file."""
    yield from read_fec(content, [*NAMES, "PieceJointe"], _read_more)


def _read_more(line: ReadLine, cells: list[str]) -> ReadLine:
    return line._replace(document_file=cells[0])

"""Reads the workbook made for people, row by row: the sheets are XML in a ZIP (ECMA-376), with texts in their cells."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from typing import IO

from lxml import etree

from ecritoire.formats.csv.reader import read_cells
from ecritoire.formats.reading import Content, ReadEntry, ReadLine, binary_stream, each_row, grouped

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
COLUMNS = 19
DAY_ZERO = date(1899, 12, 30)  # of a workbook's days
_LETTERS = re.compile(r"[A-Z]+")
_SHEET = re.compile(r"xl/worksheets/sheet([0-9]+)\.xml")


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file."""
    with zipfile.ZipFile(binary_stream(content)) as archive:
        yield from grouped(each_row(_rows(archive), _read_row, first=2))


def _rows(archive: zipfile.ZipFile) -> Iterator[list[str]]:
    """Yield the cells of every sheet's rows, without those that name the columns."""
    found = [match for match in map(_SHEET.fullmatch, archive.namelist()) if match]
    for sheet in sorted(found, key=lambda match: int(match[1])):
        with archive.open(sheet[0]) as stream:
            rows = _sheet_rows(stream)
            next(rows)
            yield from rows


def _sheet_rows(stream: IO[bytes]) -> Iterator[list[str]]:
    for _, row in etree.iterparse(stream, tag=MAIN + "row", resolve_entities=False, no_network=True):
        cells = [""] * COLUMNS
        for cell in row:
            cells[_column(cell.get("r", ""))] = "".join(cell.itertext())
        row.clear()
        parent = row.getparent()
        if parent is not None:
            parent.remove(row)
        yield cells


def _column(place: str) -> int:
    """Return the rank, from 0, of the column of a cell such as ``AB12``."""
    match = _LETTERS.match(place)
    rank = 0
    for letter in match[0] if match else "":
        rank = rank * 26 + ord(letter) - ord("A") + 1
    return rank - 1


def _day(text: str) -> date | None:
    return DAY_ZERO + timedelta(days=int(text)) if text else None


def _read_row(cells: list[str]) -> tuple[ReadEntry, ReadLine]:
    return read_cells(cells, _day)

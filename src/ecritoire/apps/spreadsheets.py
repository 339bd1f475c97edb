"""Tables that people bring and take away: CSV and XLSX in, CSV and XLSX out."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from ecritoire.domain.errors import EcritoireError

ROWS_MOST = 20_000
BYTES_MOST = 10 * 1024 * 1024
_UNZIPPED_MOST = 200 * 1024 * 1024
_DELIMITERS = ";\t,|"
# A spreadsheet would run these as a formula; the apostrophe makes them text, and is taken off again when read.
_FORMULA_STARTS = ("=", "+", "-", "@")


class UnreadableTableError(EcritoireError):
    """The file is no table that can be read."""

    code = "unreadable_table"
    template = (
        "« %(name)s » n’a pas pu être lu comme un tableau (%(problem)s). "
        "Enregistrez-le en CSV ou en XLSX, une ligne d’en-tête puis une ligne par élément."
    )


class TableTooLargeError(EcritoireError):
    """The file has more than is taken at once."""

    code = "table_too_large"
    template = "« %(name)s » est trop grand : %(limit)s au plus. Importez-le en plusieurs fois."


@dataclass(frozen=True, slots=True)
class Table:
    """A table as text: its head, and its rows, each as long as the head."""

    head: tuple[str, ...]
    rows: list[tuple[str, ...]]


def read_table(name: str, content: bytes) -> Table:
    """Read a CSV (UTF-8 or Windows, separated by ; , tab or |) or the first sheet of an XLSX, XLS or ODS.

    Raises:
        UnreadableTableError: it is neither, or has no head.
        TableTooLargeError: it has more than ``ROWS_MOST`` rows or ``BYTES_MOST`` bytes.
    """
    shown = name[:80]
    if len(content) > BYTES_MOST:
        raise TableTooLargeError(name=shown, limit="10 Mo")
    is_workbook = content[:4] in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}
    rows = _sheet(shown, content) if is_workbook else _separated(shown, content)
    kept = [row for row in rows if any(row)]
    if not kept:
        raise UnreadableTableError(name=shown, problem="il est vide")
    if len(kept) - 1 > ROWS_MOST:
        raise TableTooLargeError(name=shown, limit=f"{ROWS_MOST} lignes")
    head = tuple(kept[0])
    width = len(head)
    return Table(head, [tuple((row + [""] * width)[:width]) for row in kept[1:]])


def _separated(name: str, content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise UnreadableTableError(name=name, problem="ce n’est pas du texte")
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableTableError(name=name, problem="les guillemets ne se ferment pas") from error
    return [[_plain(cell) for cell in row] for row in rows]


def _plain(cell: str) -> str:
    text = " ".join(cell.split())
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA_STARTS) else text


def _sheet(name: str, content: bytes) -> list[list[str]]:
    try:
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                if sum(part.file_size for part in packed.infolist()) > _UNZIPPED_MOST:
                    raise TableTooLargeError(name=name, limit="200 Mo une fois décompressé")
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = workbook.get_sheet_by_index(0).to_python()
    except (CalamineError, zipfile.BadZipFile, ValueError, IndexError) as error:
        raise UnreadableTableError(name=name, problem="ce n’est pas un classeur entier") from error
    return [[_plain(_text(cell)) for cell in row] for row in rows]


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    number = str(cell)
    return number.removesuffix(".0")


def write_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table as a French spreadsheet opens it: semicolons, UTF-8 with its mark."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell for cell in row])
    return written.getvalue().encode("utf-8-sig")


def write_xlsx(head: Sequence[str], rows: Iterable[Sequence[str]], to: BinaryIO) -> None:
    """A table as a workbook whose cells are all text, so that no zero is lost and nothing is run."""
    workbook = xlsxwriter.Workbook(to, {"constant_memory": True, "in_memory": True})
    sheet = workbook.add_worksheet()
    bold = workbook.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(head):
        sheet.write_string(0, column, title, bold)
    sheet.set_column(0, max(len(head) - 1, 0), 18)
    for place, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if cell:
                sheet.write_string(place, column, cell)
    workbook.close()

"""Entries through a template, into a spreadsheet with real dates and numbers, in bounded memory."""

import tempfile
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import xlsxwriter

from ecritoire.domain.money import minor_digits
from ecritoire.formats.engine.code import Code, Literal
from ecritoire.formats.engine.compile import Compiled, RenderCompiler
from ecritoire.formats.engine.expressions import Loop, amount_source
from ecritoire.formats.engine.sources import Kind, Level
from ecritoire.formats.engine.template import Field, Record, Template
from ecritoire.formats.engine.text import Cleaner
from ecritoire.formats.engine.variables import raw_expression
from ecritoire.formats.records import EntryRecord, ExportContext

ROWS_AT_ONCE = 2_000
SHEET_ROWS_MAX = 1_000_000  # of the 1,048,576 a sheet has
CELL_CHARACTERS_MAX = 32_767
CHUNK_BYTES = 1 << 20
COMPILED_MAX = 64
WIDTHS = {Kind.AMOUNT: 14, Kind.DATE: 11, Kind.MOMENT: 16, Kind.INTEGER: 10, Kind.TEXT: 20}

Counted = tuple[int, int, int, int]
Cell = str | int | date | Decimal | None


def write_workbook(
    template: Template,
    entries: Iterable[EntryRecord],
    write: Callable[[bytes], object],
    context: ExportContext,
    cleaner: Cleaner,
) -> Counted:
    """Write a workbook, a new sheet when one is full; dated from the export, so that the same data give the same bytes.

    xlsxwriter keeps rows in temporary files, not in memory; they are gone when this returns.
    """
    with tempfile.TemporaryDirectory(prefix="ecritoire-") as folder:
        path = Path(folder) / "workbook.xlsx"
        with closing(_Workbook(template, path, context)) as workbook:
            compiled = _compiled_rows(template, minor_digits(context.currency))
            counted: Counted = compiled.run(entries, context, workbook.flush, cleaner)
        with path.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                write(chunk)
    return counted


class _Workbook:
    """A workbook being written, rows going down one sheet after the other."""

    def __init__(self, template: Template, path: Path, context: ExportContext) -> None:
        self._fields = template.records[0].fields
        self._title = template.layout.sheet
        options = {"constant_memory": True, "tmpdir": str(path.parent), "use_zip64": True}
        self._book = xlsxwriter.Workbook(str(path), options)
        self._book.set_properties({"created": context.created_at.replace(tzinfo=None), "company": context.company})
        self._bold = self._book.add_format({"bold": True})
        money = "#,##0" + ("." + "0" * minor_digits(context.currency)).rstrip(".")
        self._formats = {
            Kind.AMOUNT: self._book.add_format({"num_format": money}),
            Kind.DATE: self._book.add_format({"num_format": "dd/mm/yyyy"}),
            Kind.MOMENT: self._book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
            Kind.INTEGER: None,
            Kind.TEXT: None,
        }
        self._sheets = 0
        self._row = 0
        self._new_sheet()

    def flush(self, rows: list[tuple[Cell, ...]]) -> int:
        """Write the rows gathered and say how many to gather before the next time."""
        for row in rows:
            if self._row > SHEET_ROWS_MAX:
                self._new_sheet()
            for column, (each, value) in enumerate(zip(self._fields, row, strict=True)):
                self._write(column, each, value)
            self._row += 1
        rows.clear()
        return ROWS_AT_ONCE

    def close(self) -> None:
        """Put the file together."""
        self._sheet.autofilter(0, 0, max(self._row - 1, 0), len(self._fields) - 1)
        self._book.close()

    def _new_sheet(self) -> None:
        self._sheets += 1
        self._sheet = self._book.add_worksheet(self._title if self._sheets == 1 else f"{self._title} {self._sheets}")
        self._sheet.freeze_panes(1, 0)
        for column, each in enumerate(self._fields):
            self._sheet.set_column(column, column, WIDTHS[each.kind])
        for column, each in enumerate(self._fields):
            self._sheet.write_string(0, column, each.name, self._bold)
        self._row = 1

    def _write(self, column: int, each: Field, value: Cell) -> None:
        form = self._formats[each.kind]
        if value is None or value == "":
            return
        if isinstance(value, str):  # as a string, whatever it looks like: a formula never runs
            self._sheet.write_string(self._row, column, value[:CELL_CHARACTERS_MAX], form)
        elif isinstance(value, date):
            moment = value.replace(tzinfo=None) if each.kind is Kind.MOMENT else value  # type: ignore[call-arg]
            self._sheet.write_datetime(self._row, column, moment, form)
        else:
            self._sheet.write_number(self._row, column, value, form)


class _RowCompiler(RenderCompiler):
    """Compiles a template into a function that gives typed cells instead of text."""

    def record_statement(self, record: Record, loop: Loop) -> str:
        cells = "".join(f"{self._cell(each, loop).text}, " for each in record.fields)
        return f"append(({cells}))"

    def _header(self) -> list[str]:
        return []

    def _cell(self, each: Field, loop: Loop) -> Code:
        if each.kind is Kind.TEXT:
            part = self.expressions.written(each, loop)
            if isinstance(part, Literal):
                return Code(self.expressions.namespace.constant(part.text), Level.CONSTANT)
            return part if part.can_refuse else self.expressions.hoister.hoist(part)
        code = self._typed(each)
        if each.when is None:
            return code
        test = self.expressions.condition(each.when)
        return Code(f"({code.text} if {test.text} else None)", max(code.level, test.level))

    def _typed(self, each: Field) -> Code:
        source = amount_source(each)
        if each.kind is not Kind.AMOUNT:
            return Code(raw_expression(source), source.level)
        minor, digits = self.expressions.amount_arguments(source)
        return Code(f"{self.expressions.namespace.constant(decimal_amount)}({minor}, {digits})", source.level)


def decimal_amount(minor: int | None, digits: int) -> Decimal | None:
    """Return an amount as a number of its currency, nothing for no amount."""
    return None if minor is None else Decimal(minor).scaleb(-digits)


@lru_cache(COMPILED_MAX)
def _compiled_rows(template: Template, digits: int) -> Compiled:
    return _RowCompiler(template, digits).compile()

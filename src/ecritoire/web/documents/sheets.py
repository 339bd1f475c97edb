"""The list as a file: every row of the filter, in its order, with its columns. CSV streams, XLSX goes by the disk."""

import csv
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import xlsxwriter
from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.conditions import Selection
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.scope import company_scope
from ecritoire.domain.language import in_english
from ecritoire.domain.money import minor_digits
from ecritoire.domain.permissions import Permission
from ecritoire.web.documents.columns import COLUMNS, CellValue, Extras, Kind
from ecritoire.web.documents.filters import Filters
from ecritoire.web.documents.layout import columns_of
from ecritoire.web.documents.listing import chosen_documents, extras_of
from ecritoire.web.documents.order import Cursor, page_of, place_of
from ecritoire.web.documents.panel_pages import next_selection
from ecritoire.web.shared.access import CompanyRequest, page
from ecritoire.web.shared.states import state_of

ROWS_AT_ONCE = 2000
BLOCK_BYTES = 1 << 20
# What a spreadsheet would run as a formula when a cell begins with it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
BYTE_ORDER_MARK = "\ufeff"  # without it, spreadsheets read accents wrongly
Value = str | int | date | Decimal | None


class _Echo:
    """Gives what is written back to the writer's caller."""

    def write(self, text: str) -> str:
        return text


@page(Permission.READ)
@require_GET
def as_csv(request: CompanyRequest) -> HttpResponseBase:
    """The list as CSV with semicolons and decimal commas, as French spreadsheets read it."""
    filters, selection = Filters.of(request.GET), next_selection(request)
    columns = columns_of(filters, request.user)
    writer = csv.writer(_Echo(), delimiter=";")
    heads = BYTE_ORDER_MARK + writer.writerow([safe_text(head) for head in _heads(columns)])
    rows = (writer.writerow([_written(value) for value in row]) for row in _rows(filters, columns, selection))
    response = StreamingHttpResponse(_chain(heads, rows), content_type="text/csv; charset=utf-8")
    return _attached(response, "csv")


@page(Permission.READ)
@require_GET
def as_xlsx(request: CompanyRequest) -> HttpResponseBase:
    """The list as a workbook with real dates and numbers; texts are texts, whatever they begin with."""
    filters, selection = Filters.of(request.GET), next_selection(request)
    columns = columns_of(filters, request.user)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    blocks = _workbook(_heads(columns), _rows(filters, columns, selection))
    return _attached(StreamingHttpResponse(blocks, content_type=kind), "xlsx")


def safe_text(text: str) -> str:
    """A text that no spreadsheet runs as a formula, in a file of text."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _chain(first: str, others: Iterator[str]) -> Iterator[str]:
    yield first
    yield from others


def _attached(response: StreamingHttpResponse, suffix: str) -> HttpResponseBase:
    name = f"documents-{timezone.localdate().isoformat()}.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _heads(columns: Sequence[str]) -> list[str]:
    return [str(COLUMNS[name].label) for name in columns]


def _rows(filters: Filters, columns: Sequence[str], selection: Selection) -> Iterator[list[Value]]:
    """The rows of the filter, read by the page, so that memory does not grow with their number."""
    cursor: Cursor | None = Cursor()
    while cursor is not None:
        documents, extras, cursor = _read(filters, columns, selection, cursor)
        for document in documents:
            yield [_value(name, document, extras) for name in columns]


def _read(
    filters: Filters, columns: Sequence[str], selection: Selection, cursor: Cursor
) -> tuple[list[Document], Extras, Cursor | None]:
    """One page, and where the next begins. A streamed answer outlives its request: the company is put in scope here."""
    company: Company = selection.company
    with company_scope(company):
        documents = chosen_documents(filters, selection)
        found, has_more = page_of(documents, filters.sort, cursor, ROWS_AT_ONCE, selection)
        extras = extras_of(found, columns, selection)
    if not has_more:
        return found, extras, None
    value, _sep, key = place_of(found[-1]).rpartition("_")
    return found, extras, Cursor(value, int(key))


def _value(name: str, document: Document, extras: Extras) -> Value:
    column = COLUMNS[name]
    value: CellValue = column.value(document, extras)
    if column.kind is Kind.AMOUNT:
        assert isinstance(value, int)
        return Decimal(value).scaleb(-minor_digits(document.currency))
    if column.kind is Kind.STATE:
        return str(state_of(name, str(value)).label)
    return value


def _written(value: Value) -> str:
    if isinstance(value, date):
        return value.isoformat() if in_english() else value.strftime("%d/%m/%Y")
    if isinstance(value, Decimal):
        return f"{value:f}" if in_english() else f"{value:f}".replace(".", ",")
    return safe_text(value) if isinstance(value, str) else "" if value is None else str(value)


def _workbook(heads: Sequence[str], rows: Iterator[list[Value]]) -> Iterator[bytes]:
    """The bytes of a workbook, which is on the disk only while they are handed over."""
    with tempfile.TemporaryDirectory(prefix="ecritoire-") as folder:
        path = Path(folder) / "documents.xlsx"
        _write_workbook(path, heads, rows)
        with path.open("rb") as written:
            while block := written.read(BLOCK_BYTES):
                yield block


def _write_workbook(path: Path, heads: Sequence[str], rows: Iterator[list[Value]]) -> None:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)})
    bold = book.add_format({"bold": True})
    day, money = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "#,##0.00"})
    sheet = book.add_worksheet(_("Documents"))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(heads) - 1, 16)
    for place, head in enumerate(heads):
        sheet.write_string(0, place, head, bold)
    last = 0
    for last, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(last, place, value, day)
            elif isinstance(value, str):
                sheet.write_string(last, place, value)
            elif value is not None:
                sheet.write_number(last, place, value, money if isinstance(value, Decimal) else None)
    sheet.autofilter(0, 0, last, len(heads) - 1)
    book.close()

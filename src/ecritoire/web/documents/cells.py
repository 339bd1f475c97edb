"""Cells and heads of the list, as they are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ecritoire.apps.purchases.models import Document
from ecritoire.domain.lifecycle import Accounting
from ecritoire.domain.wording import said_date
from ecritoire.web.documents.columns import COLUMNS, CellValue, Extras, Kind
from ecritoire.web.documents.filters import Filters
from ecritoire.web.documents.rows import is_late
from ecritoire.web.shared import words


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. ``kind`` says how it is drawn, ``css`` its classes; an amount is in minor units."""

    name: str
    kind: str
    css: str
    text: str = ""
    minor: int = 0
    tooltip: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: a link that sorts by it."""

    name: str
    label: str | Promise
    short: str | Promise
    css: str
    direction: str  # of aria-sort, empty where the list is not sorted by it
    query: str


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """One column to be chosen, in its place."""

    name: str
    label: str | Promise
    chosen: bool
    fixed: bool


_FAMILIAR = frozenset({"supplier", "number", "type", "date", "due", "total", "approval", "payment", "accounting"})


def _css(name: str) -> str:
    kind = COLUMNS[name].kind
    look = {Kind.AMOUNT: "num", Kind.COUNT: "num reasons", Kind.STATE: "axis-cell", Kind.DAY: "nowrap"}
    if name in _FAMILIAR or name == "reasons":
        return f"{name} {look.get(kind, '')}".strip()
    return f"col-{name} {look.get(kind, '')} extra"


def cells_of(document: Document, columns: Sequence[str], extras: Extras) -> list[Cell]:
    """The cells of one row."""
    return [_cell(name, document, extras) for name in columns]


def _cell(name: str, document: Document, extras: Extras) -> Cell:
    column = COLUMNS[name]
    value = column.value(document, extras)
    cell = Cell(name, column.kind, _css(name), text=_text(value))
    if name == "supplier":
        return replace(cell, kind="link")
    if name == "reasons":
        return replace(cell, kind="reasons", minor=int(value or 0), text=words.reasons(int(value or 0)))  # type: ignore[arg-type]
    if name == "due":
        return replace(cell, css=cell.css + (" late" if is_late(document) else " muted"))
    if name == "accounting":
        return replace(cell, tooltip=_changed_since(document, str(value)))
    if column.kind is Kind.AMOUNT:
        assert isinstance(value, int)
        return replace(cell, minor=value)
    return cell if column.kind is Kind.STATE else replace(cell, css=f"{cell.css} muted")


def _text(value: CellValue) -> str:
    if isinstance(value, date):
        return said_date(value)
    return "" if value is None else str(value)


def _changed_since(document: Document, accounting: str) -> str:
    previous = document.previous_entry
    if accounting == Accounting.CHANGED_SINCE and previous is not None and previous.export is not None:
        return _("Modifié depuis l’export n° %(number)s") % {"number": previous.export.number}
    return ""


def heads_of(filters: Filters, columns: Sequence[str]) -> list[Head]:
    """The heads, each with the address of the list sorted by it; the other way when it is already."""
    return [_head(name, filters) for name in columns]


def _head(name: str, filters: Filters) -> Head:
    column = COLUMNS[name]
    direction = ""
    if filters.sort.removeprefix("-") == name:
        direction = "descending" if filters.sort.startswith("-") else "ascending"
    # Days are read from the latest, what is counted from the largest.
    first = f"-{name}" if column.kind in {Kind.DAY, Kind.AMOUNT, Kind.COUNT} else name
    other = name if first.startswith("-") else f"-{name}"
    wanted = other if filters.sort == first else first
    query = replace(filters, sort=wanted).query()
    return Head(name, column.label, column.short, _css(name).replace(" nowrap", ""), direction, query)


def column_choices(chosen: Sequence[str]) -> list[ColumnChoice]:
    """Every column there is, those chosen first and in their order."""
    names = [*chosen, *(name for name in COLUMNS if name not in chosen)]
    return [ColumnChoice(name, COLUMNS[name].label, name in chosen, name == "supplier") for name in names]

"""The order of the list and the place of a page in it: keyset pages, with what has no value at the end both ways."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import QueryDict

from ecritoire.apps.exports.conditions import Selection
from ecritoire.apps.exports.selection import with_reason_count
from ecritoire.apps.purchases.models import Document
from ecritoire.web.documents.columns import COLUMNS, Column, Kind

LATEST_FIRST = "-date"
WHOLE_MOST = 2**63 - 1
KeyValue = str | int | date | None


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page starts: after, or before, the document with this value and key. ``rank`` is of its first row."""

    value: str = ""  # as the address has it; empty where there is none
    key: int = 0  # 0: the first page
    backwards: bool = False
    rank: int = 1

    @classmethod
    def of(cls, query: QueryDict, sort: str) -> "Cursor":
        """Read the place of an address; the first page when there is none that makes sense in this order."""
        backwards = "before" in query
        value, _sep, key = query.get("before" if backwards else "after", "").rpartition("_")
        try:
            cursor = cls(value, int(key), backwards, int(query.get("rank", "1")))
            _value_in(value, column_of(sort))
        except ValueError:
            return cls()
        return cursor if 0 < cursor.key <= WHOLE_MOST and cursor.rank > 0 else cls()

    def pairs(self) -> list[tuple[str, str]]:
        """The place as the query of an address."""
        if not self.key:
            return []
        return [("before" if self.backwards else "after", f"{self.value}_{self.key}"), ("rank", str(self.rank))]


def column_of(sort: str) -> Column:
    """The column that an order is by."""
    return COLUMNS[sort.removeprefix("-")]


def _value_in(text: str, column: Column) -> KeyValue:
    """The value of a place.

    Raises:
        ValueError: the column has no such values.
    """
    if not text and column.nullable:
        return None
    if column.sorted_as is Kind.DAY:
        return date.fromisoformat(text)
    if column.sorted_as is Kind.COUNT:
        whole = int(text)
        if abs(whole) > WHOLE_MOST:
            raise ValueError(text)
        return whole
    return text


def place_of(document: Document) -> str:
    """The place of a document that :func:`page_of` read, for an address."""
    value: KeyValue = document.sort_key  # type: ignore[attr-defined]
    text = value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
    return f"{text}_{document.pk}"


def page_of(
    documents: QuerySet[Document], sort: str, cursor: Cursor, size: int, selection: Selection
) -> tuple[list[Document], bool]:
    """One page in reading order, and whether there is more in the direction it was read."""
    column, descending = column_of(sort), sort.startswith("-")
    if sort.removeprefix("-") == "reasons":
        documents = with_reason_count(documents, selection)
    anyhow: Any = documents
    keyed: QuerySet[Document] = anyhow.annotate(sort_key=column.sort())
    ascending = descending == cursor.backwards
    if cursor.key:
        value = _value_in(cursor.value, column)
        keyed = keyed.filter(_beyond(value, cursor, ascending=ascending, nullable=column.nullable))
    ordered = keyed.order_by(*_ordering(column, cursor, ascending=ascending))
    places: list[tuple[int, KeyValue]] = list(ordered.values_list("pk", "sort_key")[: size + 1])  # type: ignore[misc]
    page = _documents_at(places[:size], documents)
    return (page[::-1] if cursor.backwards else page), len(places) > size


def _documents_at(places: list[tuple[int, KeyValue]], documents: QuerySet[Document]) -> list[Document]:
    """Read the documents of some places, in their order; not those that have gone meanwhile.

    Read apart from their places: put in order with all they say, a hundred thousand would be carried about for fifty.
    """
    related = documents.select_related("supplier", "entry__export", "previous_entry__export").order_by()
    found = {document.pk: document for document in related.filter(pk__in=[key for key, _value in places])}
    page = []
    for key, value in places:
        if document := found.get(key):
            document.sort_key = value  # type: ignore[attr-defined]
            page.append(document)
    return page


def _ordering(column: Column, cursor: Cursor, *, ascending: bool) -> tuple[Any, ...]:
    """What has no value comes last, whichever way; read backwards, first."""
    ends: dict[str, Any] = {}
    if column.nullable:
        ends = {"nulls_first": True} if cursor.backwards else {"nulls_last": True}
    key = F("sort_key")
    return (key.asc(**ends), "pk") if ascending else (key.desc(**ends), "-pk")


def _beyond(value: KeyValue, cursor: Cursor, *, ascending: bool, nullable: bool) -> Q:
    """What comes after a place in the direction of reading."""
    side = "gt" if ascending else "lt"
    same = {f"pk__{side}": cursor.key}
    if value is None:
        without = Q(sort_key__isnull=True, **same)
        return without | Q(sort_key__isnull=False) if cursor.backwards else without
    # The first bound says nothing new; it is the one an index can follow.
    beyond = Q(**{f"sort_key__{side}e": value}) & (Q(**{f"sort_key__{side}": value}) | Q(**same))
    return beyond | Q(sort_key__isnull=True) if nullable and not cursor.backwards else beyond

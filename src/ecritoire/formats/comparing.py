"""Comparing a file with the entries it was made from: what its format carries must come back equal."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from operator import itemgetter

from ecritoire.domain.language import say, sentence
from ecritoire.formats.engine.expected import Expected, Row, expected
from ecritoire.formats.engine.template import Template
from ecritoire.formats.reading import ReadEntry, ReadLine
from ecritoire.formats.records import EntryRecord, ExportContext

AMOUNTS = ("debit", "credit")
SAYS = {
    "line": sentence("ligne"),
    "debit": sentence("débit"),
    "credit": sentence("crédit"),
    "number": sentence("numéro de pièce"),
    "journal_code": sentence("journal"),
    "journal_label": sentence("libellé du journal"),
    "date": sentence("date"),
    "reference": sentence("référence"),
    "document_date": sentence("date de la pièce"),
    "validated_on": sentence("date de validation"),
    "currency": sentence("devise"),
    "supplier": sentence("fournisseur"),
    "document_type": sentence("nature"),
    "account": sentence("compte"),
    "account_label": sentence("libellé du compte"),
    "auxiliary": sentence("compte auxiliaire"),
    "auxiliary_label": sentence("libellé du compte auxiliaire"),
    "label": sentence("libellé"),
    "due_date": sentence("échéance"),
    "currency_amount": sentence("montant en devise"),
    "document_file": sentence("fichier joint"),
}
MISSING_LINE = sentence("ligne absente")
_PLACES = {name: rank for rank, name in enumerate([*ReadEntry._fields[:-1], *ReadLine._fields])}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing a file says otherwise than the entry it was made from. ``entry`` is ``None`` for a line in excess."""

    entry: int | None
    field: str
    expected: str
    found: str

    @property
    def says(self) -> str:
        """What the field is, in a sentence."""
        return say(SAYS[self.field])


def carried(template: Template) -> tuple[str, ...]:
    """Return the fields that a template says are read back, besides the amounts."""
    return expected(template, "EUR").names


def differences(
    template: Template, entries: Iterable[EntryRecord], read: Iterable[ReadEntry], context: ExportContext
) -> Iterator[Difference]:
    """Yield where a file, read back, differs from its entries. Entries and file are gone through once, side by side."""
    wanted = expected(template, context.currency)
    names = (*AMOUNTS, *wanted.names)
    for asked, found in zip_longest(_asked(template, wanted, entries, context), read_rows(wanted, read)):
        number, row = asked or (None, None)
        if row != found:
            yield from _told(names, number, row, found)


def _asked(
    template: Template, wanted: Expected, entries: Iterable[EntryRecord], context: ExportContext
) -> Iterator[tuple[int, Row]]:
    for entry, rows in wanted.rows(template, entries, context):
        for row in rows:
            yield entry.number, row


def read_rows(wanted: Expected, read: Iterable[ReadEntry]) -> Iterator[Row]:
    """Yield what was read of each line, in the order of ``wanted``."""
    pick = _picking(wanted)
    for entry in read:
        shared = entry[:-1]
        for line in entry.lines:
            yield pick(shared + line)


def _picking(wanted: Expected) -> Callable[[tuple[object, ...]], Row]:
    """Return what takes a row from what an entry and one of its lines say."""
    return itemgetter(*(_PLACES[name] for name in (*AMOUNTS, *wanted.names)))


class Proof:
    """Proves that a file says what its entries say, without keeping either: they pass by while the file is written.

    Both are brought down to one number, row after row; only when the numbers differ are they compared side by side.
    """

    def __init__(self, template: Template, context: ExportContext) -> None:
        self._template = template
        self._context = context
        self._expected = expected(template, context.currency)
        self._wanted = 0

    def watched(self, entries: Iterable[EntryRecord]) -> Iterator[EntryRecord]:
        """Yield the entries on their way to the file."""
        wanted = 0
        for entry, rows in self._expected.rows(self._template, entries, self._context):
            for row in rows:
                wanted = hash((wanted, row))
            self._wanted = wanted
            yield entry

    def holds(self, read: Iterable[ReadEntry]) -> bool:
        """Tell whether what was read of the file is what passed by."""
        found, pick = 0, _picking(self._expected)
        for entry in read:
            shared = entry[:-1]
            for line in entry.lines:
                found = hash((found, pick(shared + line)))
        return found == self._wanted


def _told(names: tuple[str, ...], number: int | None, row: Row | None, found: Row | None) -> Iterator[Difference]:
    if row is None or found is None:
        yield Difference(number, "line", _line(row), _line(found))
        return
    for name, asked, read in zip(names, row, found, strict=True):
        if asked != read:
            yield Difference(number, name, said(asked), said(read))


def _line(row: Row | None) -> str:
    return say(MISSING_LINE) if row is None else " ".join(filter(None, map(said, row)))


def said(value: str | date | Decimal | None) -> str:
    """Return a value as a person reads it."""
    if value is None:
        return ""
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)

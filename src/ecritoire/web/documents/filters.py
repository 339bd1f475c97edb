"""Filters of the list of documents: the address is the filter, its order and its columns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.lifecycle import Accounting, Approval, PaymentState
from ecritoire.domain.reasons import REASONS
from ecritoire.web.documents.columns import COLUMNS, known_columns
from ecritoire.web.documents.order import LATEST_FIRST
from ecritoire.web.documents.rows import SHORT_TYPE_LABELS, TYPE_LABELS
from ecritoire.web.shared.amounts import minor_of
from ecritoire.web.shared.states import AXES

__all__ = ["AXIS_LABELS", "SHORT_TYPE_LABELS", "TYPE_LABELS", "Filters"]

AXIS_LABELS: Mapping[str, str | Promise] = {
    "accounting": AXES["accounting"],
    "approval": AXES["approval"],
    "payment": AXES["payment"],
    "reason": gettext_lazy("Motif"),
    "supplier": gettext_lazy("Fournisseur"),
    "type": gettext_lazy("Type"),
    "tag": gettext_lazy("Étiquette"),
}
DAYS = ("since", "until", "due_since", "due_until")
AMOUNTS = ("min", "max")
KEYS_MOST = 200  # of suppliers or tags in one address
ACCOUNT_DIGITS_MOST = 20
_KEY_DIGITS_MOST = 18
_KNOWN: Mapping[str, frozenset[str]] = {
    "accounting": frozenset(Accounting),
    "approval": frozenset(Approval),
    "payment": frozenset(PaymentState),
    "reason": frozenset(REASONS),
    "type": frozenset(DocumentType),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list shows. Within one axis any value will do; axes combine. Amounts in minor units.

    ``invalid`` has what was typed and is no day or no amount, by its name: it filters nothing, and is said.
    """

    search: str = ""
    accounting: tuple[str, ...] = ()
    approval: tuple[str, ...] = ()
    payment: tuple[str, ...] = ()
    reason: tuple[str, ...] = ()
    supplier: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    account: str = ""
    since: date | None = None
    until: date | None = None
    due_since: date | None = None
    due_until: date | None = None
    min: int | None = None
    max: int | None = None
    sort: str = LATEST_FIRST
    columns: tuple[str, ...] = ()
    invalid: Mapping[str, str] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, query: QueryDict) -> "Filters":
        """Read the filters of an address; what nobody knows is left aside."""
        found: dict[str, Any] = {
            name: tuple(v for v in query.getlist(name) if v in known) for name, known in _KNOWN.items()
        }
        typed = {name: query.get(name, "").strip()[:100] for name in (*DAYS, *AMOUNTS)}
        read: dict[str, Any] = {
            name: _day(text) if name in DAYS else minor_of(text) for name, text in typed.items() if text
        }
        sort = query.get("sort", "")
        return cls(
            search=query.get("q", "").strip().replace("\0", "")[:100],
            supplier=_keys(query, "supplier"),
            tag=_keys(query, "tag"),
            account="".join(filter(str.isalnum, query.get("account", "")))[:ACCOUNT_DIGITS_MOST].upper(),
            sort=sort if sort.removeprefix("-") in COLUMNS else LATEST_FIRST,
            columns=known_columns(query.get("columns", "").split(",")),
            invalid={name: typed[name] for name, value in read.items() if value is None},
            **{name: value for name, value in read.items() if value is not None},
            **found,
        )

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The filters as the query of an address, in one order whatever was typed."""
        yield from self.criteria()
        if self.sort != LATEST_FIRST:
            yield "sort", self.sort
        if self.columns:
            yield "columns", ",".join(self.columns)

    def criteria(self) -> Iterator[tuple[str, str]]:
        """What is filtered by, without the order and the columns."""
        if self.search:
            yield "q", self.search
        for axis in AXIS_LABELS:
            for value in getattr(self, axis):
                yield axis, value
        if self.account:
            yield "account", self.account
        for name in DAYS:
            if day := getattr(self, name):
                yield name, day.isoformat()
        for name in AMOUNTS:
            if (minor := getattr(self, name)) is not None:
                yield name, plain_amount(minor)

    def query(self, *more: tuple[str, str]) -> str:
        """The query of an address, with ``more`` after the filters."""
        return urlencode([*self.pairs(), *more])

    @property
    def sentences(self) -> list[str]:
        """What is wrong with what was typed, and what to type."""
        day, amount = (
            _("« %(typed)s » n’est pas une date qui existe : écrivez par exemple 31/10/2026."),
            _("« %(typed)s » n’est pas un montant : écrivez par exemple 1 234,50."),
        )
        return [(day if name in DAYS else amount) % {"typed": typed} for name, typed in self.invalid.items()]


def plain_amount(minor: int) -> str:
    """An amount as it can be typed again: 1234,50."""
    whole, part = divmod(abs(minor), 100)
    return f"{'-' if minor < 0 else ''}{whole},{part:02d}"


def _keys(query: QueryDict, name: str) -> tuple[str, ...]:
    found = (key for key in query.getlist(name) if key.isascii() and key.isdecimal())
    return tuple(key for key in found if len(key) <= _KEY_DIGITS_MOST)[:KEYS_MOST]


def _day(text: str) -> date | None:
    """A day as browsers send it, or as the French write it."""
    parts = text.replace(".", "/").split("/")
    try:
        if len(parts) == 3:
            day, month, year = map(int, parts)
            return date(year + 2000 if year < 100 else year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        return None

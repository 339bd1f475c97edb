"""Filters of the list of documents: the address is the filter, each criterion is one chip."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
from ecritoire.domain.wording import said_date
from ecritoire.web.shared.states import AXES, state_of

LATEST_FIRST, OLDEST_FIRST = "", "date"

TYPE_LABELS: Mapping[str, str | Promise] = {
    DocumentType.INVOICE: gettext_lazy("Facture"),
    DocumentType.CREDIT_NOTE: gettext_lazy("Avoir"),
    DocumentType.DEPOSIT_INVOICE: gettext_lazy("Facture d’acompte"),
    DocumentType.CORRECTIVE: gettext_lazy("Facture rectificative"),
    DocumentType.ORDER: gettext_lazy("Commande"),
}
# In a column, where the rest of the row says it is an invoice.
SHORT_TYPE_LABELS: Mapping[str, str | Promise] = {
    **TYPE_LABELS,
    DocumentType.DEPOSIT_INVOICE: gettext_lazy("Acompte"),
    DocumentType.CORRECTIVE: gettext_lazy("Rectif."),
}
AXIS_LABELS: Mapping[str, str | Promise] = {
    "accounting": AXES["accounting"],
    "approval": AXES["approval"],
    "payment": AXES["payment"],
    "reason": gettext_lazy("Motif"),
    "supplier": gettext_lazy("Fournisseur"),
    "type": gettext_lazy("Type"),
}
_KNOWN: Mapping[str, frozenset[str]] = {
    "accounting": frozenset(Accounting),
    "approval": frozenset(Approval),
    "payment": frozenset(PaymentState),
    "reason": frozenset(REASONS),
    "type": frozenset(DocumentType),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list shows. Within one axis any value will do; axes combine."""

    search: str = ""
    accounting: tuple[str, ...] = ()
    approval: tuple[str, ...] = ()
    payment: tuple[str, ...] = ()
    reason: tuple[str, ...] = ()
    supplier: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    sort: str = LATEST_FIRST

    @classmethod
    def of(cls, query: QueryDict) -> "Filters":
        """Read the filters of an address; what nobody knows is left aside."""
        chosen = {name: tuple(v for v in query.getlist(name) if v in known) for name, known in _KNOWN.items()}
        return cls(
            search=query.get("q", "").strip()[:100],
            supplier=tuple(key for key in query.getlist("supplier") if key.isdecimal()),
            since=_day(query.get("since", "")),
            until=_day(query.get("until", "")),
            sort=OLDEST_FIRST if query.get("sort") == OLDEST_FIRST else LATEST_FIRST,
            **chosen,
        )

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The filters as the query of an address, in one order whatever was typed."""
        if self.search:
            yield "q", self.search
        for axis in AXIS_LABELS:
            for value in getattr(self, axis):
                yield axis, value
        if self.since:
            yield "since", self.since.isoformat()
        if self.until:
            yield "until", self.until.isoformat()
        if self.sort:
            yield "sort", self.sort

    def query(self, *more: tuple[str, str]) -> str:
        """The query of an address, with ``more`` after the filters."""
        return urlencode([*self.pairs(), *more])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Chip:
    """One criterion in use; ``query`` is the address without it."""

    name: str | Promise
    value: str
    query: str
    remove_label: str


def chips_of(filters: Filters, suppliers: Mapping[str, str]) -> list[Chip]:
    """One chip for each criterion in use. ``suppliers`` names them by key."""
    chips = []
    for axis, name in AXIS_LABELS.items():
        values: Sequence[str] = getattr(filters, axis)
        if values:
            shown = value_label(axis, values[0], suppliers)
            more = f" +{len(values) - 1}" if len(values) > 1 else ""
            chips.append(_chip(name, f"{shown}{more}", _without(filters, axis)))
    if filters.since or filters.until:
        without = replace(filters, since=None, until=None)
        chips.append(_chip(_("Date de facturation"), _dates(filters), without))
    return chips


def _without(filters: Filters, axis: str) -> Filters:
    bare: dict[str, Any] = {axis: ()}
    return replace(filters, **bare)


def _chip(name: str | Promise, value: str, without: Filters) -> Chip:
    return Chip(name, value, without.query(), _("Retirer le filtre %(name)s") % {"name": name})


def _dates(filters: Filters) -> str:
    if filters.since and filters.until:
        return _("du %(since)s au %(until)s") % {
            "since": said_date(filters.since),
            "until": said_date(filters.until),
        }
    if filters.until:
        return _("jusqu’au %(until)s") % {"until": said_date(filters.until)}
    assert filters.since is not None
    return _("depuis le %(since)s") % {"since": said_date(filters.since)}


def value_label(axis: str, value: str, suppliers: Mapping[str, str]) -> str:
    """The word of one value of an axis."""
    if axis == "supplier":
        return suppliers.get(value, value)
    if axis == "reason":
        return REASONS[value].group
    return str(TYPE_LABELS[value] if axis == "type" else state_of(axis, value).label)


@dataclass(frozen=True, slots=True)
class Option:
    """One value that can be checked."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of the popover. The one in use is unfolded, accounting when none is."""

    name: str
    label: str | Promise
    has_states: bool
    unfolded: bool
    options: list[Option] = field(default_factory=list)


def axes_of(filters: Filters, suppliers: Mapping[str, str]) -> list[Axis]:
    """The axes of the popover, values checked as the filters say."""
    values: dict[str, Sequence[str]] = {
        "accounting": list(Accounting),
        "approval": list(Approval),
        "payment": list(PaymentState),
        "reason": list(REASONS),
        "supplier": list(suppliers),
        "type": list(TYPE_LABELS),
    }
    return [
        Axis(
            name=axis,
            label=label,
            has_states=axis in AXES,
            unfolded=axis == "accounting" or bool(getattr(filters, axis)),
            options=[
                Option(str(value), value_label(axis, value, suppliers), value in getattr(filters, axis))
                for value in values[axis]
            ],
        )
        for axis, label in AXIS_LABELS.items()
    ]


@dataclass(frozen=True, slots=True)
class View:
    """A named filter, shown as a tab."""

    label: str
    query: str
    current: bool


def views_of(filters: Filters) -> list[View]:
    """The views every company has."""
    named = (
        (_("Tous"), Filters()),
        (_("Non comptabilisé"), Filters(accounting=(Accounting.NOT_EXPORTED, Accounting.CHANGED_SINCE))),
        (_("En validation"), Filters(approval=(Approval.PENDING,))),
        (_("Avoirs"), Filters(type=(DocumentType.CREDIT_NOTE,))),
    )
    bare = replace(filters, sort=LATEST_FIRST, search="", since=None, until=None)
    return [View(label, view.query(), current=view.query() == bare.query()) for label, view in named]

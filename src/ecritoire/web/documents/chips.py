"""One chip for each criterion in use, each with the address without it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ecritoire.domain.reasons import REASONS
from ecritoire.domain.wording import said_amount, said_date
from ecritoire.web.documents.filters import AXIS_LABELS, Filters
from ecritoire.web.documents.rows import TYPE_LABELS
from ecritoire.web.shared.states import state_of

Names = Mapping[str, Mapping[str, str]]  # of suppliers and tags, by key, by axis


@dataclass(frozen=True, slots=True)
class Chip:
    """One criterion in use; ``query`` is the address without it."""

    name: str | Promise
    value: str
    query: str
    remove_label: str


def chips_of(filters: Filters, names: Names) -> list[Chip]:
    """One chip for each criterion in use."""
    chips = []
    for axis, name in AXIS_LABELS.items():
        values: Sequence[str] = getattr(filters, axis)
        if values:
            shown = value_label(axis, values[0], names)
            more = f" +{len(values) - 1}" if len(values) > 1 else ""
            chips.append(_chip(filters, name, f"{shown}{more}", **{axis: ()}))
    if filters.account:
        value = _("commence par %(account)s") % {"account": filters.account}
        chips.append(_chip(filters, _("Compte d’achat"), value, account=""))
    if dates := _between(filters.since, filters.until, _DAYS):
        chips.append(_chip(filters, _("Date de facturation"), dates, since=None, until=None))
    if dates := _between(filters.due_since, filters.due_until, _DAYS):
        chips.append(_chip(filters, _("Échéance"), dates, due_since=None, due_until=None))
    if amounts := _between(filters.min, filters.max, _AMOUNTS):
        chips.append(_chip(filters, _("Total TTC"), amounts, min=None, max=None))
    return chips


def _chip(filters: Filters, name: str | Promise, value: str, **without: Any) -> Chip:
    query = replace(filters, **without).query()
    return Chip(name, value, query, _("Retirer le filtre %(name)s") % {"name": name})


Words = Callable[[str, str], str]


def _days_words(low: str, high: str) -> str:
    if low and high:
        return _("du %(since)s au %(until)s") % {"since": low, "until": high}
    return _("depuis le %(since)s") % {"since": low} if low else _("jusqu’au %(until)s") % {"until": high}


def _amounts_words(low: str, high: str) -> str:
    if low and high:
        return _("de %(low)s à %(high)s") % {"low": low, "high": high}
    return _("au moins %(low)s") % {"low": low} if low else _("au plus %(high)s") % {"high": high}


_DAYS: tuple[Callable[[date], str], Words] = (said_date, _days_words)
_AMOUNTS: tuple[Callable[[int], str], Words] = (said_amount, _amounts_words)


def _between(low: Any, high: Any, written: tuple[Callable[[Any], str], Words]) -> str:  # noqa: ANN401 - days or amounts
    if low is None and high is None:
        return ""
    write, words = written
    return words("" if low is None else write(low), "" if high is None else write(high))


def value_label(axis: str, value: str, names: Names) -> str:
    """The word of one value of an axis."""
    if axis in names:
        return names[axis].get(value, value)
    if axis == "reason":
        return REASONS[value].group
    return str(TYPE_LABELS[value] if axis == "type" else state_of(axis, value).label)

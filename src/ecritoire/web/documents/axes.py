"""The popover « + de filtres »: axes with their values to check, and what is typed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecritoire.apps.desk.models import Tag
from ecritoire.apps.desk.tagging import offered_tags
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.domain.lifecycle import Accounting, Approval, PaymentState
from ecritoire.domain.reasons import REASONS
from ecritoire.web.documents.chips import Names, value_label
from ecritoire.web.documents.filters import AXIS_LABELS, DAYS, Filters, plain_amount
from ecritoire.web.documents.rows import TYPE_LABELS
from ecritoire.web.shared.states import AXES

SUPPLIERS_OFFERED = 200


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


@dataclass(frozen=True, slots=True)
class Typed:
    """A field that is typed in. ``error`` says what is wrong with its value."""

    name: str
    label: str | Promise
    type: str
    value: str
    placeholder: str = ""
    is_wrong: bool = False


@dataclass(frozen=True, slots=True)
class TypedAxis:
    """Fields that go together, unfolded when one is in use."""

    label: str | Promise
    unfolded: bool
    fields: list[Typed]


def axes_of(filters: Filters, names: Names) -> list[Axis]:
    """The axes of the popover, values checked as the filters say."""
    values: dict[str, Sequence[str]] = {
        "accounting": list(Accounting),
        "approval": list(Approval),
        "payment": list(PaymentState),
        "reason": list(REASONS),
        "type": list(TYPE_LABELS),
    }
    values.update({axis: list(named) for axis, named in names.items()})
    return [
        Axis(
            name=axis,
            label=label,
            has_states=axis in AXES,
            unfolded=axis == "accounting" or bool(getattr(filters, axis)),
            options=[
                Option(str(value), value_label(axis, value, names), value in getattr(filters, axis))
                for value in values[axis]
            ],
        )
        for axis, label in AXIS_LABELS.items()
        if values[axis]
    ]


_TYPED: tuple[tuple[str | Promise, tuple[tuple[str, str | Promise, str], ...]], ...] = (
    (
        gettext_lazy("Date de facturation"),
        (("since", gettext_lazy("Du"), "date"), ("until", gettext_lazy("Au"), "date")),
    ),
    (
        gettext_lazy("Échéance"),
        (("due_since", gettext_lazy("Du"), "date"), ("due_until", gettext_lazy("Au"), "date")),
    ),
    (
        gettext_lazy("Total TTC"),
        (("min", gettext_lazy("Au moins"), "text"), ("max", gettext_lazy("Au plus"), "text")),
    ),
    (gettext_lazy("Compte d’achat"), (("account", gettext_lazy("Commence par"), "text"),)),
)


def typed_axes(filters: Filters) -> list[TypedAxis]:
    """What is typed in the popover, with its values."""
    return [
        TypedAxis(
            label=label,
            unfolded=any(_value(filters, name) for name, *_others in fields),
            fields=[
                Typed(name, each, kind, _value(filters, name), _placeholder(name), name in filters.invalid)
                for name, each, kind in fields
            ],
        )
        for label, fields in _TYPED
    ]


def _value(filters: Filters, name: str) -> str:
    if name in filters.invalid:
        return filters.invalid[name]
    value = getattr(filters, name)
    if value is None:
        return ""
    if name in DAYS:
        return str(value.isoformat())
    return plain_amount(value) if isinstance(value, int) else str(value)


def _placeholder(name: str) -> str:
    return {"account": _("6064"), "min": _("0,00"), "max": _("1 000,00")}.get(name, "")


def names_of(filters: Filters) -> Names:
    """The suppliers and the tags that the popover offers, names by key, those chosen first."""
    chosen = Supplier.objects.filter(pk__in=filters.supplier).values_list("pk", "name")
    others = Supplier.objects.order_by("name", "pk").values_list("pk", "name")[:SUPPLIERS_OFFERED]
    tags = offered_tags()
    missing = [key for key in filters.tag if key not in tags]
    more = Tag.objects.filter(pk__in=missing).values_list("pk", "name") if missing else []
    return {
        "supplier": {str(key): name for key, name in (*chosen, *others)},
        "tag": {str(key): name for key, name in more} | tags,
    }

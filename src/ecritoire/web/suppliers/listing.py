"""One page of the list of suppliers: filters in the address, rows, the pages before and after."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Max, Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ecritoire.apps.purchases.models import Document
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.apps.suppliers.queries import CHANGED, NO_BANK, UNVERIFIED, VERIFIED, SupplierFilter, find_suppliers
from ecritoire.web.shared import words

PAGE_SIZE = 50
COUNTED_MOST = 1000
SORTS = ("name", "-name", "auxiliary", "-auxiliary")

BANK_LABELS: Mapping[str, str | Promise] = {
    CHANGED: gettext_lazy("IBAN changé"),
    UNVERIFIED: gettext_lazy("IBAN à vérifier"),
    VERIFIED: gettext_lazy("IBAN vérifié"),
    NO_BANK: gettext_lazy("Sans IBAN"),
}
BANK_TONES = {CHANGED: "bad", UNVERIFIED: "warn", VERIFIED: "ok", NO_BANK: ""}
BANK_ICONS = {CHANGED: "alert-triangle", UNVERIFIED: "clock", VERIFIED: "circle-check", NO_BANK: "credit-card"}
CHOICES: Mapping[str, Mapping[str, str | Promise]] = {
    "record": {
        "": gettext_lazy("Toutes les fiches"),
        "new": gettext_lazy("À confirmer"),
        "known": gettext_lazy("Confirmées"),
        "merged": gettext_lazy("Fusionnées"),
    },
    "bank": {"": gettext_lazy("Tous les IBAN"), **BANK_LABELS},
    "coding": {
        "": gettext_lazy("Toutes les imputations"),
        "with": gettext_lazy("Avec compte par défaut"),
        "without": gettext_lazy("Sans compte par défaut"),
    },
}
CHOICE_LABELS: Mapping[str, str | Promise] = {
    "record": gettext_lazy("Fiche"),
    "bank": gettext_lazy("Coordonnées bancaires"),
    "coding": gettext_lazy("Imputation par défaut"),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list shows, and in which order."""

    search: str = ""
    record: str = ""
    bank: str = ""
    coding: str = ""
    sort: str = "name"

    @classmethod
    def of(cls, query: QueryDict) -> "Filters":
        """Read the filters of an address; what nobody knows is left aside."""
        chosen = {name: query.get(name, "") for name in CHOICES}
        known = {name: value if value in CHOICES[name] else "" for name, value in chosen.items()}
        sort = query.get("sort", "")
        # No database takes the character zero.
        search = query.get("q", "").replace("\x00", "").strip()[:100]
        return cls(search=search, sort=sort if sort in SORTS else "name", **known)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The filters as the query of an address."""
        if self.search:
            yield "q", self.search
        for name in CHOICES:
            if value := getattr(self, name):
                yield name, value

    def query(self, *more: tuple[str, str]) -> str:
        """The query of an address: filters, order, then ``more``."""
        order = [("sort", self.sort)] if self.sort != "name" else []
        return urlencode([*self.pairs(), *order, *more])

    @property
    def is_empty(self) -> bool:
        """Whether every supplier is shown."""
        return not list(self.pairs())


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter."""

    value: str
    label: str | Promise
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter of the toolbar."""

    name: str
    label: str | Promise
    options: list[Option]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column one can sort by: what a click gives, and how it is sorted now."""

    label: str
    query: str
    aria_sort: str
    icon: str


@dataclass(frozen=True, slots=True)
class Row:
    """One supplier of the list."""

    name: str
    url: str
    siren: str
    auxiliary: str
    coding: str
    is_new: bool
    bank_label: str | Promise
    bank_tone: str
    bank_icon: str
    documents: int
    last_date: date | None


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of suppliers."""

    rows: list[Row]
    count_label: str
    previous: str
    next: str


def choices_of(filters: Filters) -> list[Choice]:
    """The filters of the toolbar with what is chosen."""
    return [
        Choice(
            name,
            CHOICE_LABELS[name],
            [Option(value, label, getattr(filters, name) == value) for value, label in values.items()],
        )
        for name, values in CHOICES.items()
    ]


def headings_of(filters: Filters) -> dict[str, Heading]:
    """The columns one can sort by."""
    return {"name": _heading(filters, "name", _("Nom")), "auxiliary": _heading(filters, "auxiliary", _("Auxiliaire"))}


def _heading(filters: Filters, name: str, label: str) -> Heading:
    is_up, is_down = filters.sort == name, filters.sort == f"-{name}"
    other = Filters(filters.search, filters.record, filters.bank, filters.coding, f"-{name}" if is_up else name)
    return Heading(
        label,
        other.query() or "sort=name",
        "ascending" if is_up else "descending" if is_down else "none",
        "arrow-up" if is_up else "arrow-down" if is_down else "",
    )


def list_suppliers(filters: Filters, query: QueryDict) -> Listing:
    """Read one page."""
    suppliers = find_suppliers(SupplierFilter(filters.search, filters.record, filters.bank, filters.coding))
    count = suppliers.order_by()[: COUNTED_MOST + 1].count()
    backwards = "before" in query
    field = filters.sort.removeprefix("-")
    field = "name_key" if field == "name" else field  # Écluse goes with E, whatever the database thinks of É
    ascending = filters.sort.startswith("-") == backwards
    value, _sep, key = query.get("before" if backwards else "after", "").replace("\x00", "").rpartition("_")
    starts = key.isdecimal() and len(key) < 18
    if starts:
        side = "gt" if ascending else "lt"
        suppliers = suppliers.filter(Q(**{f"{field}__{side}": value}) | Q(**{field: value, f"pk__{side}": int(key)}))
    found = list(suppliers.order_by(*((field, "pk") if ascending else (f"-{field}", "-pk")))[: PAGE_SIZE + 1])
    page, has_more = found[:PAGE_SIZE], len(found) > PAGE_SIZE
    if backwards:
        page = page[::-1]
    has_previous = bool(page) and (has_more if backwards else starts)
    has_next = bool(page) and (has_more or backwards)
    return Listing(
        _rows(page),
        _counted(count),
        filters.query(("before", _place(page[0], field))) if has_previous else "",
        filters.query(("after", _place(page[-1], field))) if has_next else "",
    )


def _place(supplier: Supplier, field: str) -> str:
    return f"{getattr(supplier, field)}_{supplier.pk}"


def _counted(count: int) -> str:
    if count > COUNTED_MOST:
        return _("%(count)s + fournisseurs") % {"count": words.grouped(COUNTED_MOST)}
    return ngettext("%(count)s fournisseur", "%(count)s fournisseurs", count) % {"count": words.grouped(count)}


def _rows(page: Sequence[Supplier]) -> list[Row]:
    keys = [supplier.pk for supplier in page]
    counted = (
        Document.objects.filter(supplier__in=keys)
        .order_by()
        .values("supplier")
        .annotate(n=Count("pk"), last=Max("invoice_date"))
    )
    facts: dict[int, tuple[int, date | None]] = {one["supplier"]: (one["n"], one["last"]) for one in counted}
    return [_row(supplier, *facts.get(supplier.pk, (0, None))) for supplier in page]


def _row(supplier: Supplier, documents: int, last: date | None) -> Row:
    bank = str(supplier.bank_state)  # type: ignore[attr-defined]
    coding = " · ".join(filter(None, (supplier.default_account, supplier.default_vat_code)))
    return Row(
        name=supplier.name,
        url=reverse("suppliers:record", args=[supplier.pk]),
        siren=supplier.siren,
        auxiliary=supplier.auxiliary,
        coding=coding,
        is_new=supplier.known_at is None,
        bank_label=BANK_LABELS[bank],
        bank_tone=BANK_TONES[bank],
        bank_icon=BANK_ICONS[bank],
        documents=documents,
        last_date=last,
    )

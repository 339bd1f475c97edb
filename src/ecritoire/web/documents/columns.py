"""The columns of the list: what each is called, what it says of a document, and what it is sorted by."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import BigIntegerField, Case, F, Min, OuterRef, Subquery, Value, When
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ecritoire.apps.desk.models import DocumentTag
from ecritoire.apps.purchases.models import Document, DocumentLine
from ecritoire.apps.purchases.queries import accounting_state
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.lifecycle import Accounting, Approval, PaymentState
from ecritoire.web.documents.rows import SHORT_TYPE_LABELS, TYPE_LABELS, signed

CellValue = str | int | date | None


class Kind(StrEnum):
    """How the values of a column are written and compared."""

    TEXT = "text"
    DAY = "day"
    AMOUNT = "amount"  # minor units of the document's currency
    STATE = "state"  # of the axis the column is named after
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Extras:
    """What the columns say that is not in the rows of documents, by key of the document."""

    reasons: Mapping[int, int] = field(default_factory=dict)
    tags: Mapping[int, Sequence[str]] = field(default_factory=dict)
    accounts: Mapping[int, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``sort`` is an expression over documents; ``short`` its head where there is no room."""

    label: str | Promise
    kind: Kind
    value: Callable[[Document, Extras], CellValue]
    sort: Callable[[], Any]
    short: str | Promise = ""
    sorted_as: Kind = Kind.TEXT
    nullable: bool = False


def _signed_minor(name: str) -> Any:  # noqa: ANN401 - expressions have no common type
    credit = When(type=DocumentType.CREDIT_NOTE, then=-F(name))
    return Case(credit, default=F(name), output_field=BigIntegerField())


def _rank(name: str, states: Sequence[str]) -> Any:  # noqa: ANN401 - as above
    """States in the order they follow one another."""
    return Case(*(When(**{name: state}, then=Value(rank)) for rank, state in enumerate(states)), default=Value(0))


def _of_field(name: str) -> Callable[[], Any]:
    return lambda: F(name)


def _day_of(name: str) -> Callable[[Document, Extras], CellValue]:
    def day(document: Document, _extras: Extras) -> CellValue:
        moment = getattr(document, name)
        return None if moment is None else timezone.localtime(moment).date()

    return day


def _day(label: str | Promise, name: str, *, nullable: bool = False) -> Column:
    return Column(
        label, Kind.DAY, lambda document, _: getattr(document, name), _of_field(name),
        sorted_as=Kind.DAY, nullable=nullable,
    )  # fmt: skip


def _moment(label: str | Promise, name: str) -> Column:
    return Column(label, Kind.DAY, _day_of(name), lambda: TruncDate(name), sorted_as=Kind.DAY, nullable=True)


def _amount(label: str | Promise, name: str) -> Column:
    return Column(
        label, Kind.AMOUNT, lambda document, _: signed(document, getattr(document, name)),
        lambda: _signed_minor(name), sorted_as=Kind.COUNT,
    )  # fmt: skip


def _text(label: str | Promise, value: Callable[[Document, Extras], CellValue], name: str) -> Column:
    return Column(label, Kind.TEXT, value, _of_field(name))


def _state(label: str | Promise, short: str | Promise, name: str, states: Sequence[str]) -> Column:
    return Column(
        label, Kind.STATE, lambda document, _: getattr(document, name), lambda: _rank(name, states), short,
        sorted_as=Kind.COUNT,
    )  # fmt: skip


def _first_account() -> Any:  # noqa: ANN401 - as above
    coded = DocumentLine.objects.filter(document=OuterRef("pk")).exclude(account="")
    return Subquery(coded.order_by().values("document").annotate(first=Min("account")).values("first"))


def _first_tag() -> Any:  # noqa: ANN401 - as above
    tagged = DocumentTag.objects.filter(document=OuterRef("pk")).order_by()
    return Subquery(tagged.values("document").annotate(first=Min("tag__name_key")).values("first"))


COLUMNS: Mapping[str, Column] = {
    "supplier": _text(_("Fournisseur"), lambda document, _: document.supplier.name, "supplier__name_key"),
    "number": _text(_("Numéro"), lambda document, _: document.number, "number"),
    "type": Column(
        _("Type"),
        Kind.TEXT,
        lambda document, _: str(SHORT_TYPE_LABELS[document.type]),
        lambda: _rank("type", list(TYPE_LABELS)),
        sorted_as=Kind.COUNT,
    ),
    "date": _day(_("Facture"), "invoice_date"),
    "due": _day(_("Échéance"), "due_date", nullable=True),
    "total": _amount(_("Total TTC"), "total_minor"),
    "approval": _state(_("Validation"), _("Valid."), "approval", list(Approval)),
    "payment": _state(_("Paiement"), _("Paiem."), "payment", list(PaymentState)),
    "accounting": Column(
        _("Comptabilité"),
        Kind.STATE,
        lambda document, _: accounting_state(document),
        lambda: _rank("accounting", list(Accounting)),
        _("Compta"),
        sorted_as=Kind.COUNT,
    ),
    "reasons": Column(
        _("Motifs"),
        Kind.COUNT,
        lambda document, extras: extras.reasons.get(document.pk, 0),
        _of_field("reason_count"),
        sorted_as=Kind.COUNT,
    ),
    "net": _amount(_("Total HT"), "net_minor"),
    "vat": _amount(_("TVA"), "vat_minor"),
    "to_pay": _amount(_("Net à payer"), "due_minor"),
    "currency": _text(_("Devise"), lambda document, _: document.currency, "currency"),
    "account": Column(
        _("Comptes d’achat"),
        Kind.TEXT,
        lambda document, extras: ", ".join(extras.accounts.get(document.pk, ())),
        _first_account,
        nullable=True,
    ),
    "tags": Column(
        _("Étiquettes"),
        Kind.TEXT,
        lambda document, extras: ", ".join(extras.tags.get(document.pk, ())),
        _first_tag,
        nullable=True,
    ),
    "auxiliary": _text(_("Compte auxiliaire"), lambda document, _: document.supplier.auxiliary, "supplier__auxiliary"),
    "order": _text(_("Commande"), lambda document, _: document.order_reference, "order_reference"),
    "entry_date": _day(_("Comptabilisée au"), "entry_date"),
    "period_end": _day(_("Fin de période"), "period_end", nullable=True),
    "imported": _moment(_("Reçue le"), "imported_at"),
    "controlled": _moment(_("Contrôlée le"), "controlled_at"),
}
DEFAULT_COLUMNS = tuple(COLUMNS)[:10]
ALWAYS = "supplier"  # the cell that opens the row


def known_columns(names: Sequence[str]) -> tuple[str, ...]:
    """Names of columns that there are, each once, with the one that is always there."""
    wanted = tuple(dict.fromkeys(name for name in names if name in COLUMNS))
    return wanted if not wanted or ALWAYS in wanted else (ALWAYS, *wanted)

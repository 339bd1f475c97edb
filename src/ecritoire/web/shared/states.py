"""The word, the shape and the tone of each state, on its own axis (never merged)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecritoire.domain.lifecycle import Accounting, Approval, ExportState, PaymentState

STATES_SPRITE = "ecritoire/states.svg"
ICONS_SPRITE = "vendor/tabler-icons/sprite.svg"


@dataclass(frozen=True, slots=True)
class State:
    """How one state is shown. ``tone`` is empty (neutral), info, ok, warn or bad."""

    label: str | Promise
    tone: str
    sprite: str
    symbol: str


_LABELS: dict[str, dict[str, tuple[str | Promise, str]]] = {
    "approval": {
        Approval.NONE: (_("Sans validation"), ""),
        Approval.PENDING: (_("En validation"), "info"),
        Approval.APPROVED: (_("Validée"), "ok"),
        Approval.REFUSED: (_("Validation refusée"), "bad"),
    },
    "payment": {
        PaymentState.TO_PAY: (_("À payer"), ""),
        PaymentState.PREPARED: (_("Paiement à exécuter"), "info"),
        PaymentState.SCHEDULED: (_("Planifié"), "info"),
        PaymentState.SENT: (_("En cours"), "info"),
        PaymentState.PARTLY_PAID: (_("Solde à payer"), "warn"),
        PaymentState.PAID: (_("Payé"), "ok"),
        PaymentState.PAID_OUTSIDE: (_("Payé hors Écritoire"), ""),
        PaymentState.REJECTED: (_("Paiement rejeté"), "bad"),
    },
    "accounting": {
        Accounting.NOT_EXPORTED: (_("Non comptabilisé"), ""),
        Accounting.EXPORTED: (_("Comptabilisé"), "ok"),
        Accounting.CHANGED_SINCE: (_("Modifié depuis l’export"), "warn"),
        Accounting.HELD_BACK: (_("Hors export"), ""),
    },
}

_EXPORTS: dict[str, State] = {
    ExportState.CREATED: State(pgettext_lazy("export", "Créé"), "info", ICONS_SPRITE, "file-export"),
    ExportState.DOWNLOADED: State(pgettext_lazy("export", "Téléchargé"), "", ICONS_SPRITE, "download"),
    ExportState.ACKNOWLEDGED: State(pgettext_lazy("export", "Accusé reçu"), "ok", ICONS_SPRITE, "circle-check"),
    ExportState.CANCELLED: State(pgettext_lazy("export", "Annulé"), "bad", ICONS_SPRITE, "ban"),
}

AXES: dict[str, str | Promise] = {
    "approval": _("Validation"),
    "payment": _("Paiement"),
    "accounting": _("Comptabilité"),
}


def state_of(axis: str, value: str) -> State:
    """How the state ``value`` of ``axis`` (approval, payment, accounting, export) is shown."""
    if axis == "export":
        return _EXPORTS[value]
    label, tone = _LABELS[axis][value]
    return State(label, tone, STATES_SPRITE, f"{axis}-{value}")


def choices_of(axis: str) -> list[tuple[str, str | Promise]]:
    """The states of an axis with their words, in the order they follow one another."""
    return [(str(value), label) for value, (label, _tone) in _LABELS[axis].items()]

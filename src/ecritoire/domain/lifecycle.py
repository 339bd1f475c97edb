"""States of a document on its three independent axes, and of an export, with their words and the moves allowed.

Each axis is a table of moves: from which states, to which state. Whoever stores a state applies a move by one
conditional update (``WHERE state IN allowed_from(action)``), so that two people at once cannot both make it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar, overload

from ecritoire.domain.language import sentence


class Approval(StrEnum):
    """Validation."""

    NONE = "none"
    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"


class PaymentState(StrEnum):
    """Paiement."""

    TO_PAY = "to_pay"
    PREPARED = "prepared"
    SCHEDULED = "scheduled"
    SENT = "sent"
    PARTLY_PAID = "partly_paid"
    PAID = "paid"
    PAID_OUTSIDE = "paid_outside"
    REJECTED = "rejected"


class Accounting(StrEnum):
    """Comptabilité."""

    NOT_EXPORTED = "not_exported"
    EXPORTED = "exported"
    CHANGED_SINCE = "changed_since"
    HELD_BACK = "held_back"


class ExportState(StrEnum):
    """Export comptable."""

    CREATED = "created"
    DOWNLOADED = "downloaded"
    ACKNOWLEDGED = "acknowledged"
    CANCELLED = "cancelled"


class DeliveryState(StrEnum):
    """Envoi d’une écriture à une connexion."""

    READY = "ready"
    SENDING = "sending"
    SENT = "in_doubt"  # the target may have it; nobody knows before it is looked for
    RECEIVED = "received"
    BOOKED = "booked"
    REFUSED = "declined"
    HANDLED = "handled"


State = Approval | PaymentState | Accounting | ExportState | DeliveryState

# The French word of each state, to be said (``domain.language``) where it is shown.
LABELS: Mapping[State, str] = {
    Approval.NONE: sentence("Sans validation"),
    Approval.PENDING: sentence("En validation"),
    Approval.APPROVED: sentence("Validée"),
    Approval.REFUSED: sentence("Validation refusée"),
    PaymentState.TO_PAY: sentence("À payer"),
    PaymentState.PREPARED: sentence("Paiement à exécuter"),
    PaymentState.SCHEDULED: sentence("Planifié"),
    PaymentState.SENT: sentence("En cours"),
    PaymentState.PARTLY_PAID: sentence("Solde à payer"),
    PaymentState.PAID: sentence("Payé"),
    PaymentState.PAID_OUTSIDE: sentence("Payé hors Écritoire"),
    PaymentState.REJECTED: sentence("Paiement rejeté"),
    Accounting.NOT_EXPORTED: sentence("Non comptabilisé"),
    Accounting.EXPORTED: sentence("Comptabilisé"),
    Accounting.CHANGED_SINCE: sentence("Modifié depuis l’export"),
    Accounting.HELD_BACK: sentence("Hors export"),
    ExportState.CREATED: sentence("Créé"),
    ExportState.DOWNLOADED: sentence("Téléchargé"),
    ExportState.ACKNOWLEDGED: sentence("Accusé reçu"),
    ExportState.CANCELLED: sentence("Annulé"),
    DeliveryState.READY: sentence("Prêt"),
    DeliveryState.SENDING: sentence("Envoi en cours"),
    DeliveryState.SENT: sentence("Envoyé"),
    DeliveryState.RECEIVED: sentence("Reçu"),
    DeliveryState.BOOKED: sentence("Comptabilisé chez le destinataire"),
    DeliveryState.REFUSED: sentence("Refusé"),
    DeliveryState.HANDLED: sentence("Traité à la main"),
}


class ApprovalAction(StrEnum):
    """What changes the approval of a document."""

    ASK = "ask_approval"
    APPROVE = "approve"
    REFUSE = "refuse"
    WITHDRAW = "withdraw_approval"  # whoever asked takes the question back
    REOPEN = "reopen_approval"  # the document changed after the answer: the answer was to another document


class PaymentAction(StrEnum):
    """What changes the payment of a document."""

    PREPARE = "prepare_payment"
    SCHEDULE = "schedule_payment"
    SEND = "send_payment"
    ABANDON = "abandon_payment"  # nothing had been paid
    ABANDON_REST = "abandon_rest"  # a part had been paid
    SETTLE = "settle"
    SETTLE_PARTLY = "settle_partly"
    REJECT = "reject_payment"  # refused by the bank (pain.002), or returned after booking
    RECORD_OUTSIDE = "record_outside"
    UNDO_OUTSIDE = "undo_outside"


class AccountingAction(StrEnum):
    """What changes the accounting of a document."""

    EXPORT = "export"
    CHANGE = "change"  # edited after an export: reversed and replaced, both pending
    CANCEL_EXPORT = "cancel_export"
    HOLD_BACK = "hold_back"
    RELEASE = "release"


class ExportAction(StrEnum):
    """What changes the state of an export."""

    DOWNLOAD = "download"
    ACKNOWLEDGE = "acknowledge"
    CANCEL = "cancel"


class DeliveryAction(StrEnum):
    """What changes the state of a delivery."""

    TAKE = "take"  # a worker has it
    PUT_BACK = "put_back"  # it surely did not arrive
    DOUBT = "doubt"
    RECEIVE = "receive"
    BOOK = "book"
    REFUSE = "refuse"
    RESEND = "resend"
    HANDLE = "handle"


S = TypeVar("S", Approval, PaymentState, Accounting, ExportState, DeliveryState)


@dataclass(frozen=True, slots=True)
class Move(Generic[S]):
    """From any of some states to one."""

    sources: frozenset[S]
    target: S


def _move(target: S, *sources: S) -> Move[S]:
    return Move(frozenset(sources), target)


_A, _P, _C, _E, _D = Approval, PaymentState, Accounting, ExportState, DeliveryState
_UNSETTLED = (_P.TO_PAY, _P.PREPARED, _P.SCHEDULED, _P.SENT, _P.PARTLY_PAID, _P.REJECTED)

APPROVAL_MOVES: Mapping[ApprovalAction, Move[Approval]] = {
    ApprovalAction.ASK: _move(_A.PENDING, _A.NONE, _A.REFUSED),
    ApprovalAction.APPROVE: _move(_A.APPROVED, _A.PENDING),
    ApprovalAction.REFUSE: _move(_A.REFUSED, _A.PENDING),
    ApprovalAction.WITHDRAW: _move(_A.NONE, _A.PENDING),
    ApprovalAction.REOPEN: _move(_A.PENDING, _A.APPROVED, _A.REFUSED),
}

# A payment may be recorded as the bank made it (a direct debit, a transfer by hand) without having been prepared here.
PAYMENT_MOVES: Mapping[PaymentAction, Move[PaymentState]] = {
    PaymentAction.PREPARE: _move(_P.PREPARED, _P.TO_PAY, _P.PARTLY_PAID, _P.REJECTED),
    PaymentAction.SCHEDULE: _move(_P.SCHEDULED, _P.PREPARED),
    PaymentAction.SEND: _move(_P.SENT, _P.PREPARED, _P.SCHEDULED),
    PaymentAction.ABANDON: _move(_P.TO_PAY, _P.PREPARED, _P.SCHEDULED, _P.REJECTED),
    PaymentAction.ABANDON_REST: _move(_P.PARTLY_PAID, _P.PREPARED, _P.SCHEDULED, _P.REJECTED),
    PaymentAction.SETTLE: _move(_P.PAID, *_UNSETTLED),
    PaymentAction.SETTLE_PARTLY: _move(_P.PARTLY_PAID, *_UNSETTLED),
    PaymentAction.REJECT: _move(_P.REJECTED, _P.SCHEDULED, _P.SENT, _P.PAID, _P.PARTLY_PAID),
    PaymentAction.RECORD_OUTSIDE: _move(_P.PAID_OUTSIDE, _P.TO_PAY, _P.PREPARED, _P.PARTLY_PAID, _P.REJECTED),
    PaymentAction.UNDO_OUTSIDE: _move(_P.TO_PAY, _P.PAID_OUTSIDE),
}

ACCOUNTING_MOVES: Mapping[AccountingAction, Move[Accounting]] = {
    AccountingAction.EXPORT: _move(_C.EXPORTED, _C.NOT_EXPORTED, _C.CHANGED_SINCE),
    AccountingAction.CHANGE: _move(_C.CHANGED_SINCE, _C.EXPORTED),
    AccountingAction.CANCEL_EXPORT: _move(_C.NOT_EXPORTED, _C.EXPORTED, _C.CHANGED_SINCE),
    AccountingAction.HOLD_BACK: _move(_C.HELD_BACK, _C.NOT_EXPORTED),
    AccountingAction.RELEASE: _move(_C.NOT_EXPORTED, _C.HELD_BACK),
}

# Acknowledged is the end: the target has the entries, so they can only be reversed there and here.
EXPORT_MOVES: Mapping[ExportAction, Move[ExportState]] = {
    ExportAction.DOWNLOAD: _move(_E.DOWNLOADED, _E.CREATED, _E.DOWNLOADED),
    ExportAction.ACKNOWLEDGE: _move(_E.ACKNOWLEDGED, _E.CREATED, _E.DOWNLOADED),
    ExportAction.CANCEL: _move(_E.CANCELLED, _E.CREATED, _E.DOWNLOADED),
}

# Taken from « Envoi en cours » too, when the lease of whoever was sending ran out. What may have arrived is only ever
# looked for first; what a person handled, and what is in the target's books, is never touched again.
DELIVERY_MOVES: Mapping[DeliveryAction, Move[DeliveryState]] = {
    DeliveryAction.TAKE: _move(_D.SENDING, _D.READY, _D.SENT, _D.RECEIVED, _D.SENDING),
    DeliveryAction.PUT_BACK: _move(_D.READY, _D.SENDING),
    DeliveryAction.DOUBT: _move(_D.SENT, _D.SENDING),
    DeliveryAction.RECEIVE: _move(_D.RECEIVED, _D.SENDING),
    DeliveryAction.BOOK: _move(_D.BOOKED, _D.SENDING),
    DeliveryAction.REFUSE: _move(_D.REFUSED, _D.SENDING),
    DeliveryAction.RESEND: _move(_D.SENT, _D.REFUSED),
    DeliveryAction.HANDLE: _move(_D.HANDLED, _D.READY, _D.SENT, _D.RECEIVED, _D.REFUSED),
}


@overload
def move_of(action: ApprovalAction) -> Move[Approval]: ...
@overload
def move_of(action: PaymentAction) -> Move[PaymentState]: ...
@overload
def move_of(action: AccountingAction) -> Move[Accounting]: ...
@overload
def move_of(action: ExportAction) -> Move[ExportState]: ...
@overload
def move_of(action: DeliveryAction) -> Move[DeliveryState]: ...


def move_of(
    action: ApprovalAction | PaymentAction | AccountingAction | ExportAction | DeliveryAction,
) -> Move[Approval] | Move[PaymentState] | Move[Accounting] | Move[ExportState] | Move[DeliveryState]:
    """The move an action makes on its axis."""
    match action:
        case ApprovalAction():
            return APPROVAL_MOVES[action]
        case PaymentAction():
            return PAYMENT_MOVES[action]
        case AccountingAction():
            return ACCOUNTING_MOVES[action]
        case ExportAction():
            return EXPORT_MOVES[action]
        case DeliveryAction():
            return DELIVERY_MOVES[action]


@overload
def allowed_from(action: ApprovalAction) -> frozenset[Approval]: ...
@overload
def allowed_from(action: PaymentAction) -> frozenset[PaymentState]: ...
@overload
def allowed_from(action: AccountingAction) -> frozenset[Accounting]: ...
@overload
def allowed_from(action: ExportAction) -> frozenset[ExportState]: ...
@overload
def allowed_from(action: DeliveryAction) -> frozenset[DeliveryState]: ...


def allowed_from(
    action: ApprovalAction | PaymentAction | AccountingAction | ExportAction | DeliveryAction,
) -> (
    frozenset[Approval]
    | frozenset[PaymentState]
    | frozenset[Accounting]
    | frozenset[ExportState]
    | frozenset[DeliveryState]
):
    """The states from which an action may be taken."""
    return move_of(action).sources

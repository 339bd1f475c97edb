"""What of a document is paid, what is left, and the state that follows."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Protocol

from django.db.models import Sum

from ecritoire.apps.payments.models import Allocation
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.language import say
from ecritoire.domain.lifecycle import LABELS, PaymentAction, PaymentState, move_of


class PaymentMoveError(EcritoireError):
    """The payment of the document is not in a state from which this can be done."""

    code = "payment_not_possible"
    template = "Le paiement de %(number)s est « %(state)s » : ce n’est possible que depuis « %(needed)s »."


class Payable(Protocol):
    """What paying needs to know of a document; amounts in minor units of its currency, positive for a credit note."""

    @property
    def supplier(self) -> Supplier:
        """Whom it pays."""
        ...

    @property
    def number(self) -> str:
        """The supplier's number."""
        ...

    @property
    def type(self) -> str:
        """See ``domain.invoice.DocumentType``."""
        ...

    @property
    def currency(self) -> str:
        """Of its amounts."""
        ...

    @property
    def rate(self) -> Decimal | None:
        """Units of its currency for one of the company's, where they differ."""
        ...

    @property
    def due_minor(self) -> int:
        """What is to be paid (BT-115)."""
        ...


def sign_of(document: Payable) -> int:
    """-1 for a credit note, which a payment takes off; 1 for everything else."""
    return -1 if document.type == DocumentType.CREDIT_NOTE else 1


def paid_minor(document: Document, *, executed_only: bool = False) -> int:
    """What payments settle of a document, in its currency, positive for a credit note too.

    Payments that are planned count, since their amount is no longer free, unless ``executed_only``.
    """
    allocations = Allocation.objects.filter(document=document).exclude(payment__state=PaymentState.REJECTED)
    if executed_only:
        allocations = allocations.filter(payment__state=PaymentState.PAID)
    total = allocations.aggregate(total=Sum("amount_minor"))["total"]
    return sign_of(document) * int(total or 0)


def left_minor(document: Document, *, executed_only: bool = False) -> int:
    """What is left to pay of a document, in its currency, advances on its order taken off.

    An advance that the sender took off the amount due already (BT-113) is not taken off twice.
    """
    advance = paid_minor(document.order, executed_only=executed_only) if document.order is not None else 0
    unstated = max(advance - document.prepaid_minor, 0)
    return document.due_minor - unstated - paid_minor(document, executed_only=executed_only)


def paid_before_minor(document: Document) -> int:
    """What the sender says was paid before the document came, while nobody said how.

    A card at the counter: its day, and whether it belongs in the bank journal, are still to be recorded.
    """
    explained = document.due_minor != 0 or document.settled_deposits.exists()
    return 0 if explained else document.prepaid_minor


def move(document: Document, actions: Iterable[PaymentAction]) -> None:
    """Make moves of the payment lifecycle, each on condition that it starts from where it may.

    Raises:
        PaymentMoveError: it does not.
    """
    for action in actions:
        step = move_of(action)
        if not Document.objects.filter(pk=document.pk, payment__in=step.sources).update(payment=step.target):
            raise PaymentMoveError(
                number=document.number,
                state=say(LABELS[PaymentState(document.payment)]),
                needed=say(" » ou « ").join(sorted(say(LABELS[state]) for state in step.sources)),
            )
        document.payment = step.target


def settle(document: Document, *, outside: bool = False) -> None:
    """Set the state of a document after a payment: paid once nothing is left, else partly paid."""
    if document.payment == PaymentState.PAID_OUTSIDE:
        if outside:
            return  # its sender said so already; now the day is known too
        move(document, [PaymentAction.UNDO_OUTSIDE])
    move(document, [action_for(left_minor(document, executed_only=True), outside=outside)])


def action_for(left_minor: int, *, outside: bool) -> PaymentAction:
    """What a payment does to a document of which it leaves ``left_minor`` to pay."""
    if left_minor > 0:
        return PaymentAction.SETTLE_PARTLY
    return PaymentAction.RECORD_OUTSIDE if outside else PaymentAction.SETTLE

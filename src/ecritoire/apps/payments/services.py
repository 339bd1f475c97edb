"""Payments: recorded as the bank made them, planned then executed, or noted as made outside Écritoire.

A payment settles one or several documents of one currency. A credit note is taken off, whatever the sign its amount is
given with. Executed here, it has a bank entry; made outside, it never has one.
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from ecritoire.apps import clock
from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.models import Journal
from ecritoire.apps.ledger.services import journal_for
from ecritoire.apps.payments import refusals
from ecritoire.apps.payments.attaching import refresh_advances
from ecritoire.apps.payments.models import Allocation, Payment
from ecritoire.apps.payments.posting import post_executed
from ecritoire.apps.payments.settling import move, settle, sign_of
from ecritoire.apps.purchases.locking import lock_document
from ecritoire.apps.purchases.models import Document
from ecritoire.domain.entries import JournalType
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.language import say
from ecritoire.domain.lifecycle import LABELS, PaymentAction, PaymentState

Wanted = Sequence[tuple[Document, int | None]]  # documents, and how much of each; None: what is left
REFERENCE_LENGTH = 100
EXECUTABLE = (PaymentState.PREPARED, PaymentState.SCHEDULED, PaymentState.SENT)


class PaymentNotExecutableError(EcritoireError):
    """The payment was executed already, or rejected."""

    code = "payment_not_executable"
    template = "Le paiement %(reference)s est « %(state)s » : seul un paiement prévu s’exécute."


@transaction.atomic
def record_payment(
    company: Company,
    *,
    allocations: Wanted,
    on: date,
    actor: str,
    outside: bool = False,
    journal: Journal | None = None,
    paid_minor: int | None = None,
    reference: str = "",
) -> Payment:
    """Record a payment that was made.

    Args:
        company: the company in scope.
        allocations: the documents it settles, and how much of each in its currency; ``None``: what is left.
        on: when the bank executed it.
        actor: who records it.
        outside: made outside Écritoire: noted, never in the bank journal.
        journal: the bank journal, when not the company's first.
        paid_minor: what left the bank account in the company's currency, for a payment in another. Without it and
            without the rate of the day, the payment waits for the rate to have its entry.
        reference: of the bank; the numbers of the documents when empty.

    Raises:
        EcritoireError: see ``refusals.check`` and ``refusals.resolve``.
    """
    locked = _lock(allocations)
    refusals.check(company, locked, outside=outside, paid_minor=paid_minor)
    amounts = refusals.resolve(locked)
    payment = _create(company, amounts, on=on, actor=actor, journal=journal, reference=reference)
    payment.state, payment.is_outside, payment.paid_minor = PaymentState.PAID, outside, paid_minor
    payment.save(update_fields=["state", "is_outside", "paid_minor"])
    _execute(payment, [document for document, _ in amounts])
    action = "record_payment_outside" if outside else "record_payment"
    record(actor=actor, action=action, subject=payment, on=on, amount_minor=payment.amount_minor)
    return payment


@transaction.atomic
def schedule_payment(
    company: Company,
    *,
    allocations: Wanted,
    on: date,
    actor: str,
    journal: Journal | None = None,
    reference: str = "",
) -> Payment:
    """Plan a payment for a day; nothing is booked before it is executed.

    Raises:
        EcritoireError: see ``refusals.check`` and ``refusals.resolve``.
    """
    locked = _lock(allocations)
    refusals.check(company, locked, outside=False, paid_minor=None)
    amounts = refusals.resolve(locked)
    payment = _create(company, amounts, on=on, actor=actor, journal=journal, reference=reference)
    for document, _ in amounts:
        move(document, [PaymentAction.PREPARE, PaymentAction.SCHEDULE])
    record(actor=actor, action="schedule_payment", subject=payment, on=on, amount_minor=payment.amount_minor)
    return payment


@transaction.atomic
def execute_payment(payment: Payment, *, on: date, actor: str, paid_minor: int | None = None) -> Payment:
    """Note that the bank executed a planned payment, and book it.

    Raises:
        PaymentNotExecutableError: it is not planned any more.
    """
    payment = Payment.objects.select_for_update(of=("self",)).select_related("company", "journal").get(pk=payment.pk)
    if payment.state not in EXECUTABLE:
        state = say(LABELS[PaymentState(payment.state)])
        raise PaymentNotExecutableError(reference=payment.reference, state=state)
    documents = [document for document, _ in _lock([(row.document, None) for row in _allocations(payment)])]
    payment.state, payment.paid_on, payment.paid_minor = PaymentState.PAID, on, paid_minor
    payment.save(update_fields=["state", "paid_on", "paid_minor"])
    _execute(payment, documents)
    record(actor=actor, action="execute_payment", subject=payment, on=on, amount_minor=payment.amount_minor)
    return payment


def _allocations(payment: Payment) -> list[Allocation]:
    return list(payment.allocations.select_related("document").order_by("document_id"))


def _lock(allocations: Wanted) -> list[tuple[Document, int | None]]:
    """Lock the documents, always in the same order, so that two payments never wait for one another."""
    ordered = sorted(allocations, key=lambda wanted: int(wanted[0].pk))
    return [(lock_document(document), amount) for document, amount in ordered]


def _create(
    company: Company,
    amounts: Sequence[tuple[Document, int]],
    *,
    on: date,
    actor: str,
    journal: Journal | None,
    reference: str,
) -> Payment:
    """A planned payment with its allocations, credit notes below zero."""
    journal = journal or journal_for(JournalType.BANK)
    refusals.check_journal(journal)
    signed = [(document, sign_of(document) * amount) for document, amount in amounts]
    payment = Payment.objects.create(
        company=company,
        journal=journal,
        state=PaymentState.SCHEDULED,
        paid_on=on,
        amount_minor=sum(amount for _, amount in signed),
        currency=amounts[0][0].currency,
        reference=(reference or ", ".join(document.number for document, _ in amounts))[:REFERENCE_LENGTH],
        recorded_at=clock.now(),
        recorded_by=actor,
    )
    Allocation.objects.bulk_create(
        Allocation(company=company, payment=payment, document=document, amount_minor=amount)
        for document, amount in signed
    )
    return payment


def _execute(payment: Payment, documents: Sequence[Document]) -> None:
    """Book an executed payment, and let its documents know."""
    post_executed(payment)
    for document in documents:
        settle(document, outside=payment.is_outside)
        if document.type == DocumentType.ORDER:
            refresh_advances(document)

"""Attaching the final invoice to an order: the advances paid on it count, and the invoice's entry clears them."""

from django.db import transaction

from ecritoire.apps.audit.services import record
from ecritoire.apps.payments.models import Allocation
from ecritoire.apps.payments.posting import advance_account, book_amounts
from ecritoire.apps.payments.settling import paid_minor, settle
from ecritoire.apps.purchases.locking import lock_by_key, lock_document
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.purchases.posting import books_of, refresh_posting
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.lifecycle import PaymentState


class NotAnOrderError(EcritoireError):
    """Only an order has a final invoice."""

    code = "not_an_order"
    template = "%(number)s n’est pas une commande : on ne peut pas lui joindre de facture."


class NotAFinalInvoiceError(EcritoireError):
    """Only an invoice settles an order."""

    code = "not_a_final_invoice"
    template = (
        "%(number)s ne peut pas solder une commande : il faut une facture, non un avoir, un acompte ou une commande."
    )


class AttachmentMismatchError(EcritoireError):
    """Order and invoice are not of one supplier and one currency."""

    code = "attachment_mismatch"
    template = (
        "La commande %(order)s (%(order_supplier)s, %(order_currency)s) et la facture %(invoice)s "
        "(%(supplier)s, %(currency)s) ne sont pas du même fournisseur et de la même devise."
    )


class AttachedAlreadyError(EcritoireError):
    """One of the two has its other half already."""

    code = "attached_already"
    template = "La commande %(order)s et la facture %(invoice)s sont déjà jointes."


class OtherAttachmentError(EcritoireError):
    """One of the two is attached to something else."""

    code = "attached_elsewhere"
    template = "%(number)s est déjà jointe à %(other)s."


@transaction.atomic
def attach_final_invoice(order: Document, invoice: Document, *, actor: str) -> Document:
    """Say that an invoice settles an order, and return the invoice.

    What was paid on the order is taken off what is left to pay. Its bank entries stay on the deposit account (4091);
    the entry of the invoice credits that account and owes the supplier so much less, so that the advance is cleared
    once. No VAT moves: an order has none.

    Raises:
        NotAnOrderError, NotAFinalInvoiceError, AttachmentMismatchError: the two do not go together.
        AttachedAlreadyError, OtherAttachmentError: one of them is attached already.
    """
    order, invoice = lock_document(order), lock_document(invoice)
    _check(order, invoice)
    invoice.order = order
    invoice.save(update_fields=["order"])
    record(actor=actor, action="attach_final_invoice", subject=invoice, order=order.number)
    _take_advances(invoice, order)
    return invoice


def refresh_advances(order: Document) -> None:
    """Take a payment on an order over to its final invoice, if that has arrived."""
    key = order.final_invoices.values_list("pk", flat=True).first()
    if key is not None:
        _take_advances(lock_by_key(key), order)


def _check(order: Document, invoice: Document) -> None:
    if order.type != DocumentType.ORDER:
        raise NotAnOrderError(number=order.number)
    if invoice.type not in {DocumentType.INVOICE, DocumentType.CORRECTIVE}:
        raise NotAFinalInvoiceError(number=invoice.number)
    if invoice.order_id == order.pk:
        raise AttachedAlreadyError(order=order.number, invoice=invoice.number)
    if invoice.order is not None:
        raise OtherAttachmentError(number=invoice.number, other=invoice.order.number)
    other = order.final_invoices.first()
    if other is not None:
        raise OtherAttachmentError(number=order.number, other=other.number)
    if (order.supplier_id, order.currency) != (invoice.supplier_id, invoice.currency):
        raise AttachmentMismatchError(
            order=order.number,
            order_supplier=order.supplier.name,
            order_currency=order.currency,
            invoice=invoice.number,
            supplier=invoice.supplier.name,
            currency=invoice.currency,
        )


def _take_advances(invoice: Document, order: Document) -> None:
    invoice.advance_minor = paid_minor(order, executed_only=True)
    invoice.advance_book_minor = _booked_on_deposit_account(order)
    invoice.save(update_fields=["advance_minor", "advance_book_minor"])
    refresh_posting(invoice)
    if invoice.advance_minor:
        settle(invoice)


def _booked_on_deposit_account(order: Document) -> int:
    """What the bank entries of payments on an order have on the deposit account, in the company's currency."""
    books = books_of(order.company)
    if advance_account(books) != books.accounts.deposit:
        return 0
    total = 0
    for allocation in Allocation.objects.filter(document=order, payment__entry__isnull=False).select_related("payment"):
        assert allocation.payment.state == PaymentState.PAID, "what has an entry was executed"
        rows = list(allocation.payment.allocations.order_by("pk"))
        amounts = dict(zip((row.pk for row in rows), book_amounts(allocation.payment, rows), strict=True))
        total += amounts[allocation.pk]
    return total

"""Posting of a payment to the bank journal."""

from collections.abc import Sequence

from ecritoire.domain.entries import Entry, JournalType, Line, line_on_side
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.posting.model import PendingVat, PostingAccounts, PostingPayment, SettledDocument


class PaymentMismatchError(EcritoireError):
    """A payment in the company's currency is not the sum of what it settles."""

    code = "payment_mismatch"
    template = (
        "Le paiement %(reference)s (%(paid_minor)s centimes) ne correspond pas aux documents qu’il règle "
        "(%(settled_minor)s centimes) : répartissez-le en entier, un écart n’est admis qu’en devise."
    )


def post_payment(payment: PostingPayment, accounts: PostingAccounts) -> Entry:
    """The bank entry of a payment: the suppliers it settles, the bank, the exchange difference, the VAT it frees.

    One line for each settled document, so that each can be lettered; one line of the bank for all. Credit notes netted
    inside and refunds received are on the other side. An exchange difference on a trade debt goes to 656 or 756 (ANC
    2014-03 since 2017). Tax on payment becomes deductible in proportion to what is paid (CGI art. 269-2 and 271).

    Raises:
        PaymentMismatchError: without any foreign currency, what was paid is not the sum of what is settled.
        InvalidEntryError: the payment settles nothing.
    """
    is_foreign = bool(payment.currency)
    lines = [
        line_on_side(
            settled.account,
            settled.amount_minor,
            label=f"{settled.supplier_name} {settled.number}".strip(),
            auxiliary=_auxiliary(settled, accounts),
            currency_minor=settled.currency_minor if is_foreign else None,
        )
        for settled in payment.settled
    ]
    lines.append(
        line_on_side(
            payment.bank_account,
            -payment.paid_minor,
            label=payment.label,
            currency_minor=_currency_minor(payment) if is_foreign else None,
        )
    )
    lines.append(_exchange_difference(payment, accounts))
    for settled in payment.settled:
        lines.extend(_freed_vat(settled))
    return Entry(
        journal=JournalType.BANK,
        date=payment.date,
        document_date=payment.date,
        reference=payment.reference,
        label=payment.label,
        lines=tuple(line for line in lines if line),
        currency=payment.currency,
    )


def _auxiliary(settled: SettledDocument, accounts: PostingAccounts) -> str:
    """An advance is not on a collective account, so it has no auxiliary, here or where a document clears it."""
    return "" if settled.account in {accounts.deposit, accounts.asset_deposit} else settled.auxiliary


def _currency_minor(payment: PostingPayment) -> int | None:
    total_minor = 0
    for settled in payment.settled:
        if settled.currency_minor is None:
            return None
        total_minor += settled.currency_minor
    return total_minor


def _exchange_difference(payment: PostingPayment, accounts: PostingAccounts) -> Line | None:
    settled_minor = sum(settled.amount_minor for settled in payment.settled)
    loss_minor = payment.paid_minor - settled_minor
    if not loss_minor:
        return None
    if not payment.currency and all(settled.currency_minor is None for settled in payment.settled):
        raise PaymentMismatchError(
            reference=payment.reference, paid_minor=payment.paid_minor, settled_minor=settled_minor
        )
    account = accounts.exchange_loss if loss_minor > 0 else accounts.exchange_gain
    return line_on_side(account, loss_minor, label=payment.label)


def _freed_vat(settled: SettledDocument) -> list[Line | None]:
    label = f"{settled.supplier_name} {settled.number}".strip()
    pending_vat = settled.pending_vat
    if settled.document_minor is not None:
        pending_vat = pending_vat_share(
            pending_vat, settled.document_minor, settled.settled_before_minor, settled.amount_minor
        )
    lines = []
    for pending in pending_vat:
        lines.append(line_on_side(pending.account, pending.vat_minor, label=label))
        lines.append(line_on_side(pending.pending_account, -pending.vat_minor, label=label))
    return lines


def pending_vat_share(
    pending_vat: Sequence[PendingVat], document_minor: int, settled_before_minor: int, settled_minor: int
) -> tuple[PendingVat, ...]:
    """What one payment frees of a document's pending VAT, in proportion to what it settles.

    Each payment frees what is due up to and including it less what was due before it, so that the parts of several
    payments add up to the whole, to the cent. All amounts are in the company's currency and have the document's sign.

    Args:
        pending_vat: of the whole document.
        document_minor: what the document's own entry owes the supplier.
        settled_before_minor: the part of it that earlier payments settled.
        settled_minor: the part of it that this payment settles.
    """
    return tuple(
        PendingVat(
            pending.pending_account,
            pending.account,
            _part(pending.vat_minor, settled_before_minor + settled_minor, document_minor)
            - _part(pending.vat_minor, settled_before_minor, document_minor),
        )
        for pending in pending_vat
    )


def _part(vat_minor: int, settled_minor: int, document_minor: int) -> int:
    """Half up, never more than the whole; a document of nothing frees its tax with its first payment."""
    if document_minor == 0:
        return vat_minor if settled_minor else 0
    whole = abs(document_minor)
    settled = min(max(settled_minor if document_minor > 0 else -settled_minor, 0), whole)
    part = (2 * abs(vat_minor) * settled + whole) // (2 * whole)
    return part if vat_minor >= 0 else -part

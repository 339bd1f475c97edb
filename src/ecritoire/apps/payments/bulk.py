"""Taking over the documents of another software: recorded, posted and paid by the thousand.

The rules are those of documents recorded one by one, and so is what is stored; only the rows are written by the block.
Documents that refer to one another (deposits and what takes them back, correctives, orders) are recorded one by one.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import islice

from django.db import transaction

from ecritoire.apps import clock
from ecritoire.apps.audit.services import Happening, record_many
from ecritoire.apps.bulk import Row, insert_rows, moment_value, refresh_statistics, reserve_keys, without_cycle_search
from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.bulk import NewEntry, post_entries
from ecritoire.apps.ledger.models import Entry, Journal, Line
from ecritoire.apps.ledger.queries import rate_on
from ecritoire.apps.ledger.services import journal_for
from ecritoire.apps.payments.models import Allocation, Payment
from ecritoire.apps.payments.posting import at_rate, bank_entry, lacks_rate, settled_parts
from ecritoire.apps.payments.refusals import DepositNotPostedError, NoAmountError, OverpaymentError, check_journal
from ecritoire.apps.payments.services import REFERENCE_LENGTH
from ecritoire.apps.payments.settling import action_for, sign_of
from ecritoire.apps.purchases.bulk import BulkDocument, Recorded, record_batch
from ecritoire.apps.purchases.models import Document, DocumentLine, DocumentVat
from ecritoire.apps.purchases.posting import Books, books_of
from ecritoire.apps.scope import current_company_id
from ecritoire.domain import entries as domain
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.lifecycle import PaymentState, move_of
from ecritoire.domain.wording import said_amount

BATCH = 5000  # documents a transaction
TABLES = (Document, DocumentLine, DocumentVat, Entry, Line, Payment, Allocation)
_PAYMENT_COLUMNS = (
    "id", "is_outside", "paid_on", "amount_minor", "currency", "paid_minor", "reference", "entry_id",
    "company_id", "journal_id", "state", "recorded_at", "recorded_by",
)  # fmt: skip
_ALLOCATION_COLUMNS = ("company_id", "payment_id", "document_id", "amount_minor")

Rates = Callable[[str, date], Decimal | None]


@dataclass(frozen=True, slots=True)
class _Payment:
    """A payment to record, as ``payments.posting`` looks at one. Amounts below zero for a credit note."""

    recorded: Recorded
    reference: str
    paid_on: date
    currency: str
    amount_minor: int
    paid_minor: int | None
    is_outside: bool


def record_documents(company: Company, documents: Iterable[BulkDocument], *, actor: str) -> int:
    """Record and post documents of the company in scope with their payments, one transaction for each batch.

    Returns how many. After an error the batches before it stay recorded, and nothing of the batch of the error is.

    Raises:
        TakenOverTwiceError: a document is there already, or twice among these.
        AccountNotInChartError: an account is not in the chart.
        NoAmountError, OverpaymentError: a payment is of nothing, or of more than its document.
        DepositNotPostedError: a deposit invoice is paid that cannot be posted.
        BankAccountMissingError: the bank journal does not say its account.
    """
    assert company.pk == current_company_id(), "documents are recorded in the scope of their company"
    count = 0
    remaining = iter(documents)
    while batch := list(islice(remaining, BATCH)):
        with without_cycle_search():
            _record_batch(company, batch, actor=actor)
        count += len(batch)
    refresh_statistics(*TABLES)
    return count


@transaction.atomic
def _record_batch(company: Company, documents: Sequence[BulkDocument], *, actor: str) -> None:
    recorded = record_batch(company, documents, [_state(document) for document in documents], actor=actor)
    paid = [one for one in recorded if one.document.payment is not None]
    if paid:
        _record_payments(company, paid, actor=actor)
    record_many(actor, [_happening(one) for one in recorded])


def _happening(one: Recorded) -> Happening:
    return Happening("take_over", "document", one.key, {"number": one.document.number})


def _state(document: BulkDocument) -> PaymentState:
    """Where the payment of a document stands.

    Raises:
        NoAmountError, OverpaymentError: the payment is of nothing, or of more than the document.
    """
    payment = document.payment
    if payment is None:
        return PaymentState.TO_PAY
    if payment.amount_minor <= 0:
        raise NoAmountError(number=document.number)
    left_minor = document.due_minor - payment.amount_minor
    if left_minor < 0:
        due = said_amount(document.due_minor, document.currency)
        amount = said_amount(payment.amount_minor, document.currency)
        raise OverpaymentError(number=document.number, amount=amount, left=due, due=due)
    return move_of(action_for(left_minor, outside=payment.is_outside)).target


def _record_payments(company: Company, paid: Sequence[Recorded], *, actor: str) -> None:
    journal, books = journal_for(domain.JournalType.BANK), books_of(company)
    check_journal(journal)
    rates = cache(lambda currency, day: rate_on(company, currency, day))
    payments = [_payment(one, company, rates) for one in paid]
    keys = reserve_keys(Payment, len(payments))
    entries = _post(company, dict(zip(keys, payments, strict=True)), journal, books)
    constants = (company.pk, journal.pk, PaymentState.PAID.value, moment_value(clock.now()), actor)
    insert_rows(Payment, _PAYMENT_COLUMNS, _payment_rows(keys, payments, entries, constants))
    insert_rows(
        Allocation,
        _ALLOCATION_COLUMNS,
        [(company.pk, key, one.recorded.key, one.amount_minor) for key, one in zip(keys, payments, strict=True)],
    )


def _payment(one: Recorded, company: Company, rates: Rates) -> _Payment:
    document, payment = one.document, one.document.payment
    assert payment is not None, "only documents with a payment come here"
    if document.type is DocumentType.DEPOSIT_INVOICE and one.posting.entry is None:
        raise DepositNotPostedError(number=document.number)
    sign = sign_of(document)
    amount_minor = sign * payment.amount_minor
    paid_minor = None if payment.paid_minor is None else sign * payment.paid_minor
    if paid_minor is None and not payment.is_outside and not lacks_rate(document, company):
        paid_minor = (
            amount_minor
            if document.currency == company.currency
            else at_rate(amount_minor, document.currency, company, rates(document.currency, payment.paid_on))
        )
    return _Payment(
        one, (payment.reference or document.number)[:REFERENCE_LENGTH], payment.paid_on, document.currency,
        amount_minor, paid_minor, payment.is_outside,
    )  # fmt: skip


def _post(company: Company, payments: dict[int, _Payment], journal: Journal, books: Books) -> dict[int, int]:
    """Write the bank entries; return their keys by the key of their payment."""
    entries = {
        key: NewEntry(_entry(payment, journal, books), "payment", journal.pk, payment.recorded.document.supplier.pk)
        for key, payment in payments.items()
        if not payment.is_outside
        and payment.paid_minor is not None
        and not lacks_rate(payment.recorded.document, company)
    }
    suppliers = {
        supplier.auxiliary: supplier.pk
        for supplier in (payment.recorded.document.supplier for payment in payments.values())
    }
    return dict(zip(entries, post_entries(company, list(entries.values()), suppliers=suppliers), strict=True))


def _entry(payment: _Payment, journal: Journal, books: Books) -> domain.Entry:
    one = payment.recorded
    settled = tuple(settled_parts(one.document, one.posting, books, 0, payment.amount_minor))
    return bank_entry(payment, journal, [one.document], settled, books)


def _payment_rows(
    keys: Iterable[int], payments: Iterable[_Payment], entries: dict[int, int], constants: Row
) -> Iterator[Row]:
    for key, payment in zip(keys, payments, strict=True):
        yield (
            key, payment.is_outside, str(payment.paid_on), payment.amount_minor, payment.currency,
            payment.paid_minor, payment.reference, entries.get(key), *constants,
        )  # fmt: skip

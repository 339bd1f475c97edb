"""Taking over the documents of another software: recorded, posted and paid by the thousand.

The rules are those of documents recorded one by one; see ``purchases.bulk`` and ``ledger.bulk``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import transaction

from ecritoire.apps import clock
from ecritoire.apps.audit.services import Happening, record_many
from ecritoire.apps.bulk import Row, insert_rows, moment_value, reserve_keys
from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.bulk import NewEntry, post_entries
from ecritoire.apps.ledger.models import Journal
from ecritoire.apps.ledger.services import journal_for, posting_accounts
from ecritoire.apps.payments.models import Allocation, Payment
from ecritoire.apps.purchases.bulk import BulkDocument, BulkPayment, Recorded, record_batch
from ecritoire.apps.scope import current_company_id
from ecritoire.domain.entries import Entry, JournalType
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.lifecycle import PaymentState
from ecritoire.domain.posting import PostingAccounts, PostingPayment, SettledDocument, post_payment

BATCH = 5000  # documents a transaction

_PAYMENT_COLUMNS = (
    "id", "company_id", "journal_id", "state", "is_outside", "paid_on", "amount_minor", "currency", "paid_minor",
    "reference", "recorded_at", "recorded_by", "entry_id",
)  # fmt: skip


def record_documents(company: Company, documents: Iterable[BulkDocument], *, actor: str) -> int:
    """Record and post documents of the company in scope with their payments, one transaction for each batch.

    Returns how many. After an error the batches before it stay recorded, and the batch of the error is not.

    Raises:
        AccountNotInChartError: an account is not in the chart.
        django.db.IntegrityError: a document is there already.
    """
    assert company.pk == current_company_id(), "documents are recorded in the scope of their company"
    count = 0
    remaining = iter(documents)
    while batch := list(islice(remaining, BATCH)):
        _record_batch(company, batch, actor=actor)
        count += len(batch)
    return count


@dataclass(frozen=True, slots=True)
class _Paid:
    """A recorded document with its payment, and the entry of the bank when there is one."""

    recorded: Recorded
    payment: BulkPayment
    entry: Entry | None

    @property
    def amount_minor(self) -> int:
        """Of the payment in the document's currency; a credit note is money that comes back."""
        return -self.payment.amount_minor if self.is_credit else self.payment.amount_minor

    @property
    def is_credit(self) -> bool:
        return self.recorded.document.type is DocumentType.CREDIT_NOTE


@transaction.atomic
def _record_batch(company: Company, documents: Sequence[BulkDocument], *, actor: str) -> None:
    recorded = record_batch(company, documents, actor=actor)
    _record_payments(company, recorded, actor=actor)
    record_many(
        actor, (Happening("take_over", "document", one.key, {"number": one.document.number}) for one in recorded)
    )


def _record_payments(company: Company, recorded: Sequence[Recorded], *, actor: str) -> None:
    journal, accounts = journal_for(JournalType.BANK), posting_accounts(company)
    paid = [
        _Paid(one, payment, None if payment.is_outside else _post(one, payment, journal, accounts))
        for one in recorded
        if (payment := one.document.payment) is not None
    ]
    entries = post_entries(
        company,
        [
            NewEntry(entry, "payment", journal.pk, one.recorded.document.supplier.pk)
            for one in paid
            if (entry := one.entry) is not None
        ],
        suppliers={one.recorded.document.supplier.auxiliary: one.recorded.document.supplier.pk for one in paid},
    )
    keys = list(reserve_keys(Payment, len(paid)))
    constants = (company.pk, journal.pk, PaymentState.PAID.value, moment_value(clock.now()), actor)
    insert_rows(Payment, _PAYMENT_COLUMNS, _payment_rows(paid, keys, iter(entries), constants))
    insert_rows(
        Allocation,
        ("company_id", "payment_id", "document_id", "amount_minor"),
        ((company.pk, key, one.recorded.key, one.amount_minor) for one, key in zip(paid, keys, strict=True)),
    )


def _payment_rows(
    paid: Sequence[_Paid], keys: Sequence[int], entries: Iterator[int], constants: tuple[int, int, str, str, str]
) -> Iterator[Row]:
    company_id, journal_id, state, now, actor = constants
    for one, key in zip(paid, keys, strict=True):
        payment = one.payment
        yield (
            key, company_id, journal_id, state, payment.is_outside, str(payment.paid_on), one.amount_minor,
            one.recorded.document.currency, one.amount_minor, payment.reference, now, actor,
            None if one.entry is None else next(entries),
        )  # fmt: skip


def _post(one: Recorded, payment: BulkPayment, journal: Journal, accounts: PostingAccounts) -> Entry:
    document = one.document
    signed = -payment.amount_minor if document.type is DocumentType.CREDIT_NOTE else payment.amount_minor
    settled = SettledDocument(
        number=document.number,
        auxiliary=document.supplier.auxiliary,
        supplier_name=document.supplier.name,
        account=document.supplier.supplier_account or accounts.supplier,
        amount_minor=signed,
    )
    return post_payment(
        PostingPayment(
            reference=payment.reference,
            date=payment.paid_on,
            bank_account=journal.bank_account,
            label=f"{document.supplier.name} {document.number}",
            paid_minor=signed,
            settled=(settled,),
        ),
        accounts,
    )

"""Taking over the documents of another software: recorded, posted and paid by the thousand.

The rules are those of documents recorded one by one; see ``purchases.bulk`` and ``ledger.bulk``.
"""

from collections.abc import Iterable, Sequence
from itertools import islice

from django.db import transaction

from ecritoire.apps import clock
from ecritoire.apps.audit.services import Happening, record_many
from ecritoire.apps.bulk import insert_rows, moment_value, reserve_keys
from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.bulk import NewEntry, post_entries
from ecritoire.apps.ledger.models import Journal
from ecritoire.apps.ledger.services import journal_for, posting_accounts
from ecritoire.apps.payments.models import Allocation, Payment
from ecritoire.apps.purchases.bulk import BulkDocument, Recorded, record_batch
from ecritoire.apps.scope import current_company_id
from ecritoire.domain.entries import Entry, JournalType
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


@transaction.atomic
def _record_batch(company: Company, documents: Sequence[BulkDocument], *, actor: str) -> None:
    recorded = record_batch(company, documents, actor=actor)
    _record_payments(company, [one for one in recorded if one.document.payment is not None], actor=actor)
    record_many(
        actor, (Happening("take_over", "document", one.key, {"number": one.document.number}) for one in recorded)
    )


def _record_payments(company: Company, paid: Sequence[Recorded], *, actor: str) -> None:
    journal = journal_for(JournalType.BANK)
    accounts = posting_accounts(company)
    keys = reserve_keys(Payment, len(paid))
    posted = [None if one.document.payment.is_outside else _post(one, journal, accounts) for one in paid]
    entries = post_entries(
        company,
        [NewEntry(entry, "payment", journal.pk, one.document.supplier.pk) for one, entry in zip(paid, posted) if entry],
        suppliers={one.document.supplier.auxiliary: one.document.supplier.pk for one in paid},
    )
    rows = _payment_rows(company, journal, actor, paid, keys, posted, iter(entries))
    insert_rows(Payment, _PAYMENT_COLUMNS, rows)
    insert_rows(
        Allocation,
        ("company_id", "payment_id", "document_id", "amount_minor"),
        ((company.pk, key, one.key, one.document.payment.amount_minor) for one, key in zip(paid, keys)),
    )


def _payment_rows(company, journal, actor, paid, keys, posted, entries):
    now = moment_value(clock.now())
    for one, key, entry in zip(paid, keys, posted):
        p = one.document.payment
        yield (
            key,
            company.pk,
            journal.pk,
            "paid",
            p.is_outside,
            str(p.paid_on),
            p.amount_minor,
            one.document.currency,
            p.amount_minor,
            p.reference,
            now,
            actor,
            next(entries) if entry else None,
        )


def _post(one: Recorded, journal: Journal, accounts: PostingAccounts) -> Entry:
    document, payment = one.document, one.document.payment
    return post_payment(
        PostingPayment(
            reference=payment.reference,
            date=payment.paid_on,
            bank_account=journal.bank_account,
            label=f"{document.supplier.name} {document.number}",
            paid_minor=payment.amount_minor,
            settled=(
                SettledDocument(
                    number=document.number,
                    auxiliary=document.supplier.auxiliary,
                    supplier_name=document.supplier.name,
                    account=document.supplier.supplier_account or accounts.supplier,
                    amount_minor=payment.amount_minor,
                ),
            ),
        ),
        accounts,
    )

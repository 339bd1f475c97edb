"""The bank entry of a payment: what it settles of each document, in the company's currency, and the VAT it frees."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Protocol

from django.db.models import Q, Sum

from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.models import Journal
from ecritoire.apps.ledger.queries import rate_on
from ecritoire.apps.ledger.services import post_entry
from ecritoire.apps.payments.models import Allocation, Payment
from ecritoire.apps.payments.settling import Payable, sign_of
from ecritoire.apps.purchases.posting import Books, books_of, posting_of
from ecritoire.domain.entries import Entry
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.lifecycle import PaymentState
from ecritoire.domain.money import allocate, convert_minor
from ecritoire.domain.posting import Posting, PostingPayment, SettledDocument, pending_vat_share, post_payment

LABEL_LENGTH = 250
# A key of ``Company.posting_accounts`` that is no account of posting documents: where payments of orders go.
ORDER_ADVANCE = "order_advance"


class Movement(Protocol):
    """What booking needs to know of a payment."""

    @property
    def reference(self) -> str:
        """Of the bank."""
        ...

    @property
    def paid_on(self) -> date:
        """When the bank executed it."""
        ...

    @property
    def currency(self) -> str:
        """Of the documents it settles."""
        ...

    @property
    def paid_minor(self) -> int | None:
        """What left the bank account, in the company's currency; none while the rate is missing."""
        ...


def advance_account(books: Books) -> str:
    """Where a payment on an order is booked: 4091, or what the company prefers (401)."""
    return str(books.company.posting_accounts.get(ORDER_ADVANCE) or books.accounts.deposit)


def post_executed(payment: Payment) -> None:
    """Post an executed payment, unless it is made outside, posted already, or lacks a rate it will be given later."""
    if payment.is_outside or payment.entry_id is not None or payment.state != PaymentState.PAID:
        return
    company = payment.company
    allocations = list(payment.allocations.select_related("document__supplier", "document__company").order_by("pk"))
    if any(lacks_rate(allocation.document, company) for allocation in allocations):
        return
    if payment.paid_minor is None:
        payment.paid_minor = _at_rate_of_the_day(payment)
    if payment.paid_minor is None:
        return
    books = books_of(company)
    suppliers = {allocation.document.supplier.auxiliary: allocation.document.supplier_id for allocation in allocations}
    settled = tuple(_settled(payment, allocations, books))
    documents = [allocation.document for allocation in allocations]
    payment.entry = post_entry(
        bank_entry(payment, payment.journal, documents, settled, books),
        company=company,
        kind="payment",
        suppliers=suppliers,
        supplier_id=next(iter(suppliers.values())) if len(suppliers) == 1 else None,
        journal=payment.journal,
    )
    payment.save(update_fields=["entry", "paid_minor"])


def bank_entry(
    payment: Movement,
    journal: Journal,
    documents: Sequence[Payable],
    settled: Sequence[SettledDocument],
    books: Books,
) -> Entry:
    """The entry of an executed payment of ``documents``, whose amount in the company's currency is known."""
    assert payment.paid_minor is not None, "a payment without its amount in the company's currency is not booked"
    return post_payment(
        PostingPayment(
            reference=payment.reference,
            date=payment.paid_on,
            bank_account=journal.bank_account,
            label=label_of(documents),
            paid_minor=payment.paid_minor,
            settled=tuple(settled),
            currency="" if payment.currency == books.company.currency else payment.currency,
        ),
        books.accounts,
    )


def label_of(documents: Sequence[Payable]) -> str:
    """The label of a payment: whom it pays, and what."""
    names = list(dict.fromkeys(document.supplier.name for document in documents))
    numbers = ", ".join(document.number for document in documents)
    return f"{names[0]} {numbers}"[:LABEL_LENGTH] if len(names) == 1 else f"Paiement groupé {numbers}"[:LABEL_LENGTH]


def book_amounts(payment: Payment, allocations: Sequence[Allocation]) -> list[int]:
    """What the bank account lost for each document, in the company's currency."""
    amounts = [allocation.amount_minor for allocation in allocations]
    if payment.currency == payment.company.currency:
        return amounts
    assert payment.paid_minor is not None, "a payment without its amount in the company's currency is not booked"
    return allocate(payment.paid_minor, amounts)


def _at_rate_of_the_day(payment: Payment) -> int | None:
    rate = rate_on(payment.company, payment.currency, payment.paid_on)
    return at_rate(payment.amount_minor, payment.currency, payment.company, rate)


def at_rate(amount_minor: int, currency: str, company: Company, rate: Decimal | None) -> int | None:
    """An amount in the company's currency; none without its rate, which is 1 in that currency itself."""
    return None if rate is None else convert_minor(amount_minor, rate, currency, company.currency)


def lacks_rate(document: Payable, company: Company) -> bool:
    """Whether what a document owes is not known in the company's currency; an order owes nothing yet."""
    return document.currency != company.currency and document.rate is None and document.type != DocumentType.ORDER


def _settled(payment: Payment, allocations: Sequence[Allocation], books: Books) -> Iterator[SettledDocument]:
    for allocation, book_minor in zip(allocations, book_amounts(payment, allocations), strict=True):
        document = allocation.document
        if document.type == DocumentType.ORDER:
            yield _part(document, advance_account(books), book_minor, allocation.amount_minor, books.company)
        else:
            posting, before_minor = posting_of(document, books), _settled_before(allocation)
            yield from settled_parts(document, posting, books, before_minor, allocation.amount_minor)


def _part(document: Payable, account: str, minor: int, currency_minor: int, company: Company) -> SettledDocument:
    return SettledDocument(
        number=document.number,
        auxiliary=document.supplier.auxiliary,
        supplier_name=document.supplier.name,
        account=account,
        amount_minor=minor,
        currency_minor=None if document.currency == company.currency else currency_minor,
    )


def settled_parts(
    document: Payable, posting: Posting, books: Books, before_minor: int, amount_minor: int
) -> Iterator[SettledDocument]:
    """What a payment settles of one document: a part for each account that owes its supplier (401, 404).

    Every figure is what is settled up to and including this payment, less what was before it, so that the parts of
    several payments add up to what the document's own entry owes, to the cent.

    Args:
        document: the document, not an order.
        posting: what posting says of it.
        books: the settings of the company.
        before_minor: what earlier payments settled, in the document's currency, negative for a credit note.
        amount_minor: what this one settles.
    """
    owed = _owed_by_account(posting, document, books)
    after_minor = before_minor + amount_minor
    befores, afters = _shares(before_minor, document, owed, books), _shares(after_minor, document, owed, books)
    total, settled_before = sum(owed.values()), sum(befores)
    freed = pending_vat_share(posting.pending_vat, total, settled_before, sum(afters) - settled_before)
    currency_parts = allocate(amount_minor, list(owed.values()))
    for account, first, last, currency_minor in zip(owed, befores, afters, currency_parts, strict=True):
        part = _part(document, account, last - first, currency_minor, books.company)
        yield replace(part, pending_vat=freed) if freed else part
        freed = ()


def _owed_by_account(posting: Posting, document: Payable, books: Books) -> dict[str, int]:
    """Account of the supplier → what the entry of the document owes, negative for a credit note."""
    owed: dict[str, int] = {}
    for line in posting.entry.lines if posting.entry else ():
        if line.auxiliary == document.supplier.auxiliary:
            owed[line.account] = owed.get(line.account, 0) - line.signed_minor
    if owed:
        return owed
    account = document.supplier.supplier_account or books.accounts.supplier
    return {account: _to_book(sign_of(document) * document.due_minor, document, books)}


def _shares(settled_minor: int, document: Payable, owed: dict[str, int], books: Books) -> list[int]:
    """Split an amount in the document's currency between the accounts that owe it, in the company's currency."""
    return allocate(_to_book(settled_minor, document, books), list(owed.values()))


def _to_book(minor: int, document: Payable, books: Books) -> int:
    if document.rate is None or document.currency == books.company.currency:
        return minor
    return convert_minor(minor, document.rate, document.currency, books.company.currency)


def _settled_before(allocation: Allocation) -> int:
    """What payments that are in the books already, or made outside, settled of the same document, signed."""
    others = Allocation.objects.filter(document=allocation.document_id, payment__state=PaymentState.PAID)
    others = others.exclude(payment=allocation.payment_id)
    amounts = others.filter(Q(payment__entry__isnull=False) | Q(payment__is_outside=True))
    return int(amounts.aggregate(total=Sum("amount_minor"))["total"] or 0)

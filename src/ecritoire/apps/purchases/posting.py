"""Posting documents: what the domain needs to know of one, and what is kept of its answer.

Every document is posted on paper at every change, in the inbox too, so that its problems are known and shown at once;
its entry reaches the ledger once it is controlled.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.db.models import Q

from ecritoire.apps import clock
from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.models import VatAccount
from ecritoire.apps.ledger.queries import rate_on, vat_accounts
from ecritoire.apps.ledger.services import posting_accounts
from ecritoire.apps.purchases.bookkeeping import keep_entry
from ecritoire.apps.purchases.locking import lock_by_key
from ecritoire.apps.purchases.models import Document, DocumentLine, DocumentVat
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.language import sentence
from ecritoire.domain.posting import (
    ClearedDeposit,
    CodedLine,
    Posting,
    PostingAccounts,
    PostingDocument,
    Problem,
    VatAmount,
    post_document,
)
from ecritoire.domain.vat import VAT_CODES

CORRECTED_RULE = sentence("Règle : une facture rectificative remplace la facture")
CREDIT_NOTE_ON_DEPOSIT = "503"  # UNTDID 1001
# A boolean of the document for each kind of problem, so that an export can select by it.
PROBLEM_FIELDS = {
    "purchase_account_missing": "lacks_purchase_account",
    "vat_account_missing": "lacks_vat_account",
    "unbalanced": "is_unbalanced",
    "currency_rate_missing": "lacks_rate",
}
OUTCOME_FIELDS = ("rate", "posting_problems", *PROBLEM_FIELDS.values())


@dataclass(frozen=True, slots=True)
class Books:
    """The settings of a company that posting needs."""

    company: Company
    accounts: PostingAccounts
    vat: Mapping[str, VatAccount]


def books_of(company: Company) -> Books:
    """The settings of the company in scope, as they are now."""
    return Books(company, posting_accounts(company), vat_accounts())


def refresh_posting(document: Document, books: Books | None = None) -> None:
    """Post a document anew, keep its problems, and keep its entry in step once it is controlled.

    Runs in the caller's transaction, which holds the lock of the document's row.
    """
    posting = assess(document, books or books_of(document.company))
    document.save(update_fields=OUTCOME_FIELDS)
    if document.controlled_at is not None:
        corrective = posted_corrective(document)
        if corrective is None:
            keep_entry(document, posting.entry)
        else:
            _yield_to(corrective, document)
    _refresh_dependents(document)


def assess(
    document: Document,
    books: Books,
    lines: Sequence[DocumentLine] | None = None,
    vat: Sequence[DocumentVat] | None = None,
) -> Posting:
    """Post a document on paper and set the fields of the outcome on it, without saving it."""
    if document.rate is None and document.currency != document.company.currency:
        document.rate = rate_on(document.company, document.currency, document.invoice_date)
    posting = post_document(posting_document(document, books, lines, vat), books.accounts)
    codes = {problem.code for problem in posting.problems}
    for code, field in PROBLEM_FIELDS.items():
        setattr(document, field, code in codes)
    document.posting_problems = [stored_problem(problem) for problem in posting.problems]
    return posting


def posting_of(document: Document, books: Books) -> Posting:
    """What posting says of a document now, changing nothing."""
    return post_document(posting_document(document, books), books.accounts)


def posting_document(
    document: Document,
    books: Books,
    lines: Sequence[DocumentLine] | None = None,
    vat: Sequence[DocumentVat] | None = None,
) -> PostingDocument:
    """What the domain needs to know of a document, from its rows (read unless they are given)."""
    if lines is None:
        lines = list(document.lines.order_by("position"))
    if vat is None:
        vat = list(document.vat.order_by("pk"))
    return PostingDocument(
        type=DocumentType(document.type),
        number=document.number,
        invoice_date=document.invoice_date,
        entry_date=document.entry_date,
        currency=document.currency,
        company_currency=books.company.currency,
        supplier_name=document.supplier.name,
        auxiliary=document.supplier.auxiliary,
        lines=tuple(
            CodedLine(line.position, line.label, line.net_minor, line.vat_code, line.account) for line in lines
        ),
        vat=tuple(vat_amount(amount, books) for amount in vat),
        vat_codes=VAT_CODES,
        total_minor=document.total_minor,
        rounding_minor=document.rounding_minor,
        due_date=document.due_date,
        rate=document.rate,
        deposits=tuple(_deposits_to_clear(document, books)),
        books_gap=document.books_gap,
        supplier_account=document.supplier.supplier_account,
        cancels_deposit=document.type_code == CREDIT_NOTE_ON_DEPOSIT,
    )


class StatedVat(Protocol):
    """VAT of one code as a document states it, whether it is a row already or not."""

    @property
    def vat_code(self) -> str:
        """The code, see ``domain.vat``."""
        ...

    @property
    def base_minor(self) -> int:
        """What the tax is worked out on (BT-116)."""
        ...

    @property
    def vat_minor(self) -> int:
        """The tax (BT-117)."""
        ...

    @property
    def account(self) -> str:
        """The account a person chose; empty: the company's for the code."""
        ...

    @property
    def rate_bp(self) -> int:
        """The rate in hundredths of a percent (BT-119)."""
        ...


def vat_amount(amount: StatedVat, books: Books) -> VatAmount:
    """What posting needs to know of it: with the company's accounts where the document names none."""
    setting = books.vat.get(amount.vat_code)
    return VatAmount(
        vat_code=amount.vat_code,
        base_minor=amount.base_minor,
        vat_minor=amount.vat_minor,
        account=amount.account or (setting.account if setting else ""),
        due_account=setting.due_account if setting else "",
        rate_bp=amount.rate_bp,
    )


def _deposits_to_clear(document: Document, books: Books) -> Iterator[ClearedDeposit]:
    """Deposit invoices in the books that this one takes back, and advances paid on its order."""
    if document.preceding:
        deposits = document.settled_deposits.filter(entry__isnull=False).select_related("company", "supplier")
        for deposit in deposits.order_by("invoice_date", "pk"):
            yield from posting_of(deposit, books).deposits
    if document.advance_book_minor and document.order is not None:
        yield ClearedDeposit(
            number=document.order.number,
            net_minor=document.advance_book_minor,
            vat_by_account={},
            account=books.accounts.deposit,
            currency_minor=document.advance_minor,
        )


def stored_problem(problem: Problem) -> dict[str, Any]:
    """A problem as it is kept with its document: plain values that survive storage."""
    facts = {name: fact.isoformat() if isinstance(fact, date) else fact for name, fact in problem.facts.items()}
    return {"code": problem.code, "facts": facts}


def _yield_to(corrective: Document, document: Document) -> None:
    """Leave the entry of a document to the corrective invoice that reverses it; without one, it never gets one.

    What was changed after its export and could not be posted stands as it was exported: that is what is reversed.
    """
    if document.entry_id is None and document.previous_entry is not None:
        document.entry, document.previous_entry = document.previous_entry, None
        document.save(update_fields=["entry", "previous_entry"])
    if document.entry_id is not None or document.held_back_at is not None:
        return
    document.held_back_at, document.held_back_by = clock.now(), CORRECTED_RULE
    document.held_back_reason = f"Remplacée par la facture rectificative {corrective.number}, déjà comptabilisée"
    document.save(update_fields=["held_back_at", "held_back_by", "held_back_reason"])
    record(actor=CORRECTED_RULE, action="hold_back", subject=document, reason=document.held_back_reason)


def posted_corrective(document: Document) -> Document | None:
    """The corrective invoice in the books in place of this document, even if it cannot be posted any more."""
    return document.correctives.filter(Q(entry__isnull=False) | Q(previous_entry__isnull=False)).first()


def _refresh_dependents(document: Document) -> None:
    """Refresh what is posted from this document's entry: its final invoice; and yield to it what it corrects."""
    if document.settled_by_id is not None:
        refresh_posting(lock_by_key(document.settled_by_id))
    corrected = document.corrects
    if corrected is not None and document.entry_id and corrected.controlled_at and not corrected.entry_id:
        _yield_to(document, lock_by_key(corrected.pk))

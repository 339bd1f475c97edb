"""Recording many documents that are coded and controlled already, such as the past ones of another software.

Each is posted by the same rule as one that a person controls (``domain.posting``); only the rows are written by the
thousand. One that cannot be posted is recorded with its problems and without an entry, as it would be one by one.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache

from ecritoire.apps import clock
from ecritoire.apps.bulk import Row, insert_rows, moment_value, reserve_keys
from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.bulk import NewEntry, post_entries
from ecritoire.apps.ledger.queries import rate_on
from ecritoire.apps.ledger.services import journal_for
from ecritoire.apps.purchases.models import Document, DocumentLine, DocumentVat
from ecritoire.apps.purchases.posting import (
    CREDIT_NOTE_ON_DEPOSIT,
    PROBLEM_FIELDS,
    Books,
    books_of,
    stored_problem,
    vat_amount,
)
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.domain.entries import JournalType
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.lifecycle import Approval, PaymentState
from ecritoire.domain.posting import CodedLine, Posting, PostingDocument, post_document
from ecritoire.domain.vat import VAT_CODES


@dataclass(frozen=True, slots=True)
class BulkVat:
    """VAT of one code on a document. Amounts in minor units of its currency, the rate in hundredths of a percent."""

    vat_code: str
    base_minor: int
    vat_minor: int
    rate_bp: int = 0
    category: str = ""
    account: str = ""  # empty: the company's for the code


@dataclass(frozen=True, slots=True)
class BulkPayment:
    """A payment of one document, executed. Amounts in minor units, positive for a credit note too."""

    paid_on: date
    amount_minor: int  # currency of the document
    reference: str
    is_outside: bool = False
    paid_minor: int | None = None  # company's currency, for a document in another; at the rate of the day if none


@dataclass(frozen=True, slots=True)
class BulkDocument:
    """A document that is coded and controlled. Amounts in minor units of its currency, positive for a credit note."""

    supplier: Supplier
    type: DocumentType
    number: str
    invoice_date: date
    net_minor: int
    vat_minor: int
    total_minor: int
    lines: tuple[CodedLine, ...]
    vat: tuple[BulkVat, ...]
    currency: str = "EUR"
    type_code: str = ""
    due_date: date | None = None
    entry_date: date | None = None  # the invoice date if none
    period_start: date | None = None
    period_end: date | None = None
    rounding_minor: int = 0
    prepaid_minor: int = 0
    order_reference: str = ""
    rate: Decimal | None = None  # units of the currency for one of the company's; looked up if none
    payment: BulkPayment | None = None

    @property
    def due_minor(self) -> int:
        """What is to be paid (BT-115)."""
        return self.total_minor + self.rounding_minor - self.prepaid_minor


class TakenOverTwiceError(EcritoireError):
    """A document is there already, or twice among those to record."""

    code = "taken_over_twice"
    template = (
        "%(supplier)s : la pièce %(number)s de %(year)s est déjà enregistrée, ou figure deux fois dans la reprise. "
        "Rien de ce lot n’a été écrit : retirez-la, puis recommencez."
    )


@dataclass(frozen=True, slots=True)
class Recorded:
    """One document as it was recorded, ``document`` with the rate it was posted at."""

    document: BulkDocument
    key: int
    posting: Posting


_DOCUMENT_COLUMNS = (
    "id", "supplier_id", "type", "type_code", "number", "year", "invoice_date", "entry_date", "due_date",
    "period_start", "period_end", "currency", "rate", "net_minor", "vat_minor", "total_minor", "prepaid_minor",
    "rounding_minor", "due_minor", "order_reference", "payment", "entry_id", "posting_problems",
    *PROBLEM_FIELDS.values(),
)  # fmt: skip
_LINE_COLUMNS = ("document_id", "position", "label", "net_minor", "vat_code", "account")
_VAT_COLUMNS = ("document_id", "vat_code", "category", "rate_bp", "base_minor", "vat_minor", "account")
# What is the same in every document that arrives coded and controlled, not from a file.
_DOCUMENT_CONSTANTS: dict[str, object] = {
    "buyer_siren": "", "buyer_name": "", "payment_means": "", "preceding": "[]", "discrepancies": "[]", "flags": "[]",
    "syntax": "", "profile": "", "approval": Approval.NONE.value, "refusal_reason": "", "held_back_by": "",
    "held_back_reason": "", "advance_minor": 0, "advance_book_minor": 0, "awaits_preceding": False, "books_gap": False,
}  # fmt: skip
_LINE_CONSTANTS = {"unit": "", "origin": "", "origin_label": "", "proposed_account": ""}
_NO_PROBLEM = ("[]", *[False] * len(PROBLEM_FIELDS))


def record_batch(
    company: Company, documents: Sequence[BulkDocument], states: Sequence[PaymentState], *, actor: str
) -> list[Recorded]:
    """Record and post documents in the company in scope, in the caller's transaction, and confirm their suppliers.

    Args:
        company: the company in scope.
        documents: what to record.
        states: where the payment of each stands.
        actor: who takes them over; they count as controlled by this person.

    Raises:
        TakenOverTwiceError: a document is there already, or twice among these.
        AccountNotInChartError: an account is not in the chart.
    """
    assert all(document.type is not DocumentType.ORDER for document in documents), "orders are recorded one by one"
    _refuse_duplicates(documents)
    documents = _with_rates(company, documents)
    books = books_of(company)
    keys = reserve_keys(Document, len(documents))
    recorded = [
        Recorded(document, key, post_document(_to_post(document, books), books.accounts))
        for document, key in zip(documents, keys, strict=True)
    ]
    entries = _post(company, recorded)
    constants = _constants(company, actor)
    insert_rows(Document, (*_DOCUMENT_COLUMNS, *constants), _document_rows(recorded, states, entries, constants))
    constants = {"company_id": company.pk, **_LINE_CONSTANTS}
    insert_rows(DocumentLine, (*_LINE_COLUMNS, *constants), _line_rows(recorded, tuple(constants.values())))
    insert_rows(DocumentVat, (*_VAT_COLUMNS, "company_id"), _vat_rows(recorded, company.pk))
    _confirm_suppliers(documents)
    return recorded


def _refuse_duplicates(documents: Sequence[BulkDocument]) -> None:
    same_numbers = Document.objects.filter(number__in={document.number for document in documents})
    known = set(same_numbers.values_list("supplier_id", "number", "year"))
    for document in documents:
        key = (document.supplier.pk, document.number, document.invoice_date.year)
        if key in known:
            raise TakenOverTwiceError(supplier=document.supplier.name, number=document.number, year=key[2])
        known.add(key)


def _with_rates(company: Company, documents: Sequence[BulkDocument]) -> list[BulkDocument]:
    """The documents, those in a foreign currency with the rate of their day where they have none of their own."""

    @cache
    def rate(currency: str, day: date) -> Decimal | None:
        return rate_on(company, currency, day)

    return [
        document
        if document.currency == company.currency or document.rate is not None
        else replace(document, rate=rate(document.currency, document.invoice_date))
        for document in documents
    ]


def _to_post(document: BulkDocument, books: Books) -> PostingDocument:
    supplier = document.supplier
    return PostingDocument(
        type=document.type,
        number=document.number,
        invoice_date=document.invoice_date,
        entry_date=document.entry_date or document.invoice_date,
        currency=document.currency,
        company_currency=books.company.currency,
        supplier_name=supplier.name,
        auxiliary=supplier.auxiliary,
        lines=document.lines,
        vat=tuple([vat_amount(amount, books) for amount in document.vat]),
        vat_codes=VAT_CODES,
        total_minor=document.total_minor,
        rounding_minor=document.rounding_minor,
        due_date=document.due_date,
        rate=document.rate,
        supplier_account=supplier.supplier_account,
        cancels_deposit=document.type_code == CREDIT_NOTE_ON_DEPOSIT,
    )


def _post(company: Company, recorded: Sequence[Recorded]) -> dict[int, int]:
    """Write the entries; return their keys by the key of their document."""
    journal_id = journal_for(JournalType.PURCHASE).pk
    posted = {
        one.key: NewEntry(entry, one.document.type.value, journal_id, one.document.supplier.pk)
        for one in recorded
        if (entry := one.posting.entry) is not None
    }
    suppliers = {one.document.supplier.auxiliary: one.document.supplier.pk for one in recorded}
    return dict(zip(posted, post_entries(company, list(posted.values()), suppliers=suppliers), strict=True))


def _constants(company: Company, actor: str) -> dict[str, object]:
    now = moment_value(clock.now())
    own = {"company_id": company.pk, "imported_at": now, "controlled_at": now, "controlled_by": actor}
    return own | _DOCUMENT_CONSTANTS


def _document_rows(
    recorded: Iterable[Recorded],
    states: Iterable[PaymentState],
    entries: Mapping[int, int],
    constants: Mapping[str, object],
) -> Iterator[Row]:
    last = tuple(constants.values())
    for one, state in zip(recorded, states, strict=True):
        document = one.document
        invoice_date = str(document.invoice_date)
        yield (
            one.key, document.supplier.pk, document.type.value, document.type_code, document.number,
            document.invoice_date.year, invoice_date, _text(document.entry_date) or invoice_date,
            _text(document.due_date), _text(document.period_start), _text(document.period_end), document.currency,
            _text(document.rate), document.net_minor, document.vat_minor, document.total_minor,
            document.prepaid_minor, document.rounding_minor, document.due_minor, document.order_reference,
            state.value, entries.get(one.key), *_outcome(one.posting), *last,
        )  # fmt: skip


def _text(value: date | Decimal | None) -> str | None:
    return None if value is None else str(value)


def _outcome(posting: Posting) -> Row:
    """The problems of a document, and the boolean of each kind."""
    if not posting.problems:
        return _NO_PROBLEM
    codes = {problem.code for problem in posting.problems}
    problems = json.dumps([stored_problem(problem) for problem in posting.problems])
    return (problems, *[code in codes for code in PROBLEM_FIELDS])


def _line_rows(recorded: Iterable[Recorded], last: Row) -> Iterator[Row]:
    for one in recorded:
        for line in one.document.lines:
            yield (one.key, line.position, line.label, line.net_minor, line.vat_code, line.account, *last)


def _vat_rows(recorded: Iterable[Recorded], company_id: int) -> Iterator[Row]:
    for one in recorded:
        for vat in one.document.vat:
            yield (
                one.key, vat.vat_code, vat.category, vat.rate_bp, vat.base_minor, vat.vat_minor, vat.account,
                company_id,
            )  # fmt: skip


def _confirm_suppliers(documents: Iterable[BulkDocument]) -> None:
    keys = {document.supplier.pk for document in documents if document.supplier.known_at is None}
    if keys:
        Supplier.objects.filter(pk__in=keys, known_at=None).update(known_at=clock.now())

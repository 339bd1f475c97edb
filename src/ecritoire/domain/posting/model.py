"""What posting is told and what it answers. Every value is frozen; amounts are minor units.

Those of a document are in its own currency, those of an entry and of a payment in the company's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ecritoire.domain.entries import Entry
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.vat import VatCode


@dataclass(frozen=True, slots=True)
class PostingAccounts:
    """The company's accounts that posting needs. Accounts are numbers as the company's chart writes them."""

    supplier: str = "401000"
    asset_supplier: str = "404000"
    deposit: str = "409100"
    asset_deposit: str = "238000"
    vat_on_assets: str = "445620"
    vat_pending: str = "445860"  # VAT of a deposit invoice until it is paid
    rounding_loss: str = "658000"
    rounding_gain: str = "758000"
    exchange_loss: str = "656000"
    exchange_gain: str = "756000"
    foreign_vat_refund: str = ""  # empty: foreign VAT goes into the expense


@dataclass(frozen=True, slots=True)
class CodedLine:
    """One line of a document, or a document-level allowance (negative) or charge, with its coding."""

    position: int  # as the person sees it, from 1
    label: str
    net_minor: int  # signed: an allowance is negative
    vat_code: str  # key into ``PostingDocument.vat_codes``
    account: str  # purchase account, empty when not coded yet


@dataclass(frozen=True, slots=True)
class VatAmount:
    """VAT of one code on the document. For a reverse charge ``vat_minor`` is what the purchaser self-assesses."""

    vat_code: str
    base_minor: int
    vat_minor: int
    account: str  # deductible account, empty when missing
    due_account: str = ""  # for a reverse charge: where the tax is due (4452, 44571)
    pending_account: str = ""  # services with VAT on payment: where the tax waits (4458), empty: deducted at once
    rate_bp: int = 0  # as stated, where the code has no rate of its own
    book_vat_minor: int | None = None  # company currency as stated (BT-111), where the document is in another


@dataclass(frozen=True, slots=True)
class ClearedDeposit:
    """A deposit invoice posted earlier that this final invoice takes back (facts of that deposit's own entry).

    Amounts are in the company's currency. A payment on an order without a deposit invoice is one without VAT, its
    ``net_minor`` being what was paid.
    """

    number: str
    net_minor: int
    # Deductible VAT account → VAT on the deposit, deducted or still waiting for its payment; a tax due by reverse
    # charge is negative, on its due account.
    vat_by_account: Mapping[str, int]
    account: str = ""  # where the deposit was posted; empty: the company's for goods and services, or for assets
    currency_minor: int | None = None  # gross amount in the document's currency; None: at the document's rate


@dataclass(frozen=True, slots=True)
class PostingDocument:
    """Everything posting needs to know of a document. A credit note has positive amounts: its type says the side."""

    type: DocumentType
    number: str
    invoice_date: date
    entry_date: date  # accounting date; the invoice date unless a person chose another
    currency: str
    company_currency: str
    supplier_name: str
    auxiliary: str  # auxiliary account of the supplier
    lines: tuple[CodedLine, ...]
    vat: tuple[VatAmount, ...]
    vat_codes: Mapping[str, VatCode]
    total_minor: int  # gross, BT-112
    rounding_minor: int = 0  # BT-114, signed: what is owed is total + rounding
    due_date: date | None = None
    rate: Decimal | None = None  # units of ``currency`` for one of the company's, at the invoice date
    deposits: tuple[ClearedDeposit, ...] = ()
    books_gap: bool = False  # a person chose to book the difference to the rounding account
    supplier_account: str = ""  # collective account of the supplier, empty: the company's
    cancels_deposit: bool = False  # a credit note on a deposit invoice (type code 503)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a document has no entry yet: a reason code of the export contract, and the facts of the case."""

    code: str  # purchase_account_missing, vat_account_missing, unbalanced, currency_rate_missing
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PendingVat:
    """VAT that a payment makes deductible: moved from the pending to the deductible account.

    Negative for a credit note. Amounts are in the company's currency.
    """

    pending_account: str
    account: str
    vat_minor: int


@dataclass(frozen=True, slots=True)
class Posting:
    """Outcome: an entry, or **all** the problems that prevent it (never both).

    Neither entry nor problem: there is nothing to post (an order, or a document whose every account nets to zero).
    """

    entry: Entry | None
    problems: tuple[Problem, ...] = ()
    pending_vat: tuple[PendingVat, ...] = ()  # what its payment in full will make deductible
    deposits: tuple[ClearedDeposit, ...] = ()  # of a deposit invoice: what the final invoice will take back


@dataclass(frozen=True, slots=True)
class SettledDocument:
    """One document a payment settles, in full or in part; a credit note netted inside has a negative amount."""

    number: str
    auxiliary: str
    supplier_name: str
    account: str  # 401, 404, or 4091 for a deposit paid on an order
    amount_minor: int  # company currency, at the rate of the document's own entry
    currency_minor: int | None = None  # same in the document's currency
    # What this payment makes deductible; of the whole document when ``document_minor`` says what the whole is.
    pending_vat: tuple[PendingVat, ...] = ()
    document_minor: int | None = None  # what the document's own entry owes the supplier, signed as ``amount_minor``
    settled_before_minor: int = 0  # part of it that earlier payments settled


@dataclass(frozen=True, slots=True)
class PostingPayment:
    """A payment as the bank executed it."""

    reference: str
    date: date
    bank_account: str  # general account 512…
    label: str
    paid_minor: int  # company currency, what left the bank account; negative for a refund received
    settled: tuple[SettledDocument, ...]
    currency: str = ""  # foreign currency of the payment, empty when none

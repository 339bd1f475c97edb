"""What a supplier document says, whatever its syntax: one frozen tree keyed to the terms of EN 16931.

Amounts are the **sender's** figures in minor units of the document's currency, exactly as stated; what we compute
ourselves is in :class:`Discrepancy`. The business term of each field stands beside it (BT = term, BG = group).
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class DocumentType(StrEnum):
    """What the document is for the accounts; decided from the type code (BT-3) and the sign of the total."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    DEPOSIT_INVOICE = "deposit_invoice"
    ORDER = "order"
    CORRECTIVE = "corrective"


class Syntax(StrEnum):
    """The syntax the data was read from."""

    CII = "cii"
    UBL = "ubl"
    ZUGFERD_1 = "zugferd1"
    ORDER_X = "order-x"
    KEYED = "keyed"  # typed by a person from the paper


@dataclass(frozen=True, slots=True)
class Address:
    """Postal address (BG-5, BG-8)."""

    lines: tuple[str, ...] = ()  # BT-35, 36, 162
    city: str = ""  # BT-37
    postcode: str = ""  # BT-38
    country: str = ""  # BT-40, ISO 3166-1 alpha-2


@dataclass(frozen=True, slots=True)
class Party:
    """Seller (BG-4), buyer (BG-7) or payee (BG-10)."""

    name: str = ""  # BT-27, BT-44, BT-59
    trading_name: str = ""  # BT-28
    siren: str = ""  # BT-30 with scheme 0002, or the first nine digits of a SIRET or of a French VAT number
    siret: str = ""  # BT-29 with scheme 0009, or a fourteen-digit BT-30
    legal_id: str = ""  # BT-30 as stated, any scheme
    vat_number: str = ""  # BT-31, upper case without spaces
    tax_number: str = ""  # BT-32
    electronic_address: str = ""  # BT-34, BT-49
    address: Address = field(default_factory=Address)


@dataclass(frozen=True, slots=True)
class BankAccount:
    """Account to be paid (BG-17), as the document states it; nothing here is verified."""

    iban: str = ""  # BT-84 without spaces, when it is an IBAN or looks like one
    iban_is_valid: bool = False  # country, length, mod 97 and national key
    proprietary_id: str = ""  # BT-84 when it is not an IBAN
    holder: str = ""  # BT-85
    bic: str = ""  # BT-86


@dataclass(frozen=True, slots=True)
class Period:
    """Start and end, either may be missing (BG-14, BG-26)."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class AllowanceCharge:
    """Document-level allowance (BG-20) or charge (BG-21). ``amount_minor`` is positive for both as stated."""

    is_charge: bool
    amount_minor: int  # BT-92, BT-99
    reason: str = ""  # BT-97, BT-104
    vat_category: str = ""  # BT-95, BT-102
    vat_rate: Decimal | None = None  # BT-96, BT-103, percent


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One line (BG-25)."""

    id: str  # BT-126
    name: str  # BT-153
    net_minor: int  # BT-131
    description: str = ""  # BT-154
    note: str = ""  # BT-127
    quantity: Decimal | None = None  # BT-129
    unit: str = ""  # BT-130
    unit_price: Decimal | None = None  # BT-146
    vat_category: str = ""  # BT-151
    vat_rate: Decimal | None = None  # BT-152, percent
    classification: str = ""  # BT-158
    accounting_reference: str = ""  # BT-133
    period: Period = field(default_factory=Period)  # BG-26
    preceding_invoice: str = ""  # EXTENDED: reference to a deposit invoice on the line


@dataclass(frozen=True, slots=True)
class VatBreakdown:
    """One VAT group of the document (BG-23)."""

    category: str  # BT-118
    rate: Decimal | None  # BT-119, percent
    base_minor: int  # BT-116
    vat_minor: int  # BT-117
    exemption_code: str = ""  # BT-121
    exemption_reason: str = ""  # BT-120


@dataclass(frozen=True, slots=True)
class Reference:
    """A preceding invoice (BG-3)."""

    number: str  # BT-25
    issue_date: date | None = None  # BT-26
    type_code: str = ""  # EXT-FR-FE-02


@dataclass(frozen=True, slots=True)
class Attachment:
    """A supporting document (BG-24)."""

    id: str  # BT-122
    description: str = ""  # BT-123
    url: str = ""  # BT-124
    filename: str = ""
    mime_type: str = ""
    content: bytes | None = None  # BT-125


@dataclass(frozen=True, slots=True)
class Totals:
    """Totals of the document (BG-22). ``None`` where the profile or the sender leaves the term out."""

    lines_minor: int | None  # BT-106
    allowances_minor: int  # BT-107, 0 when absent
    charges_minor: int  # BT-108, 0 when absent
    net_minor: int  # BT-109
    vat_minor: int  # BT-110, 0 when absent
    vat_in_tax_currency_minor: int | None  # BT-111
    total_minor: int  # BT-112
    prepaid_minor: int  # BT-113, 0 when absent
    rounding_minor: int  # BT-114, 0 when absent
    due_minor: int  # BT-115


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A figure of the sender that our own computation does not confirm. The sender's figure stays in the books."""

    code: str  # for example "sum_of_lines", "net_total", "vat_total", "vat_of_rate", "gross_total", "amount_due"
    term: str  # for example "BT-106"
    stated_minor: int
    computed_minor: int
    detail: str = ""  # which one, where the term repeats: VAT category and rate of a group ("S 20")


@dataclass(frozen=True, slots=True)
class Invoice:
    """One supplier document. Amounts are positive for a credit note; the type carries the direction."""

    syntax: Syntax
    profile: str  # BT-24 as stated
    process: str  # BT-23
    number: str  # BT-1
    type_code: str  # BT-3 as stated
    type: DocumentType
    issue_date: date  # BT-2
    currency: str  # BT-5
    seller: Party
    buyer: Party
    totals: Totals
    tax_currency: str = ""  # BT-6
    due_date: date | None = None  # BT-9
    tax_point_date: date | None = None  # BT-7
    tax_point_code: str = ""  # BT-8
    buyer_reference: str = ""  # BT-10
    order_reference: str = ""  # BT-13
    contract_reference: str = ""  # BT-12
    accounting_reference: str = ""  # BT-19
    payment_terms: str = ""  # BT-20
    payment_means: str = ""  # BT-81
    payment_reference: str = ""  # BT-83
    payee: Party | None = None  # BG-10
    delivery_date: date | None = None  # BT-72
    period: Period = field(default_factory=Period)  # BG-14
    notes: tuple[str, ...] = ()  # BG-1
    accounts: tuple[BankAccount, ...] = ()  # BG-17
    lines: tuple[InvoiceLine, ...] = ()  # BG-25, empty in profiles MINIMUM and BASIC WL
    allowances_charges: tuple[AllowanceCharge, ...] = ()  # BG-20, BG-21
    vat: tuple[VatBreakdown, ...] = ()  # BG-23, empty in profile MINIMUM
    preceding: tuple[Reference, ...] = ()  # BG-3
    attachments: tuple[Attachment, ...] = ()  # BG-24
    discrepancies: tuple[Discrepancy, ...] = ()
    flags: tuple[str, ...] = ()  # for example "negative_invoice", "iban_invalid", "type_code_unknown"

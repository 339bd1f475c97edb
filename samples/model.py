"""The tree of one sample document. Amounts are minor units; quantities, prices and rates are decimals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


def to_minor(amount: Decimal) -> int:
    """Round an amount in units to minor units, halves away from zero."""
    return int((amount * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


class Profile(StrEnum):
    """Specification identifier (BT-24)."""

    BASIC_WL = "urn:factur-x.eu:1p0:basicwl"
    BASIC = "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic"
    EN16931 = "urn:cen.eu:en16931:2017"
    EXTENDED = "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended"
    PEPPOL = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"


class Syntax(StrEnum):
    """How the document is handed over."""

    FACTURX = "facturx"  # PDF with CII inside
    CII = "cii"
    UBL = "ubl"
    PDF = "pdf"  # a page and nothing else


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A company: what it is legally, where it is, how to reach and pay it."""

    name: str
    legal_form: str = ""
    capital: str = ""
    registry: str = ""  # town of the RCS
    siren: str = ""
    siret: str = ""
    legal_id: str = ""  # of foreign companies
    legal_scheme: str = ""
    vat_number: str = ""
    address: tuple[str, ...] = ()
    postcode: str = ""
    city: str = ""
    country: str = "FR"
    phone: str = ""
    email: str = ""
    website: str = ""
    endpoint: tuple[str, str] = ("", "")  # scheme, identifier (BT-34, BT-49)
    iban: str = ""
    bic: str = ""
    account_number: str = ""  # where there is no IBAN
    bank: str = ""
    on_debits: bool = False  # VAT of services due at invoicing


@dataclass(frozen=True, slots=True)
class Tax:
    """VAT category and rate of a line, with the reason when there is none."""

    category: str
    rate: Decimal | None
    code: str = ""
    reason: str = ""


S20 = Tax("S", Decimal(20))
S10 = Tax("S", Decimal(10))
S55 = Tax("S", Decimal("5.5"))
S21 = Tax("S", Decimal("2.1"))
S85 = Tax("S", Decimal("8.5"))
BE12 = Tax("S", Decimal(12))
BE21 = Tax("S", Decimal(21))
EXEMPT_INSURANCE = Tax("E", Decimal(0), "VATEX-FR-CGI261C-2", "Exonération de TVA, article 261 C-2° du CGI")
SUBCONTRACTING = Tax("AE", Decimal(0), "VATEX-EU-AE", "Autoliquidation, article 283-2 nonies du CGI")
INTRA_EU = Tax("K", Decimal(0), "VATEX-EU-IC", "Steuerfreie innergemeinschaftliche Lieferung, § 4 Nr. 1b UStG")
EXPORTED = Tax("G", Decimal(0), "VATEX-EU-G", "Zero-rated export of goods")
OUT_OF_SCOPE = Tax("O", None, "VATEX-EU-O", "Not subject to VAT")


@dataclass(frozen=True, slots=True)
class Period:
    """What is billed covers these days, both included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Reference:
    """A document that came before."""

    number: str
    issued_on: date
    type_code: str = "380"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line. A negative one has a negative quantity."""

    name: str
    quantity: Decimal
    price: Decimal
    unit: str = "C62"
    tax: Tax = S20
    description: str = ""
    item: str = ""  # seller's article number
    period: Period | None = None
    deposit: Reference | None = None

    @property
    def net_minor(self) -> int:
        return to_minor(self.quantity * self.price)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """Allowance or charge on the whole document; the amount is positive for both."""

    is_charge: bool
    amount_minor: int
    reason: str
    reason_code: str
    tax: Tax = S20
    percent: Decimal | None = None
    base_minor: int | None = None

    @property
    def signed_minor(self) -> int:
        return self.amount_minor if self.is_charge else -self.amount_minor


@dataclass(frozen=True, slots=True)
class VatGroup:
    """Base and VAT of one category and rate."""

    tax: Tax
    base_minor: int
    vat_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document as its sender means it."""

    slug: str  # supplier's short name, part of the file name
    seller: Party
    buyer: Party
    number: str
    issued_on: date
    lines: tuple[Line, ...]
    syntax: Syntax = Syntax.FACTURX
    profile: Profile = Profile.EN16931
    type_code: str = "380"
    title: str = "Facture"
    process: str = "B1"  # BT-23
    due_on: date | None = None
    currency: str = "EUR"
    adjustments: tuple[Adjustment, ...] = ()
    prepaid_minor: int = 0
    rounding_minor: int = 0
    # What the sender states against arithmetic: VAT by rate, total with VAT.
    stated_vat: Mapping[Decimal, int] = field(default_factory=dict)
    stated_total_minor: int | None = None
    preceding: tuple[Reference, ...] = ()
    period: Period | None = None
    delivered_on: date | None = None
    order: str = ""
    contract: str = ""
    despatch: str = ""
    buyer_reference: str = ""
    terms: str = ""
    means: str = "30"
    mandate: str = ""
    notes: tuple[tuple[str, str], ...] = ()  # subject code, text
    remark: str = ""  # printed under the lines, and the first note
    stamp: str = ""
    suffix: str = ""  # end of the file name
    name: str = ""  # file name, when it is not made of date, slug and number
    history: tuple[tuple[str, int], ...] = ()  # bars on the page of an energy bill: month, kWh

    @property
    def file_name(self) -> str:
        extension = "pdf" if self.syntax in {Syntax.FACTURX, Syntax.PDF} else "xml"
        return self.name or f"{self.issued_on}_{self.slug}_{self.number}{self.suffix}.{extension}"

    @property
    def is_credit_note(self) -> bool:
        return self.type_code == "381"

    @property
    def lines_minor(self) -> int:
        return sum(line.net_minor for line in self.lines)

    @property
    def allowances_minor(self) -> int:
        return sum(adjustment.amount_minor for adjustment in self.adjustments if not adjustment.is_charge)

    @property
    def charges_minor(self) -> int:
        return sum(adjustment.amount_minor for adjustment in self.adjustments if adjustment.is_charge)

    @property
    def net_minor(self) -> int:
        return self.lines_minor - self.allowances_minor + self.charges_minor

    @property
    def vat_groups(self) -> tuple[VatGroup, ...]:
        bases: dict[Tax, int] = {}
        for line in self.lines:
            bases[line.tax] = bases.get(line.tax, 0) + line.net_minor
        for adjustment in self.adjustments:
            bases[adjustment.tax] = bases.get(adjustment.tax, 0) + adjustment.signed_minor
        return tuple(VatGroup(tax, base, self._vat_of(tax, base)) for tax, base in bases.items())

    def _vat_of(self, tax: Tax, base_minor: int) -> int:
        if tax.rate is None:
            return 0
        return self.stated_vat.get(tax.rate, to_minor(Decimal(base_minor) * tax.rate / 10000))

    @property
    def vat_minor(self) -> int:
        return sum(group.vat_minor for group in self.vat_groups)

    @property
    def total_minor(self) -> int:
        return self.net_minor + self.vat_minor if self.stated_total_minor is None else self.stated_total_minor

    @property
    def due_minor(self) -> int:
        return self.total_minor - self.prepaid_minor + self.rounding_minor

    @property
    def tax_point_code(self) -> str:
        """When VAT is due (BT-8, CII codes): at invoicing, or when a service is paid."""
        if self.seller.country != "FR" or self.process[:1] not in {"B", "S"}:
            return ""
        return "5" if self.process[0] == "B" or self.seller.on_debits else "72"

    @property
    def all_notes(self) -> tuple[tuple[str, str], ...]:
        return ((("AAI", self.remark),) if self.remark else ()) + self.notes

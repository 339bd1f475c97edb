"""E-invoices (UBL) that a test writes in one line, with sums that are right unless it says otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

BUYER_SIREN = "552100554"  # the company of most tests
BUYER_NAME = "Menuiserie Bréhat"


@dataclass(frozen=True)
class Seller:
    """Who sends."""

    name: str = "Vismer Fixations"
    siren: str = "100000009"
    vat_number: str = "FR88100000009"
    country: str = "FR"


VISMER = Seller()
SILLAGE = Seller("Carburants Sillage", "200000008", "FR64200000008")
BRENNECKE = Seller("Holzwerk Brennecke GmbH", "", "DE123456788", "DE")


@dataclass(frozen=True)
class Item:
    """One line; ``rate`` in percent, ``takes_back`` the number of a deposit invoice."""

    name: str = "Vis inox"
    net: str = "100.00"
    rate: str = "20"
    category: str = "S"
    takes_back: str = ""


@dataclass(frozen=True)
class EInvoice:
    """What an invoice says."""

    number: str = "F-1"
    issue_date: date = date(2026, 10, 14)
    due_date: date | None = date(2026, 11, 13)
    type_code: str = "380"
    process: str = "S1"
    currency: str = "EUR"
    seller: Seller = VISMER
    buyer_siren: str = BUYER_SIREN
    buyer_name: str = BUYER_NAME
    items: Sequence[Item] = (Item(),)
    allowance: str = "0"  # on the whole document, at 20 %
    prepaid: str = "0"
    cent_off: str = "0"  # added to the total, as careless senders do
    iban: str = "FR7630006000011234567890189"
    order: str = ""
    preceding: Sequence[tuple[str, date | None]] = ()
    preceding_type: str = ""
    period: tuple[date, date] | None = None
    note: str = ""
    vat_in_euro: str = field(default="", repr=False)

    def changed(self, **changes: object) -> "EInvoice":
        """The same but for some things."""
        return replace(self, **changes)  # type: ignore[arg-type]

    @property
    def xml(self) -> bytes:
        """The invoice as its sender transmits it."""
        return _Writer(self).write().encode()


def files(*invoices: EInvoice) -> list[tuple[str, bytes]]:
    """Names and bytes, as they are received."""
    return [(f"{invoice.number}.xml", invoice.xml) for invoice in invoices]


class _Writer:
    def __init__(self, invoice: EInvoice) -> None:
        self.invoice = invoice
        self.is_credit_note = invoice.type_code in {"381", "503"}
        allowance = Decimal(invoice.allowance)
        groups: dict[tuple[str, str], Decimal] = {}
        for item in invoice.items:
            groups[item.category, item.rate] = groups.get((item.category, item.rate), Decimal(0)) + Decimal(item.net)
        if allowance:
            groups["S", "20"] -= allowance
        self.groups = groups
        self.lines_total = sum((Decimal(item.net) for item in invoice.items), Decimal(0))
        self.net = self.lines_total - allowance
        self.taxes = {key: self.round(base * Decimal(key[1]) / 100) for key, base in groups.items()}
        self.vat = sum(self.taxes.values(), Decimal(0))
        self.total = self.net + self.vat + Decimal(invoice.cent_off)

    @staticmethod
    def round(amount: Decimal) -> Decimal:
        return amount.quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")

    def write(self) -> str:
        root = "CreditNote" if self.is_credit_note else "Invoice"
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} '
            f'xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2" '
            'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" '
            'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">\n'
            + self.head(root)
            + self.parties()
            + self.totals()
            + "".join(self.line(position, item) for position, item in enumerate(self.invoice.items, 1))
            + f"</{root}>\n"
        )

    def head(self, root: str) -> str:
        invoice = self.invoice
        due = f"<cbc:DueDate>{invoice.due_date}</cbc:DueDate>" if invoice.due_date and root == "Invoice" else ""
        period = ""
        if invoice.period:
            start, end = invoice.period
            period = (
                f"<cac:InvoicePeriod><cbc:StartDate>{start}</cbc:StartDate>"
                f"<cbc:EndDate>{end}</cbc:EndDate></cac:InvoicePeriod>"
            )
        order = f"<cac:OrderReference><cbc:ID>{invoice.order}</cbc:ID></cac:OrderReference>" if invoice.order else ""
        return (
            "<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>"
            f"<cbc:ProfileID>{invoice.process}</cbc:ProfileID><cbc:ID>{invoice.number}</cbc:ID>"
            f"<cbc:IssueDate>{invoice.issue_date}</cbc:IssueDate>{due}"
            f"<cbc:{root}TypeCode>{invoice.type_code}</cbc:{root}TypeCode>"
            + (f"<cbc:Note>{invoice.note}</cbc:Note>" if invoice.note else "")
            + f"<cbc:DocumentCurrencyCode>{invoice.currency}</cbc:DocumentCurrencyCode>{period}{order}"
            + "".join(self.reference(*reference) for reference in invoice.preceding)
        )

    def reference(self, number: str, day: date | None) -> str:
        issued = f"<cbc:IssueDate>{day}</cbc:IssueDate>" if day else ""
        code = self.invoice.preceding_type
        kind = f"<cbc:DocumentTypeCode>{code}</cbc:DocumentTypeCode>" if code else ""
        return (
            "<cac:BillingReference><cac:InvoiceDocumentReference>"
            f"<cbc:ID>{number}</cbc:ID>{issued}{kind}</cac:InvoiceDocumentReference></cac:BillingReference>"
        )

    def parties(self) -> str:
        seller, invoice = self.invoice.seller, self.invoice
        tax = (
            f"<cac:PartyTaxScheme><cbc:CompanyID>{seller.vat_number}</cbc:CompanyID>"
            "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>"
            if seller.vat_number
            else ""
        )
        siren = f'<cbc:CompanyID schemeID="0002">{seller.siren}</cbc:CompanyID>' if seller.siren else ""
        buyer = f'<cbc:CompanyID schemeID="0002">{invoice.buyer_siren}</cbc:CompanyID>' if invoice.buyer_siren else ""
        account = (
            "<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode><cac:PayeeFinancialAccount>"
            f"<cbc:ID>{invoice.iban}</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>"
            if invoice.iban
            else ""
        )
        allowance = (
            "<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>"
            "<cbc:AllowanceChargeReason>Remise</cbc:AllowanceChargeReason>"
            f"{self.amount('Amount', Decimal(invoice.allowance))}{self.category('TaxCategory', 'S', '20')}"
            "</cac:AllowanceCharge>"
            if Decimal(invoice.allowance)
            else ""
        )
        return (
            "<cac:AccountingSupplierParty><cac:Party><cac:PostalAddress><cac:Country>"
            f"<cbc:IdentificationCode>{seller.country}</cbc:IdentificationCode></cac:Country></cac:PostalAddress>{tax}"
            f"<cac:PartyLegalEntity><cbc:RegistrationName>{seller.name}</cbc:RegistrationName>{siren}"
            "</cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>"
            "<cac:AccountingCustomerParty><cac:Party><cac:PartyLegalEntity>"
            f"<cbc:RegistrationName>{invoice.buyer_name}</cbc:RegistrationName>{buyer}"
            f"</cac:PartyLegalEntity></cac:Party></cac:AccountingCustomerParty>{account}{allowance}"
        )

    def totals(self) -> str:
        groups = "".join(
            f"<cac:TaxSubtotal>{self.amount('TaxableAmount', base)}{self.amount('TaxAmount', self.taxes[key])}"
            f"{self.category('TaxCategory', *key)}</cac:TaxSubtotal>"
            for key, base in self.groups.items()
        )
        allowance, prepaid = Decimal(self.invoice.allowance), Decimal(self.invoice.prepaid)
        in_euro = ""
        if self.invoice.vat_in_euro:
            amount = f'<cbc:TaxAmount currencyID="EUR">{self.invoice.vat_in_euro}</cbc:TaxAmount>'
            in_euro = f"<cac:TaxTotal>{amount}</cac:TaxTotal>"
        return (
            f"<cac:TaxTotal>{self.amount('TaxAmount', self.vat)}{groups}</cac:TaxTotal>{in_euro}"
            f"<cac:LegalMonetaryTotal>{self.amount('LineExtensionAmount', self.lines_total)}"
            f"{self.amount('TaxExclusiveAmount', self.net)}{self.amount('TaxInclusiveAmount', self.total)}"
            + (self.amount("AllowanceTotalAmount", allowance) if allowance else "")
            + (self.amount("PrepaidAmount", prepaid) if prepaid else "")
            + f"{self.amount('PayableAmount', self.total - prepaid)}</cac:LegalMonetaryTotal>"
        )

    def line(self, position: int, item: Item) -> str:
        kind, quantity = (
            ("CreditNoteLine", "CreditedQuantity") if self.is_credit_note else ("InvoiceLine", "InvoicedQuantity")
        )
        tax = self.category("ClassifiedTaxCategory", item.category, item.rate)
        reference = ""
        if item.takes_back:
            named = f"<cbc:ID>{item.takes_back}</cbc:ID>"
            inside = f"<cac:InvoiceDocumentReference>{named}</cac:InvoiceDocumentReference>"
            reference = f"<cac:BillingReference>{inside}</cac:BillingReference>"
        sign = "-" if item.net.startswith("-") else ""
        return (
            f'<cac:{kind}><cbc:ID>{position}</cbc:ID><cbc:{quantity} unitCode="C62">{sign}1</cbc:{quantity}>'
            f"{self.amount('LineExtensionAmount', Decimal(item.net))}{reference}"
            f"<cac:Item><cbc:Name>{item.name}</cbc:Name>{tax}</cac:Item>"
            f"<cac:Price>{self.amount('PriceAmount', abs(Decimal(item.net)))}</cac:Price></cac:{kind}>"
        )

    def amount(self, name: str, amount: Decimal) -> str:
        return f'<cbc:{name} currencyID="{self.invoice.currency}">{self.round(amount)}</cbc:{name}>'

    def category(self, name: str, category: str, rate: str) -> str:
        return (
            f"<cac:{name}><cbc:ID>{category}</cbc:ID><cbc:Percent>{rate}</cbc:Percent>"
            f"<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:{name}>"
        )

"""UBL 2.1, Invoice and CreditNote."""

from samples.elements import Element, Writer, amount, number, serialize
from samples.model import Adjustment, Document, Line, Party, Period, Tax, VatGroup

UBL = "urn:oasis:names:specification:ubl:schema:xsd"
# UNTDID 2475 in place of the 2005 of CII (BT-8).
TAX_POINT_CODES = {"5": "3", "72": "432"}
_COMMON: dict[str | None, str] = {
    "cac": f"{UBL}:CommonAggregateComponents-2",
    "cbc": f"{UBL}:CommonBasicComponents-2",
}
_w = Writer(_COMMON)


def write_ubl(document: Document) -> bytes:
    """Write a document as UBL: a credit note has a root of its own."""
    kind = "CreditNote" if document.is_credit_note else "Invoice"
    root = Writer({None: f"{UBL}:{kind}-2", **_COMMON}).root(kind)
    _header(root, document, kind)
    _references(root, document)
    _party(_w.group(root, "cac:AccountingSupplierParty"), document.seller, document)
    _party(_w.group(root, "cac:AccountingCustomerParty"), document.buyer, document)
    _delivery(root, document)
    _means(root, document)
    if document.terms:
        _w.text(_w.group(root, "cac:PaymentTerms"), "cbc:Note", document.terms)
    for adjustment in document.adjustments:
        _adjustment(root, adjustment, document.currency)
    _tax_total(root, document)
    _totals(root, document)
    for position, line in enumerate(document.lines, 1):
        _line(root, position, line, document)
    return serialize(root)


def _header(root: Element, document: Document, kind: str) -> None:
    _w.text(root, "cbc:CustomizationID", document.profile)
    _w.text(root, "cbc:ProfileID", document.process)
    _w.text(root, "cbc:ID", document.number)
    _w.text(root, "cbc:IssueDate", document.issued_on.isoformat())
    if document.due_on and kind == "Invoice":
        _w.text(root, "cbc:DueDate", document.due_on.isoformat())
    _w.text(root, f"cbc:{kind}TypeCode", document.type_code)
    for code, text in document.all_notes:
        _w.text(root, "cbc:Note", f"#{code}#{text}" if document.seller.country == "FR" else text)
    _w.text(root, "cbc:DocumentCurrencyCode", document.currency)
    _w.text(root, "cbc:BuyerReference", document.buyer_reference)
    tax_point = TAX_POINT_CODES.get(document.tax_point_code, "")
    if document.period or tax_point:
        _period(root, document.period, tax_point)


def _period(parent: Element, period: Period | None, tax_point: str = "") -> None:
    group = _w.group(parent, "cac:InvoicePeriod")
    if period:
        _w.text(group, "cbc:StartDate", period.start.isoformat())
        _w.text(group, "cbc:EndDate", period.end.isoformat())
    _w.text(group, "cbc:DescriptionCode", tax_point)


def _references(root: Element, document: Document) -> None:
    if document.order:
        _w.text(_w.group(root, "cac:OrderReference"), "cbc:ID", document.order)
    for reference in document.preceding:
        group = _w.group(_w.group(root, "cac:BillingReference"), "cac:InvoiceDocumentReference")
        _w.text(group, "cbc:ID", reference.number)
        _w.text(group, "cbc:IssueDate", reference.issued_on.isoformat())
    if document.despatch:
        _w.text(_w.group(root, "cac:DespatchDocumentReference"), "cbc:ID", document.despatch)
    if document.contract:
        _w.text(_w.group(root, "cac:ContractDocumentReference"), "cbc:ID", document.contract)


def _party(parent: Element, party: Party, document: Document) -> None:
    group = _w.group(parent, "cac:Party")
    scheme, endpoint = party.endpoint
    _w.text(group, "cbc:EndpointID", endpoint, schemeID=scheme)
    if party.siret:
        _w.text(_w.group(group, "cac:PartyIdentification"), "cbc:ID", party.siret, schemeID="0009")
    _w.text(_w.group(group, "cac:PartyName"), "cbc:Name", party.name)
    _address(_w.group(group, "cac:PostalAddress"), party)
    if party.vat_number:
        tax = _w.group(group, "cac:PartyTaxScheme")
        _w.text(tax, "cbc:CompanyID", party.vat_number)
        _w.text(_w.group(tax, "cac:TaxScheme"), "cbc:ID", "VAT")
    legal = _w.group(group, "cac:PartyLegalEntity")
    _w.text(legal, "cbc:RegistrationName", party.name)
    scheme = "0002" if party.siren else party.legal_scheme
    _w.text(legal, "cbc:CompanyID", party.siren or party.legal_id, **({"schemeID": scheme} if scheme else {}))
    if party is document.seller and party.capital:
        _w.text(legal, "cbc:CompanyLegalForm", f"{party.legal_form} au capital de {party.capital}")
    if party is document.seller and party.email:
        contact = _w.group(group, "cac:Contact")
        _w.text(contact, "cbc:Name", "Comptabilité clients" if party.country == "FR" else "Accounts")
        _w.text(contact, "cbc:Telephone", party.phone)
        _w.text(contact, "cbc:ElectronicMail", party.email)


def _address(address: Element, party: Party) -> None:
    _w.text(address, "cbc:StreetName", party.address[0])
    _w.text(address, "cbc:AdditionalStreetName", party.address[1] if len(party.address) > 1 else "")
    _w.text(address, "cbc:CityName", party.city)
    _w.text(address, "cbc:PostalZone", party.postcode)
    _w.text(_w.group(address, "cac:Country"), "cbc:IdentificationCode", party.country)


def _delivery(root: Element, document: Document) -> None:
    if not document.delivered_on:
        return
    delivery = _w.group(root, "cac:Delivery")
    _w.text(delivery, "cbc:ActualDeliveryDate", document.delivered_on.isoformat())
    _address(_w.group(_w.group(delivery, "cac:DeliveryLocation"), "cac:Address"), document.buyer)


def _means(root: Element, document: Document) -> None:
    means = _w.group(root, "cac:PaymentMeans")
    _w.text(means, "cbc:PaymentMeansCode", document.means)
    if document.due_on and document.is_credit_note:
        _w.text(means, "cbc:PaymentDueDate", document.due_on.isoformat())
    _w.text(means, "cbc:PaymentID", document.number)
    if document.means not in {"30", "58"}:
        return
    account = _w.group(means, "cac:PayeeFinancialAccount")
    _w.text(account, "cbc:ID", document.seller.iban or document.seller.account_number)
    _w.text(account, "cbc:Name", document.seller.name)
    _w.text(_w.group(account, "cac:FinancialInstitutionBranch"), "cbc:ID", document.seller.bic)


def _category(parent: Element, name: str, tax: Tax) -> Element:
    category = _w.group(parent, name)
    _w.text(category, "cbc:ID", tax.category)
    if tax.rate is not None:
        _w.text(category, "cbc:Percent", number(tax.rate))
    return category


def _scheme(category: Element) -> None:
    _w.text(_w.group(category, "cac:TaxScheme"), "cbc:ID", "VAT")


def _adjustment(root: Element, adjustment: Adjustment, currency: str) -> None:
    group = _w.group(root, "cac:AllowanceCharge")
    _w.text(group, "cbc:ChargeIndicator", "true" if adjustment.is_charge else "false")
    _w.text(group, "cbc:AllowanceChargeReasonCode", adjustment.reason_code)
    _w.text(group, "cbc:AllowanceChargeReason", adjustment.reason)
    if adjustment.percent is not None:
        _w.text(group, "cbc:MultiplierFactorNumeric", number(adjustment.percent))
    _w.text(group, "cbc:Amount", amount(adjustment.amount_minor), currencyID=currency)
    if adjustment.base_minor is not None:
        _w.text(group, "cbc:BaseAmount", amount(adjustment.base_minor), currencyID=currency)
    _scheme(_category(group, "cac:TaxCategory", adjustment.tax))


def _tax_total(root: Element, document: Document) -> None:
    total = _w.group(root, "cac:TaxTotal")
    _w.text(total, "cbc:TaxAmount", amount(document.vat_minor), currencyID=document.currency)
    for group in document.vat_groups:
        _subtotal(total, group, document.currency)


def _subtotal(total: Element, group: VatGroup, currency: str) -> None:
    subtotal = _w.group(total, "cac:TaxSubtotal")
    _w.text(subtotal, "cbc:TaxableAmount", amount(group.base_minor), currencyID=currency)
    _w.text(subtotal, "cbc:TaxAmount", amount(group.vat_minor), currencyID=currency)
    category = _category(subtotal, "cac:TaxCategory", group.tax)
    _w.text(category, "cbc:TaxExemptionReasonCode", group.tax.code)
    _w.text(category, "cbc:TaxExemptionReason", group.tax.reason)
    _scheme(category)


def _totals(root: Element, document: Document) -> None:
    group = _w.group(root, "cac:LegalMonetaryTotal")
    currency = document.currency
    _w.text(group, "cbc:LineExtensionAmount", amount(document.lines_minor), currencyID=currency)
    _w.text(group, "cbc:TaxExclusiveAmount", amount(document.net_minor), currencyID=currency)
    _w.text(group, "cbc:TaxInclusiveAmount", amount(document.total_minor), currencyID=currency)
    for name, minor in (
        ("AllowanceTotalAmount", document.allowances_minor),
        ("ChargeTotalAmount", document.charges_minor),
        ("PrepaidAmount", document.prepaid_minor),
        ("PayableRoundingAmount", document.rounding_minor),
    ):
        _w.text(group, f"cbc:{name}", amount(minor) if minor else "", currencyID=currency)
    _w.text(group, "cbc:PayableAmount", amount(document.due_minor), currencyID=currency)


def _line(root: Element, position: int, line: Line, document: Document) -> None:
    kind, quantity = ("CreditNoteLine", "Credited") if document.is_credit_note else ("InvoiceLine", "Invoiced")
    group = _w.group(root, f"cac:{kind}")
    _w.text(group, "cbc:ID", str(position))
    _w.text(group, f"cbc:{quantity}Quantity", number(line.quantity), unitCode=line.unit)
    _w.text(group, "cbc:LineExtensionAmount", amount(line.net_minor), currencyID=document.currency)
    if line.period:
        _period(group, line.period)
    item = _w.group(group, "cac:Item")
    _w.text(item, "cbc:Description", line.description)
    _w.text(item, "cbc:Name", line.name)
    if line.item:
        _w.text(_w.group(item, "cac:SellersItemIdentification"), "cbc:ID", line.item)
    _scheme(_category(item, "cac:ClassifiedTaxCategory", line.tax))
    _w.text(_w.group(group, "cac:Price"), "cbc:PriceAmount", number(line.price), currencyID=document.currency)

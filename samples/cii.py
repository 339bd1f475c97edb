"""UN/CEFACT Cross Industry Invoice D22B, in the profiles of Factur-X."""

from datetime import date

from samples.elements import Element, Writer, amount, compact_date, number, serialize
from samples.model import Adjustment, Document, Line, Party, Period, Profile, Reference, Tax, VatGroup

NAMESPACES: dict[str | None, str] = {
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "qdt": "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
}
# Profiles that stop before a term leave it out.
FULL = frozenset({Profile.EN16931, Profile.EXTENDED})
_w = Writer(NAMESPACES)


def write_cii(document: Document) -> bytes:
    """Write a document as CII."""
    root = _w.root("rsm:CrossIndustryInvoice")
    _context(root, document)
    _header(root, document)
    transaction = _w.group(root, "rsm:SupplyChainTradeTransaction")
    if document.profile is not Profile.BASIC_WL:
        for position, line in enumerate(document.lines, 1):
            _line(transaction, position, line, document)
    _agreement(transaction, document)
    _delivery(transaction, document)
    _settlement(transaction, document)
    return serialize(root)


def _context(root: Element, document: Document) -> None:
    context = _w.group(root, "rsm:ExchangedDocumentContext")
    process = _w.group(context, "ram:BusinessProcessSpecifiedDocumentContextParameter")
    _w.text(process, "ram:ID", document.process)
    guideline = _w.group(context, "ram:GuidelineSpecifiedDocumentContextParameter")
    _w.text(guideline, "ram:ID", document.profile)


def _header(root: Element, document: Document) -> None:
    header = _w.group(root, "rsm:ExchangedDocument")
    _w.text(header, "ram:ID", document.number)
    _w.text(header, "ram:TypeCode", document.type_code)
    _date(header, "ram:IssueDateTime", document.issued_on)
    for code, text in document.all_notes:
        note = _w.group(header, "ram:IncludedNote")
        _w.text(note, "ram:Content", text)
        _w.text(note, "ram:SubjectCode", code)


def _date(parent: Element, name: str, day: date, kind: str = "udt") -> None:
    _w.text(_w.group(parent, name), f"{kind}:DateTimeString", compact_date(day), format="102")


def _period(parent: Element, period: Period | None) -> None:
    if period is None:
        return
    group = _w.group(parent, "ram:BillingSpecifiedPeriod")
    _date(group, "ram:StartDateTime", period.start)
    _date(group, "ram:EndDateTime", period.end)


def _line(transaction: Element, position: int, line: Line, document: Document) -> None:
    group = _w.group(transaction, "ram:IncludedSupplyChainTradeLineItem")
    _w.text(_w.group(group, "ram:AssociatedDocumentLineDocument"), "ram:LineID", str(position))
    product = _w.group(group, "ram:SpecifiedTradeProduct")
    if document.profile in FULL:
        _w.text(product, "ram:SellerAssignedID", line.item)
    _w.text(product, "ram:Name", line.name)
    if document.profile in FULL:
        _w.text(product, "ram:Description", line.description)
    price = _w.group(_w.group(group, "ram:SpecifiedLineTradeAgreement"), "ram:NetPriceProductTradePrice")
    _w.text(price, "ram:ChargeAmount", number(line.price))
    delivery = _w.group(group, "ram:SpecifiedLineTradeDelivery")
    _w.text(delivery, "ram:BilledQuantity", number(line.quantity), unitCode=line.unit)
    settlement = _w.group(group, "ram:SpecifiedLineTradeSettlement")
    tax = _w.group(settlement, "ram:ApplicableTradeTax")
    _w.text(tax, "ram:TypeCode", "VAT")
    _category(tax, line.tax)
    _period(settlement, line.period)
    summation = _w.group(settlement, "ram:SpecifiedTradeSettlementLineMonetarySummation")
    _w.text(summation, "ram:LineTotalAmount", amount(line.net_minor))
    if line.deposit and document.profile is Profile.EXTENDED:
        _preceding(settlement, line.deposit, document)


def _category(parent: Element, tax: Tax) -> None:
    _w.text(parent, "ram:CategoryCode", tax.category)
    if tax.rate is not None:
        _w.text(parent, "ram:RateApplicablePercent", f"{tax.rate:.2f}")


def _agreement(transaction: Element, document: Document) -> None:
    agreement = _w.group(transaction, "ram:ApplicableHeaderTradeAgreement")
    _w.text(agreement, "ram:BuyerReference", document.buyer_reference)
    _party(agreement, "ram:SellerTradeParty", document.seller, document)
    _party(agreement, "ram:BuyerTradeParty", document.buyer, document)
    if document.order:
        _w.text(_w.group(agreement, "ram:BuyerOrderReferencedDocument"), "ram:IssuerAssignedID", document.order)
    if document.contract:
        _w.text(_w.group(agreement, "ram:ContractReferencedDocument"), "ram:IssuerAssignedID", document.contract)


def _party(agreement: Element, name: str, party: Party, document: Document) -> None:
    group = _w.group(agreement, name)
    is_seller = name == "ram:SellerTradeParty"
    _w.text(group, "ram:GlobalID", party.siret, schemeID="0009")
    _w.text(group, "ram:Name", party.name)
    if is_seller and document.profile in FULL and party.capital:
        _w.text(group, "ram:Description", f"{party.legal_form} au capital de {party.capital}")
    legal = party.siren or party.legal_id
    if legal:
        scheme = "0002" if party.siren else party.legal_scheme
        attributes = {"schemeID": scheme} if scheme else {}
        _w.text(_w.group(group, "ram:SpecifiedLegalOrganization"), "ram:ID", legal, **attributes)
    if is_seller and document.profile in FULL and party.email:
        _contact(group, party)
    _address(group, party)
    scheme, endpoint = party.endpoint
    _w.text(_w.group(group, "ram:URIUniversalCommunication"), "ram:URIID", endpoint, schemeID=scheme)
    if party.vat_number and all(line.tax.category != "O" for line in document.lines):
        _w.text(_w.group(group, "ram:SpecifiedTaxRegistration"), "ram:ID", party.vat_number, schemeID="VA")


def _contact(group: Element, party: Party) -> None:
    contact = _w.group(group, "ram:DefinedTradeContact")
    _w.text(contact, "ram:DepartmentName", "Comptabilité clients" if party.country == "FR" else "Billing")
    _w.text(_w.group(contact, "ram:TelephoneUniversalCommunication"), "ram:CompleteNumber", party.phone)
    _w.text(_w.group(contact, "ram:EmailURIUniversalCommunication"), "ram:URIID", party.email)


def _address(group: Element, party: Party) -> None:
    address = _w.group(group, "ram:PostalTradeAddress")
    _w.text(address, "ram:PostcodeCode", party.postcode)
    for name, line in zip(("LineOne", "LineTwo", "LineThree"), party.address, strict=False):
        _w.text(address, f"ram:{name}", line)
    _w.text(address, "ram:CityName", party.city)
    _w.text(address, "ram:CountryID", party.country)


def _delivery(transaction: Element, document: Document) -> None:
    delivery = _w.group(transaction, "ram:ApplicableHeaderTradeDelivery")
    if document.delivered_on:
        event = _w.group(delivery, "ram:ActualDeliverySupplyChainEvent")
        _date(event, "ram:OccurrenceDateTime", document.delivered_on)
    if document.despatch:
        _w.text(_w.group(delivery, "ram:DespatchAdviceReferencedDocument"), "ram:IssuerAssignedID", document.despatch)


def _settlement(transaction: Element, document: Document) -> None:
    settlement = _w.group(transaction, "ram:ApplicableHeaderTradeSettlement")
    _w.text(settlement, "ram:PaymentReference", document.number)
    _w.text(settlement, "ram:InvoiceCurrencyCode", document.currency)
    _means(settlement, document)
    for group in document.vat_groups:
        _vat(settlement, group, document.tax_point_code)
    _period(settlement, document.period)
    for adjustment in document.adjustments:
        _adjustment(settlement, adjustment)
    _terms(settlement, document)
    _totals(settlement, document)
    for reference in document.preceding:
        _preceding(settlement, reference, document)


def _means(settlement: Element, document: Document) -> None:
    seller = document.seller
    means = _w.group(settlement, "ram:SpecifiedTradeSettlementPaymentMeans")
    _w.text(means, "ram:TypeCode", document.means)
    if document.means not in {"30", "58"}:
        return
    account = _w.group(means, "ram:PayeePartyCreditorFinancialAccount")
    _w.text(account, "ram:IBANID", seller.iban)
    if document.profile in FULL:
        _w.text(account, "ram:AccountName", seller.name)
    _w.text(account, "ram:ProprietaryID", seller.account_number)
    if document.profile in FULL:
        _w.text(_w.group(means, "ram:PayeeSpecifiedCreditorFinancialInstitution"), "ram:BICID", seller.bic)


def _vat(settlement: Element, group: VatGroup, tax_point_code: str) -> None:
    tax = _w.group(settlement, "ram:ApplicableTradeTax")
    _w.text(tax, "ram:CalculatedAmount", amount(group.vat_minor))
    _w.text(tax, "ram:TypeCode", "VAT")
    _w.text(tax, "ram:ExemptionReason", group.tax.reason)
    _w.text(tax, "ram:BasisAmount", amount(group.base_minor))
    _w.text(tax, "ram:CategoryCode", group.tax.category)
    _w.text(tax, "ram:ExemptionReasonCode", group.tax.code)
    if group.tax.category == "S":
        _w.text(tax, "ram:DueDateTypeCode", tax_point_code)
    if group.tax.rate is not None:
        _w.text(tax, "ram:RateApplicablePercent", f"{group.tax.rate:.2f}")


def _adjustment(settlement: Element, adjustment: Adjustment) -> None:
    group = _w.group(settlement, "ram:SpecifiedTradeAllowanceCharge")
    indicator = _w.group(group, "ram:ChargeIndicator")
    _w.text(indicator, "udt:Indicator", "true" if adjustment.is_charge else "false")
    if adjustment.percent is not None:
        _w.text(group, "ram:CalculationPercent", number(adjustment.percent))
    if adjustment.base_minor is not None:
        _w.text(group, "ram:BasisAmount", amount(adjustment.base_minor))
    _w.text(group, "ram:ActualAmount", amount(adjustment.amount_minor))
    _w.text(group, "ram:ReasonCode", adjustment.reason_code)
    _w.text(group, "ram:Reason", adjustment.reason)
    tax = _w.group(group, "ram:CategoryTradeTax")
    _w.text(tax, "ram:TypeCode", "VAT")
    _category(tax, adjustment.tax)


def _terms(settlement: Element, document: Document) -> None:
    if not (document.terms or document.due_on):
        return
    terms = _w.group(settlement, "ram:SpecifiedTradePaymentTerms")
    _w.text(terms, "ram:Description", document.terms)
    if document.due_on:
        _date(terms, "ram:DueDateDateTime", document.due_on)
    _w.text(terms, "ram:DirectDebitMandateID", document.mandate)


def _totals(settlement: Element, document: Document) -> None:
    group = _w.group(settlement, "ram:SpecifiedTradeSettlementHeaderMonetarySummation")
    _w.text(group, "ram:LineTotalAmount", amount(document.lines_minor))
    if document.charges_minor:
        _w.text(group, "ram:ChargeTotalAmount", amount(document.charges_minor))
    if document.allowances_minor:
        _w.text(group, "ram:AllowanceTotalAmount", amount(document.allowances_minor))
    _w.text(group, "ram:TaxBasisTotalAmount", amount(document.net_minor))
    _w.text(group, "ram:TaxTotalAmount", amount(document.vat_minor), currencyID=document.currency)
    if document.rounding_minor:
        _w.text(group, "ram:RoundingAmount", amount(document.rounding_minor))
    _w.text(group, "ram:GrandTotalAmount", amount(document.total_minor))
    if document.prepaid_minor:
        _w.text(group, "ram:TotalPrepaidAmount", amount(document.prepaid_minor))
    _w.text(group, "ram:DuePayableAmount", amount(document.due_minor))


def _preceding(parent: Element, reference: Reference, document: Document) -> None:
    group = _w.group(parent, "ram:InvoiceReferencedDocument")
    _w.text(group, "ram:IssuerAssignedID", reference.number)
    if document.profile is Profile.EXTENDED:
        _w.text(group, "ram:TypeCode", reference.type_code)
    _date(group, "ram:FormattedIssueDateTime", reference.issued_on, kind="qdt")

"""ZUGFeRD 1 to the terms of EN 16931, in a document that uses all of those it has."""

from datetime import date
from decimal import Decimal

from ecritoire.domain.invoice import (
    Address,
    AllowanceCharge,
    BankAccount,
    DocumentType,
    InvoiceLine,
    Party,
    Period,
    Reference,
    Syntax,
    Totals,
    VatBreakdown,
)
from ecritoire.intake import read_document


def day(text: str) -> str:
    return f'<udt:DateTimeString format="102">{text}</udt:DateTimeString>'


def party(name: str, country: str) -> str:
    return (
        f"<ram:ID>4711</ram:ID><ram:Name>{name}</ram:Name><ram:PostalTradeAddress>"
        "<ram:PostcodeCode>80333</ram:PostcodeCode><ram:LineOne>Ring 1</ram:LineOne><ram:LineTwo>Hof</ram:LineTwo>"
        f"<ram:CityName>Ort</ram:CityName><ram:CountryID>{country}</ram:CountryID></ram:PostalTradeAddress>"
        '<ram:SpecifiedTaxRegistration><ram:ID schemeID="FC">201/113</ram:ID></ram:SpecifiedTaxRegistration>'
        '<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE 136695976</ram:ID></ram:SpecifiedTaxRegistration>'
    )


TAX = (
    "<ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode>"
    "<ram:ApplicablePercent>19.00</ram:ApplicablePercent>"
)
DOCUMENT = f"""<rsm:CrossIndustryDocument xmlns:rsm="urn:ferd:CrossIndustryDocument:invoice:1p0"
 xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:12"
 xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:15">
<rsm:SpecifiedExchangedDocumentContext>
<ram:BusinessProcessSpecifiedDocumentContextParameter><ram:ID>P1</ram:ID>
</ram:BusinessProcessSpecifiedDocumentContextParameter><ram:GuidelineSpecifiedDocumentContextParameter>
<ram:ID>urn:ferd:CrossIndustryDocument:invoice:1p0:extended</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter>
</rsm:SpecifiedExchangedDocumentContext>
<rsm:HeaderExchangedDocument><ram:ID>R-1</ram:ID><ram:TypeCode>84</ram:TypeCode>
<ram:IssueDateTime>{day("20131006")}</ram:IssueDateTime>
<ram:IncludedNote><ram:Content>Danke</ram:Content><ram:SubjectCode>AAI</ram:SubjectCode></ram:IncludedNote>
</rsm:HeaderExchangedDocument>
<rsm:SpecifiedSupplyChainTradeTransaction><ram:ApplicableSupplyChainTradeAgreement>
<ram:BuyerReference>B-REF</ram:BuyerReference><ram:SellerTradeParty>{party("Verkäufer", "DE")}</ram:SellerTradeParty>
<ram:BuyerTradeParty>{party("Käufer", "DE")}</ram:BuyerTradeParty>
<ram:BuyerOrderReferencedDocument><ram:ID>B-1</ram:ID></ram:BuyerOrderReferencedDocument>
<ram:ContractReferencedDocument><ram:ID>V-1</ram:ID></ram:ContractReferencedDocument>
</ram:ApplicableSupplyChainTradeAgreement><ram:ApplicableSupplyChainTradeDelivery>
<ram:ActualDeliverySupplyChainEvent><ram:OccurrenceDateTime>{day("20130930")}</ram:OccurrenceDateTime>
</ram:ActualDeliverySupplyChainEvent></ram:ApplicableSupplyChainTradeDelivery>
<ram:ApplicableSupplyChainTradeSettlement><ram:PaymentReference>Z-1</ram:PaymentReference>
<ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
<ram:PayeeTradeParty><ram:Name>Bank</ram:Name></ram:PayeeTradeParty>
<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>31</ram:TypeCode><ram:PayeePartyCreditorFinancialAccount>
<ram:IBANID>DE89370400440532013000</ram:IBANID><ram:AccountName>Konto</ram:AccountName>
</ram:PayeePartyCreditorFinancialAccount><ram:PayeeSpecifiedCreditorFinancialInstitution><ram:BICID>COBADEFFXXX
</ram:BICID></ram:PayeeSpecifiedCreditorFinancialInstitution></ram:SpecifiedTradeSettlementPaymentMeans>
<ram:SpecifiedTradeSettlementPaymentMeans><ram:PayeePartyCreditorFinancialAccount>
<ram:ProprietaryID>42</ram:ProprietaryID></ram:PayeePartyCreditorFinancialAccount>
</ram:SpecifiedTradeSettlementPaymentMeans>
<ram:ApplicableTradeTax><ram:CalculatedAmount>18.05</ram:CalculatedAmount>{TAX}
<ram:ExemptionReason>keine</ram:ExemptionReason><ram:BasisAmount>95.00</ram:BasisAmount></ram:ApplicableTradeTax>
<ram:BillingSpecifiedPeriod><ram:StartDateTime>{day("20130901")}</ram:StartDateTime>
<ram:EndDateTime>{day("20130930")}</ram:EndDateTime></ram:BillingSpecifiedPeriod>
<ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>false</udt:Indicator></ram:ChargeIndicator>
<ram:ActualAmount>10.00</ram:ActualAmount><ram:Reason>Rabatt</ram:Reason>
<ram:CategoryTradeTax>{TAX}</ram:CategoryTradeTax></ram:SpecifiedTradeAllowanceCharge>
<ram:SpecifiedLogisticsServiceCharge><ram:Description>Fracht</ram:Description>
<ram:AppliedAmount>5.00</ram:AppliedAmount><ram:AppliedTradeTax>{TAX}</ram:AppliedTradeTax>
</ram:SpecifiedLogisticsServiceCharge>
<ram:SpecifiedTradePaymentTerms><ram:Description>netto</ram:Description>
<ram:DueDateDateTime>{day("20131106")}</ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>
<ram:SpecifiedTradeSettlementMonetarySummation><ram:LineTotalAmount>100.00</ram:LineTotalAmount>
<ram:ChargeTotalAmount>5.00</ram:ChargeTotalAmount><ram:AllowanceTotalAmount>10.00</ram:AllowanceTotalAmount>
<ram:TaxBasisTotalAmount>95.00</ram:TaxBasisTotalAmount><ram:TaxTotalAmount>18.05</ram:TaxTotalAmount>
<ram:GrandTotalAmount>113.05</ram:GrandTotalAmount><ram:TotalPrepaidAmount>13.05</ram:TotalPrepaidAmount>
<ram:DuePayableAmount>100.00</ram:DuePayableAmount></ram:SpecifiedTradeSettlementMonetarySummation>
<ram:InvoiceReferencedDocument><ram:IssueDateTime>2013-09-01T00:00:00</ram:IssueDateTime><ram:ID>R-0</ram:ID>
</ram:InvoiceReferencedDocument>
<ram:ReceivableSpecifiedTradeAccountingAccount><ram:ID>4430</ram:ID></ram:ReceivableSpecifiedTradeAccountingAccount>
</ram:ApplicableSupplyChainTradeSettlement>
<ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument><ram:LineID>7</ram:LineID>
<ram:IncludedNote><ram:Content>Notiz</ram:Content></ram:IncludedNote></ram:AssociatedDocumentLineDocument>
<ram:SpecifiedSupplyChainTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>5.00</ram:ChargeAmount>
<ram:BasisQuantity>10</ram:BasisQuantity></ram:NetPriceProductTradePrice></ram:SpecifiedSupplyChainTradeAgreement>
<ram:SpecifiedSupplyChainTradeDelivery><ram:BilledQuantity unitCode="KWH">200</ram:BilledQuantity>
</ram:SpecifiedSupplyChainTradeDelivery><ram:SpecifiedSupplyChainTradeSettlement>
<ram:ApplicableTradeTax>{TAX}</ram:ApplicableTradeTax>
<ram:BillingSpecifiedPeriod><ram:StartDateTime>{day("20130902")}</ram:StartDateTime>
<ram:EndDateTime>{day("20130903")}</ram:EndDateTime></ram:BillingSpecifiedPeriod>
<ram:SpecifiedTradeAccountingAccount><ram:ID>606100</ram:ID></ram:SpecifiedTradeAccountingAccount>
<ram:SpecifiedTradeSettlementMonetarySummation><ram:LineTotalAmount>100.00</ram:LineTotalAmount>
</ram:SpecifiedTradeSettlementMonetarySummation></ram:SpecifiedSupplyChainTradeSettlement>
<ram:SpecifiedTradeProduct><ram:Name>Strom</ram:Name><ram:Description>Nachttarif</ram:Description>
<ram:DesignatedProductClassification><ram:ClassCode>26</ram:ClassCode></ram:DesignatedProductClassification>
</ram:SpecifiedTradeProduct></ram:IncludedSupplyChainTradeLineItem>
</rsm:SpecifiedSupplyChainTradeTransaction></rsm:CrossIndustryDocument>"""

INVOICE = read_document(DOCUMENT.encode()).invoice
ADDRESS = Address(("Ring 1", "Hof"), "Ort", "80333", "DE")


def test_the_document_is_identified() -> None:
    assert (INVOICE.syntax, INVOICE.process) == (Syntax.ZUGFERD_1, "P1")
    assert INVOICE.profile == "urn:ferd:CrossIndustryDocument:invoice:1p0:extended"
    assert (INVOICE.number, INVOICE.type_code, INVOICE.type) == ("R-1", "84", DocumentType.INVOICE)
    assert (INVOICE.issue_date, INVOICE.currency, INVOICE.notes) == (date(2013, 10, 6), "EUR", ("#AAI#Danke",))
    assert INVOICE.flags == ("payee_differs",)


def test_the_parties_are_read() -> None:
    seller = Party(name="Verkäufer", vat_number="DE136695976", tax_number="201/113", address=ADDRESS)
    assert INVOICE.seller == seller
    assert INVOICE.buyer == Party(name="Käufer", vat_number="DE136695976", tax_number="201/113", address=ADDRESS)
    assert INVOICE.payee == Party(name="Bank")


def test_the_references_are_read() -> None:
    assert (INVOICE.buyer_reference, INVOICE.order_reference, INVOICE.contract_reference) == ("B-REF", "B-1", "V-1")
    assert (INVOICE.accounting_reference, INVOICE.preceding) == ("4430", (Reference("R-0", date(2013, 9, 1)),))
    assert (INVOICE.delivery_date, INVOICE.period) == (
        date(2013, 9, 30),
        Period(date(2013, 9, 1), date(2013, 9, 30)),
    )


def test_the_payment_is_read() -> None:
    assert (INVOICE.due_date, INVOICE.payment_terms) == (date(2013, 11, 6), "netto")
    assert (INVOICE.payment_means, INVOICE.payment_reference) == ("31", "Z-1")
    assert INVOICE.accounts == (
        BankAccount("DE89370400440532013000", iban_is_valid=True, holder="Konto", bic="COBADEFFXXX"),
        BankAccount(proprietary_id="42"),
    )


def test_the_figures_are_read_and_add_up() -> None:
    assert INVOICE.totals == Totals(10000, 1000, 500, 9500, 1805, None, 11305, 1305, 0, 10000)
    assert INVOICE.vat == (VatBreakdown("S", Decimal(19), 9500, 1805, exemption_reason="keine"),)
    assert INVOICE.allowances_charges == (
        AllowanceCharge(False, 1000, "Rabatt", "S", Decimal(19)),
        AllowanceCharge(True, 500, "Fracht", "S", Decimal(19)),
    )
    assert INVOICE.discrepancies == ()


def test_the_line_is_read() -> None:
    assert INVOICE.lines == (
        InvoiceLine(
            id="7",
            name="Strom",
            net_minor=10000,
            description="Nachttarif",
            note="Notiz",
            quantity=Decimal(200),
            unit="KWH",
            unit_price=Decimal("0.5"),
            vat_category="S",
            vat_rate=Decimal(19),
            classification="26",
            accounting_reference="606100",
            period=Period(date(2013, 9, 2), date(2013, 9, 3)),
        ),
    )

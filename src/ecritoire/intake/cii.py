"""Cross Industry Invoice, D16B to D22B: Factur-X, ZUGFeRD 2, XRechnung, EXTENDED-CTC-FR.

Paths: EN 16931-3-3 as the Factur-X and CEN schematrons use them.
"""

from ecritoire.domain.invoice import Syntax
from ecritoire.intake.terms import Paths, Table

ROOT = "{urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100}CrossIndustryInvoice"

_NAMESPACES = {
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
    "qdt": "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
}
_CONTEXT = "rsm:ExchangedDocumentContext"
_DOCUMENT = "rsm:ExchangedDocument"
_AGREEMENT = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement"
_DELIVERY = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeDelivery"
_SETTLEMENT = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement"
_TOTALS = f"{_SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation"
_LINE_AGREEMENT = "ram:SpecifiedLineTradeAgreement"
_LINE_SETTLEMENT = "ram:SpecifiedLineTradeSettlement"

_PATHS: Paths = {
    # document
    "BT-1": f"{_DOCUMENT}/ram:ID",
    "BT-2": f"{_DOCUMENT}/ram:IssueDateTime/udt:DateTimeString",
    "BT-3": f"{_DOCUMENT}/ram:TypeCode",
    "BT-5": f"{_SETTLEMENT}/ram:InvoiceCurrencyCode",
    "BT-6": f"{_SETTLEMENT}/ram:TaxCurrencyCode",
    "BT-7": f"{_SETTLEMENT}/ram:ApplicableTradeTax/ram:TaxPointDate/udt:DateString",
    "BT-8": f"{_SETTLEMENT}/ram:ApplicableTradeTax/ram:DueDateTypeCode",
    "BT-9": f"{_SETTLEMENT}/ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString",
    "BT-10": f"{_AGREEMENT}/ram:BuyerReference",
    "BT-12": f"{_AGREEMENT}/ram:ContractReferencedDocument/ram:IssuerAssignedID",
    "BT-13": f"{_AGREEMENT}/ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID",
    "BT-19": f"{_SETTLEMENT}/ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID",
    "BT-20": f"{_SETTLEMENT}/ram:SpecifiedTradePaymentTerms/ram:Description",
    "BT-23": f"{_CONTEXT}/ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID",
    "BT-24": f"{_CONTEXT}/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID",
    "BT-72": f"{_DELIVERY}/ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/udt:DateTimeString",
    "BT-73": f"{_SETTLEMENT}/ram:BillingSpecifiedPeriod/ram:StartDateTime/udt:DateTimeString",
    "BT-74": f"{_SETTLEMENT}/ram:BillingSpecifiedPeriod/ram:EndDateTime/udt:DateTimeString",
    "BT-81": f"{_SETTLEMENT}/ram:SpecifiedTradeSettlementPaymentMeans/ram:TypeCode",
    "BT-83": f"{_SETTLEMENT}/ram:PaymentReference",
    "BT-106": f"{_TOTALS}/ram:LineTotalAmount",
    "BT-107": f"{_TOTALS}/ram:AllowanceTotalAmount",
    "BT-108": f"{_TOTALS}/ram:ChargeTotalAmount",
    "BT-109": f"{_TOTALS}/ram:TaxBasisTotalAmount",
    "BT-110": f"{_TOTALS}/ram:TaxTotalAmount",  # BT-111 too: the currency tells them apart
    "BT-112": f"{_TOTALS}/ram:GrandTotalAmount",
    "BT-113": f"{_TOTALS}/ram:TotalPrepaidAmount",
    "BT-114": f"{_TOTALS}/ram:RoundingAmount",
    "BT-115": f"{_TOTALS}/ram:DuePayableAmount",
    "BG-1": f"{_DOCUMENT}/ram:IncludedNote",
    "BG-3": f"{_SETTLEMENT}/ram:InvoiceReferencedDocument",
    "BG-4": f"{_AGREEMENT}/ram:SellerTradeParty",
    "BG-7": f"{_AGREEMENT}/ram:BuyerTradeParty",
    "BG-10": f"{_SETTLEMENT}/ram:PayeeTradeParty",
    "BG-16": f"{_SETTLEMENT}/ram:SpecifiedTradeSettlementPaymentMeans",
    # Charges of carriage stand in an element of their own in EXTENDED.
    "BG-20": f"{_SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge | {_SETTLEMENT}/ram:SpecifiedLogisticsServiceCharge",
    "BG-23": f"{_SETTLEMENT}/ram:ApplicableTradeTax",
    # The type is 916; 50 is a tender (BT-17), 130 an object (BT-18). Without one, it takes more than a bare number.
    "BG-24": f"{_AGREEMENT}/ram:AdditionalReferencedDocument[ram:TypeCode='916' or not(ram:TypeCode)"
    " and (ram:Name or ram:URIID or ram:AttachmentBinaryObject)]",
    "BG-25": "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem",
    # BG-1, a note
    "BT-21": "ram:SubjectCode",
    "BT-22": "ram:Content",
    # BG-3, a preceding invoice
    "BT-25": "ram:IssuerAssignedID",
    "BT-26": "ram:FormattedIssueDateTime/qdt:DateTimeString",
    "EXT-FR-FE-02": "ram:TypeCode",
    # BG-4, BG-7, BG-10, a party, by the seller's numbers
    "BT-27": "ram:Name",
    "BT-28": "ram:SpecifiedLegalOrganization/ram:TradingBusinessName",
    "BT-29": "ram:GlobalID | ram:ID",
    "BT-30": "ram:SpecifiedLegalOrganization/ram:ID",
    "BT-31": "ram:SpecifiedTaxRegistration/ram:ID[@schemeID='VA']",
    "BT-32": "ram:SpecifiedTaxRegistration/ram:ID[@schemeID='FC']",
    "BT-34": "ram:URIUniversalCommunication/ram:URIID",
    "BT-35": "ram:PostalTradeAddress/ram:LineOne",
    "BT-36": "ram:PostalTradeAddress/ram:LineTwo",
    "BT-162": "ram:PostalTradeAddress/ram:LineThree",
    "BT-37": "ram:PostalTradeAddress/ram:CityName",
    "BT-38": "ram:PostalTradeAddress/ram:PostcodeCode",
    "BT-40": "ram:PostalTradeAddress/ram:CountryID",
    # BG-17, an account
    "BT-84": "ram:PayeePartyCreditorFinancialAccount/ram:IBANID",
    "proprietary account": "ram:PayeePartyCreditorFinancialAccount/ram:ProprietaryID",
    "BT-85": "ram:PayeePartyCreditorFinancialAccount/ram:AccountName",
    "BT-86": "ram:PayeeSpecifiedCreditorFinancialInstitution/ram:BICID",
    # BG-20 and BG-21, an allowance or a charge
    "is charge": "self::ram:SpecifiedLogisticsServiceCharge"
    " | ram:ChargeIndicator/udt:Indicator[normalize-space()='true' or normalize-space()='1']",
    "BT-92": "ram:ActualAmount | ram:AppliedAmount",
    "BT-95": "ram:CategoryTradeTax/ram:CategoryCode | ram:AppliedTradeTax/ram:CategoryCode",
    "BT-96": "ram:CategoryTradeTax/ram:RateApplicablePercent | ram:AppliedTradeTax/ram:RateApplicablePercent",
    "BT-97": ("ram:Reason", "ram:Description"),
    # BG-23, one VAT group
    "BT-116": "ram:BasisAmount",
    "BT-117": "ram:CalculatedAmount",
    "BT-118": "ram:CategoryCode",
    "BT-119": "ram:RateApplicablePercent",
    "BT-120": "ram:ExemptionReason",
    "BT-121": "ram:ExemptionReasonCode",
    # BG-24, a supporting document
    "BT-122": "ram:IssuerAssignedID",
    "BT-123": "ram:Name",
    "BT-124": "ram:URIID",
    "BT-125": "ram:AttachmentBinaryObject",
    # BG-25, a line
    "BT-126": "ram:AssociatedDocumentLineDocument/ram:LineID",
    "line notes": "ram:AssociatedDocumentLineDocument/ram:IncludedNote",
    "EXT-FR-FE-163": "ram:AssociatedDocumentLineDocument/ram:LineStatusReasonCode",
    "BT-129": "ram:SpecifiedLineTradeDelivery/ram:BilledQuantity",
    "BT-131": f"{_LINE_SETTLEMENT}/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount",
    "BT-133": f"{_LINE_SETTLEMENT}/ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID",
    "BT-134": f"{_LINE_SETTLEMENT}/ram:BillingSpecifiedPeriod/ram:StartDateTime/udt:DateTimeString",
    "BT-135": f"{_LINE_SETTLEMENT}/ram:BillingSpecifiedPeriod/ram:EndDateTime/udt:DateTimeString",
    "BT-146": f"{_LINE_AGREEMENT}/ram:NetPriceProductTradePrice/ram:ChargeAmount",
    "BT-149": f"{_LINE_AGREEMENT}/ram:NetPriceProductTradePrice/ram:BasisQuantity",
    "BT-151": f"{_LINE_SETTLEMENT}/ram:ApplicableTradeTax/ram:CategoryCode",
    "BT-152": f"{_LINE_SETTLEMENT}/ram:ApplicableTradeTax/ram:RateApplicablePercent",
    "BT-153": "ram:SpecifiedTradeProduct/ram:Name",
    "BT-154": "ram:SpecifiedTradeProduct/ram:Description",
    "BT-158": "ram:SpecifiedTradeProduct/ram:DesignatedProductClassification/ram:ClassCode",
    "EXT-FR-FE-136": f"{_LINE_SETTLEMENT}/ram:InvoiceReferencedDocument/ram:IssuerAssignedID",
}

TABLE = Table(Syntax.CII, _NAMESPACES, _PATHS)

"""ZUGFeRD 1.0 of 2014 (``urn:ferd``), the ancestor of Factur-X: still sent, and close enough to read in full.

Paths: the ZUGFeRD 1.0 schema. It is older than EN 16931, so the terms are those that mean the same.
"""

from ecritoire.domain.invoice import Syntax
from ecritoire.intake.terms import Paths, Table

ROOT = "{urn:ferd:CrossIndustryDocument:invoice:1p0}CrossIndustryDocument"

_NAMESPACES = {
    "rsm": "urn:ferd:CrossIndustryDocument:invoice:1p0",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:12",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:15",
}
_CONTEXT = "rsm:SpecifiedExchangedDocumentContext"
_DOCUMENT = "rsm:HeaderExchangedDocument"
_AGREEMENT = "rsm:SpecifiedSupplyChainTradeTransaction/ram:ApplicableSupplyChainTradeAgreement"
_DELIVERY = "rsm:SpecifiedSupplyChainTradeTransaction/ram:ApplicableSupplyChainTradeDelivery"
_SETTLEMENT = "rsm:SpecifiedSupplyChainTradeTransaction/ram:ApplicableSupplyChainTradeSettlement"
_TOTALS = f"{_SETTLEMENT}/ram:SpecifiedTradeSettlementMonetarySummation"
_LINE_AGREEMENT = "ram:SpecifiedSupplyChainTradeAgreement"
_LINE_SETTLEMENT = "ram:SpecifiedSupplyChainTradeSettlement"

_PATHS: Paths = {
    # document
    "BT-1": f"{_DOCUMENT}/ram:ID",
    "BT-2": f"{_DOCUMENT}/ram:IssueDateTime/udt:DateTimeString",
    "BT-3": f"{_DOCUMENT}/ram:TypeCode",
    "BT-5": f"{_SETTLEMENT}/ram:InvoiceCurrencyCode",
    "BT-9": f"{_SETTLEMENT}/ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString",
    "BT-10": f"{_AGREEMENT}/ram:BuyerReference",
    "BT-12": f"{_AGREEMENT}/ram:ContractReferencedDocument/ram:ID",
    "BT-13": f"{_AGREEMENT}/ram:BuyerOrderReferencedDocument/ram:ID",
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
    "BT-110": f"{_TOTALS}/ram:TaxTotalAmount",
    "BT-112": f"{_TOTALS}/ram:GrandTotalAmount",
    "BT-113": f"{_TOTALS}/ram:TotalPrepaidAmount",
    "BT-115": f"{_TOTALS}/ram:DuePayableAmount",
    "BG-1": f"{_DOCUMENT}/ram:IncludedNote",
    "BG-3": f"{_SETTLEMENT}/ram:InvoiceReferencedDocument",
    "BG-4": f"{_AGREEMENT}/ram:SellerTradeParty",
    "BG-7": f"{_AGREEMENT}/ram:BuyerTradeParty",
    "BG-10": f"{_SETTLEMENT}/ram:PayeeTradeParty",
    "BG-16": f"{_SETTLEMENT}/ram:SpecifiedTradeSettlementPaymentMeans",
    "BG-20": f"{_SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge | {_SETTLEMENT}/ram:SpecifiedLogisticsServiceCharge",
    "BG-23": f"{_SETTLEMENT}/ram:ApplicableTradeTax",
    "BG-25": "rsm:SpecifiedSupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem",
    # BG-1, a note
    "BT-21": "ram:SubjectCode",
    "BT-22": "ram:Content",
    # BG-3, a preceding invoice
    "BT-25": "ram:ID",
    "BT-26": "ram:IssueDateTime",
    # BG-4, BG-7, BG-10, a party, by the seller's numbers
    "BT-27": "ram:Name",
    "BT-29": "ram:GlobalID | ram:ID",
    "BT-31": "ram:SpecifiedTaxRegistration/ram:ID[@schemeID='VA']",
    "BT-32": "ram:SpecifiedTaxRegistration/ram:ID[@schemeID='FC']",
    "BT-35": "ram:PostalTradeAddress/ram:LineOne",
    "BT-36": "ram:PostalTradeAddress/ram:LineTwo",
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
    "BT-96": "ram:CategoryTradeTax/ram:ApplicablePercent | ram:AppliedTradeTax/ram:ApplicablePercent",
    "BT-97": ("ram:Reason", "ram:Description"),
    # BG-23, one VAT group
    "BT-116": "ram:BasisAmount",
    "BT-117": "ram:CalculatedAmount",
    "BT-118": "ram:CategoryCode",
    "BT-119": "ram:ApplicablePercent",
    "BT-120": "ram:ExemptionReason",
    # BG-25, a line
    "BT-126": "ram:AssociatedDocumentLineDocument/ram:LineID",
    "line notes": "ram:AssociatedDocumentLineDocument/ram:IncludedNote",
    "BT-129": "ram:SpecifiedSupplyChainTradeDelivery/ram:BilledQuantity",
    "BT-131": f"{_LINE_SETTLEMENT}/ram:SpecifiedTradeSettlementMonetarySummation/ram:LineTotalAmount",
    "BT-133": f"{_LINE_SETTLEMENT}/ram:SpecifiedTradeAccountingAccount/ram:ID",
    "BT-134": f"{_LINE_SETTLEMENT}/ram:BillingSpecifiedPeriod/ram:StartDateTime/udt:DateTimeString",
    "BT-135": f"{_LINE_SETTLEMENT}/ram:BillingSpecifiedPeriod/ram:EndDateTime/udt:DateTimeString",
    "BT-146": f"{_LINE_AGREEMENT}/ram:NetPriceProductTradePrice/ram:ChargeAmount",
    "BT-149": f"{_LINE_AGREEMENT}/ram:NetPriceProductTradePrice/ram:BasisQuantity",
    "BT-151": f"{_LINE_SETTLEMENT}/ram:ApplicableTradeTax/ram:CategoryCode",
    "BT-152": f"{_LINE_SETTLEMENT}/ram:ApplicableTradeTax/ram:ApplicablePercent",
    "BT-153": "ram:SpecifiedTradeProduct/ram:Name",
    "BT-154": "ram:SpecifiedTradeProduct/ram:Description",
    "BT-158": "ram:SpecifiedTradeProduct/ram:DesignatedProductClassification/ram:ClassCode",
}

TABLE = Table(Syntax.ZUGFERD_1, _NAMESPACES, _PATHS)

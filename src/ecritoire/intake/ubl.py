"""Universal Business Language 2.1: Invoice and CreditNote, with the French extensions of EXTENDED-CTC-FR.

Paths: EN 16931-3-2 as the CEN and Peppol schematrons use them.
"""

from ecritoire.domain.invoice import Syntax
from ecritoire.intake.terms import Paths, Table

INVOICE_ROOT = "{urn:oasis:names:specification:ubl:schema:xsd:Invoice-2}Invoice"
CREDIT_NOTE_ROOT = "{urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2}CreditNote"

_NAMESPACES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
_TOTALS = "cac:LegalMonetaryTotal"
_ACCOUNT = "cac:PayeeFinancialAccount"

_PATHS: Paths = {
    # document
    "BT-1": "cbc:ID",
    "BT-2": "cbc:IssueDate",
    "BT-3": "cbc:InvoiceTypeCode | cbc:CreditNoteTypeCode",
    "BT-5": "cbc:DocumentCurrencyCode",
    "BT-6": "cbc:TaxCurrencyCode",
    "BT-7": "cbc:TaxPointDate",
    "BT-8": "cac:InvoicePeriod/cbc:DescriptionCode",
    # A credit note has no DueDate of its own.
    "BT-9": ("cbc:DueDate", "cac:PaymentMeans/cbc:PaymentDueDate", "cac:PaymentTerms/cbc:PaymentDueDate"),
    "BT-10": "cbc:BuyerReference",
    "BT-12": "cac:ContractDocumentReference/cbc:ID",
    "BT-13": "cac:OrderReference/cbc:ID",
    "BT-19": "cbc:AccountingCost",
    "BT-20": "cac:PaymentTerms/cbc:Note",
    "BT-23": "cbc:ProfileID",
    "BT-24": "cbc:CustomizationID",
    "BT-72": "cac:Delivery/cbc:ActualDeliveryDate",
    "BT-73": "cac:InvoicePeriod/cbc:StartDate",
    "BT-74": "cac:InvoicePeriod/cbc:EndDate",
    "BT-81": "cac:PaymentMeans/cbc:PaymentMeansCode",
    "BT-83": "cac:PaymentMeans/cbc:PaymentID",
    "BT-106": f"{_TOTALS}/cbc:LineExtensionAmount",
    "BT-107": f"{_TOTALS}/cbc:AllowanceTotalAmount",
    "BT-108": f"{_TOTALS}/cbc:ChargeTotalAmount",
    "BT-109": f"{_TOTALS}/cbc:TaxExclusiveAmount",
    "BT-110": "cac:TaxTotal/cbc:TaxAmount",  # BT-111 too: the currency tells them apart
    "BT-112": f"{_TOTALS}/cbc:TaxInclusiveAmount",
    "BT-113": f"{_TOTALS}/cbc:PrepaidAmount",
    "BT-114": f"{_TOTALS}/cbc:PayableRoundingAmount",
    "BT-115": f"{_TOTALS}/cbc:PayableAmount",
    "BG-1": "cbc:Note",
    "BG-3": "cac:BillingReference/cac:InvoiceDocumentReference | cac:BillingReference/cac:CreditNoteDocumentReference",
    "BG-4": "cac:AccountingSupplierParty/cac:Party",
    "BG-7": "cac:AccountingCustomerParty/cac:Party",
    "BG-10": "cac:PayeeParty",
    "BG-16": "cac:PaymentMeans",
    "BG-20": "cac:AllowanceCharge",
    "BG-23": "cac:TaxTotal/cac:TaxSubtotal",
    # 50 is a project (BT-11, credit notes), 130 an object (BT-18).
    "BG-24": "cac:AdditionalDocumentReference[not(cbc:DocumentTypeCode='50' or cbc:DocumentTypeCode='130')]",
    "BG-25": "cac:InvoiceLine | cac:CreditNoteLine",
    # BG-1, a note: the subject code is written into the text, as #CODE#text
    "BT-22": "self::cbc:Note",
    # BG-3, a preceding invoice
    "BT-25": "cbc:ID",
    "BT-26": "cbc:IssueDate",
    "EXT-FR-FE-02": "cbc:DocumentTypeCode",
    # BG-4, BG-7, BG-10, a party, by the seller's numbers; a payee has no registered name
    "BT-27": ("cac:PartyLegalEntity/cbc:RegistrationName", "cac:PartyName/cbc:Name"),
    "BT-28": "cac:PartyName/cbc:Name",
    "BT-29": "cac:PartyIdentification/cbc:ID",
    "BT-30": "cac:PartyLegalEntity/cbc:CompanyID",
    "BT-31": "cac:PartyTaxScheme[normalize-space(cac:TaxScheme/cbc:ID)='VAT']/cbc:CompanyID",
    "BT-32": "cac:PartyTaxScheme[not(normalize-space(cac:TaxScheme/cbc:ID)='VAT')]/cbc:CompanyID",
    "BT-34": "cbc:EndpointID",
    "BT-35": "cac:PostalAddress/cbc:StreetName",
    "BT-36": "cac:PostalAddress/cbc:AdditionalStreetName",
    "BT-162": "cac:PostalAddress/cac:AddressLine/cbc:Line",
    "BT-37": "cac:PostalAddress/cbc:CityName",
    "BT-38": "cac:PostalAddress/cbc:PostalZone",
    "BT-40": "cac:PostalAddress/cac:Country/cbc:IdentificationCode",
    # BG-17, an account
    "BT-84": f"{_ACCOUNT}/cbc:ID",
    "BT-85": f"{_ACCOUNT}/cbc:Name",
    "BT-86": f"{_ACCOUNT}/cac:FinancialInstitutionBranch/cbc:ID",
    # BG-20 and BG-21, an allowance or a charge
    "is charge": "cbc:ChargeIndicator[normalize-space()='true' or normalize-space()='1']",
    "BT-92": "cbc:Amount",
    "BT-95": "cac:TaxCategory/cbc:ID",
    "BT-96": "cac:TaxCategory/cbc:Percent",
    "BT-97": "cbc:AllowanceChargeReason",
    # BG-23, one VAT group
    "BT-116": "cbc:TaxableAmount",
    "BT-117": "cbc:TaxAmount",
    "BT-118": "cac:TaxCategory/cbc:ID",
    "BT-119": "cac:TaxCategory/cbc:Percent",
    "BT-120": "cac:TaxCategory/cbc:TaxExemptionReason",
    "BT-121": "cac:TaxCategory/cbc:TaxExemptionReasonCode",
    # BG-24, a supporting document
    "BT-122": "cbc:ID",
    "BT-123": "cbc:DocumentDescription",
    "BT-124": "cac:Attachment/cac:ExternalReference/cbc:URI",
    "BT-125": "cac:Attachment/cbc:EmbeddedDocumentBinaryObject",
    # BG-25, a line
    "BT-126": "cbc:ID",
    "line notes": "cbc:Note",
    "EXT-FR-FE-163": "cac:BillingReference/cac:InvoiceDocumentReference/cbc:DocumentStatusCode",
    "BT-129": "cbc:InvoicedQuantity | cbc:CreditedQuantity",
    "BT-131": "cbc:LineExtensionAmount",
    "BT-133": "cbc:AccountingCost",
    "BT-134": "cac:InvoicePeriod/cbc:StartDate",
    "BT-135": "cac:InvoicePeriod/cbc:EndDate",
    "BT-146": "cac:Price/cbc:PriceAmount",
    "BT-149": "cac:Price/cbc:BaseQuantity",
    "BT-151": "cac:Item/cac:ClassifiedTaxCategory/cbc:ID",
    "BT-152": "cac:Item/cac:ClassifiedTaxCategory/cbc:Percent",
    "BT-153": "cac:Item/cbc:Name",
    "BT-154": "cac:Item/cbc:Description",
    "BT-158": "cac:Item/cac:CommodityClassification/cbc:ItemClassificationCode",
    "EXT-FR-FE-136": "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID",
}

TABLE = Table(Syntax.UBL, _NAMESPACES, _PATHS)

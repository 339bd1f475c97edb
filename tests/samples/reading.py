"""Terms of a sample document as its XML states them, found without the code that wrote it."""

from dataclasses import dataclass
from decimal import Decimal

import facturx
from lxml import etree

from samples.make import FOLDER
from samples.model import Document, Syntax

ZERO = Decimal(0)
CII_TOTALS = {
    "lines": "LineTotalAmount",
    "allowances": "AllowanceTotalAmount",
    "charges": "ChargeTotalAmount",
    "net": "TaxBasisTotalAmount",
    "vat": "TaxTotalAmount",
    "rounding": "RoundingAmount",
    "total": "GrandTotalAmount",
    "prepaid": "TotalPrepaidAmount",
    "due": "DuePayableAmount",
}
UBL_TOTALS = {
    "lines": "LineExtensionAmount",
    "allowances": "AllowanceTotalAmount",
    "charges": "ChargeTotalAmount",
    "net": "TaxExclusiveAmount",
    "rounding": "PayableRoundingAmount",
    "total": "TaxInclusiveAmount",
    "prepaid": "PrepaidAmount",
    "due": "PayableAmount",
}


@dataclass(frozen=True)
class Stated:
    """Amounts of one document; lines and VAT groups as (…, amount)."""

    totals: dict[str, Decimal]
    lines: list[tuple[Decimal, Decimal, Decimal]]  # quantity, price, net
    groups: list[tuple[Decimal, Decimal, Decimal]]  # rate, base, VAT
    ids: dict[str, list[str]]


def xml_of(document: Document) -> bytes:
    data = (FOLDER / document.file_name).read_bytes()
    if document.syntax is Syntax.FACTURX:
        _, data = facturx.get_xml_from_pdf(data, check_xsd=False)
    return data


def read(document: Document) -> Stated:
    root = etree.fromstring(xml_of(document))
    return _read_ubl(root) if document.syntax is Syntax.UBL else _read_cii(root)


def _texts(element: etree._Element, path: str) -> list[str]:
    return [found.text or "" for found in element.iterfind(path)]


def _decimal(element: etree._Element, path: str) -> Decimal:
    found = _texts(element, path)
    return Decimal(found[0]) if found else ZERO


def _read_cii(root: etree._Element) -> Stated:
    summation = next(root.iter("{*}SpecifiedTradeSettlementHeaderMonetarySummation"))
    settlement = next(root.iter("{*}ApplicableHeaderTradeSettlement"))
    return Stated(
        totals={key: _decimal(summation, f"{{*}}{name}") for key, name in CII_TOTALS.items()},
        lines=[
            (
                _decimal(line, ".//{*}BilledQuantity"),
                _decimal(line, ".//{*}NetPriceProductTradePrice/{*}ChargeAmount"),
                _decimal(line, ".//{*}LineTotalAmount"),
            )
            for line in root.iter("{*}IncludedSupplyChainTradeLineItem")
        ],
        groups=[
            (
                _decimal(tax, "{*}RateApplicablePercent"),
                _decimal(tax, "{*}BasisAmount"),
                _decimal(tax, "{*}CalculatedAmount"),
            )
            for tax in settlement.iterfind("{*}ApplicableTradeTax")
        ],
        ids={
            "siren": _texts(root, ".//{*}SpecifiedLegalOrganization/{*}ID[@schemeID='0002']"),
            "siret": _texts(root, ".//{*}GlobalID[@schemeID='0009']"),
            "vat": _texts(root, ".//{*}SpecifiedTaxRegistration/{*}ID"),
            "iban": _texts(root, ".//{*}IBANID"),
        },
    )


def _read_ubl(root: etree._Element) -> Stated:
    total = next(root.iter("{*}LegalMonetaryTotal"))
    totals = {key: _decimal(total, f"{{*}}{name}") for key, name in UBL_TOTALS.items()}
    lines = [*root.iterfind("{*}InvoiceLine"), *root.iterfind("{*}CreditNoteLine")]
    return Stated(
        totals=totals | {"vat": _decimal(root, "{*}TaxTotal/{*}TaxAmount")},
        lines=[
            (
                _decimal(line, "{*}InvoicedQuantity") or _decimal(line, "{*}CreditedQuantity"),
                _decimal(line, "{*}Price/{*}PriceAmount"),
                _decimal(line, "{*}LineExtensionAmount"),
            )
            for line in lines
        ],
        groups=[
            (
                _decimal(subtotal, "{*}TaxCategory/{*}Percent"),
                _decimal(subtotal, "{*}TaxableAmount"),
                _decimal(subtotal, "{*}TaxAmount"),
            )
            for subtotal in root.iter("{*}TaxSubtotal")
        ],
        ids={
            "siren": _texts(root, ".//{*}PartyLegalEntity/{*}CompanyID[@schemeID='0002']"),
            "siret": _texts(root, ".//{*}PartyIdentification/{*}ID[@schemeID='0009']"),
            "vat": _texts(root, ".//{*}PartyTaxScheme/{*}CompanyID"),
            "iban": _texts(root, ".//{*}PayeeFinancialAccount/{*}ID"),
        },
    )

"""From the root of an XML tree to an :class:`Invoice`: which syntax it is, then every term of the document."""

import re
from dataclasses import replace
from datetime import date

from lxml import etree

from ecritoire.domain.invoice import DocumentType, Invoice, Period, Reference, Totals
from ecritoire.intake import cii, ubl, zugferd1
from ecritoire.intake.accounts import read_accounts
from ecritoire.intake.arithmetic import find_discrepancies
from ecritoire.intake.attachments import read_attachments
from ecritoire.intake.errors import (
    BadDateError,
    MissingCurrencyError,
    MissingDateError,
    MissingNumberError,
    NotAnInvoiceError,
    OrderDocumentError,
    excerpt,
)
from ecritoire.intake.flags import Flag
from ecritoire.intake.lines import read_lines, read_note, read_remarks
from ecritoire.intake.parties import read_buyer, read_payee, read_seller
from ecritoire.intake.settlement import read_allowances_charges, read_totals, read_vat
from ecritoire.intake.terms import Node, Reading
from ecritoire.intake.types import COMMERCIAL_INVOICE, CREDIT_NOTE, decide_type, is_credit_note_code, negate
from ecritoire.intake.values import first_day

_TABLES = {
    cii.ROOT: cii.TABLE,
    ubl.INVOICE_ROOT: ubl.TABLE,
    ubl.CREDIT_NOTE_ROOT: ubl.TABLE,
    zugferd1.ROOT: zugferd1.TABLE,
}
_ORDERS = frozenset({"SCRDMCCBDACIOMessageStructure", "Order", "OrderChange", "OrderResponse", "Quotation"})
_CURRENCY = re.compile(r"[A-Z]{3}")
# BT-8 as CII writes it (UNTDID 2475) to the codes of the standard (UNTDID 2005): invoice, delivery, payment.
_TAX_POINT_CODES = {"5": "3", "29": "35", "72": "432"}
# BT-23 of invoices that hold those of several sellers, or of both directions.
_MULTI_PARTY_PROCESS = re.compile(r"[BSM][89]")
_EURO = "EUR"
_YEARS = range(2000, 2100)  # rule BR-FR-03


def read_invoice(root: etree._Element) -> Invoice:
    """Read the document whose root element is ``root``.

    Raises:
        IntakeError: it is no invoice, or lacks what no invoice can do without.
    """
    document = _open(root)
    totals = read_totals(document, document.text("BT-6").upper())
    preceding = _read_preceding(document)
    decision = decide_type(_effective_type_code(document), totals.total_minor, has_preceding=bool(preceding))
    for flag in decision.flags:
        document.reading.flag(flag)
    stated = replace(_read_core(document, decision.type, totals), preceding=preceding)
    stated = _with_lines_and_vat(document, _with_payment(document, _with_references(document, stated)))
    invoice = negate(stated) if decision.is_negated else stated
    _flag_gaps(document, invoice)
    invoice = replace(invoice, flags=tuple(flag.value for flag in document.reading.flags))
    return replace(invoice, discrepancies=find_discrepancies(invoice))


def _open(root: etree._Element) -> Node:
    table = _TABLES.get(str(root.tag))
    if table is None:
        name = etree.QName(root).localname
        error = OrderDocumentError if name in _ORDERS else NotAnInvoiceError
        raise error(root=excerpt(name))
    document = Node(root, table, Reading())
    currency = document.text("BT-5")
    if not _CURRENCY.fullmatch(currency):
        raise MissingCurrencyError(value=excerpt(currency))
    document.reading.currency = currency
    return document


def _effective_type_code(document: Node) -> str:
    """The type code to decide on: the root of a UBL credit note says what it is, whatever its code does."""
    stated = document.text("BT-3")
    is_credit_note_root = document.element.tag == ubl.CREDIT_NOTE_ROOT
    if not stated:
        document.reading.flag(Flag.TYPE_CODE_MISSING)
        return CREDIT_NOTE if is_credit_note_root else COMMERCIAL_INVOICE
    if is_credit_note_root and not is_credit_note_code(stated):
        document.reading.flag(Flag.TYPE_CODE_CONFLICT)
        return CREDIT_NOTE
    return stated


def _read_core(document: Node, document_type: DocumentType, totals: Totals) -> Invoice:
    number = document.text("BT-1")
    if not number:
        raise MissingNumberError
    return Invoice(
        syntax=document.table.syntax,
        profile=document.text("BT-24"),
        process=document.text("BT-23"),
        number=number,
        type_code=document.text("BT-3"),
        type=document_type,
        issue_date=_read_issue_date(document),
        currency=document.reading.currency,
        tax_currency=document.text("BT-6").upper(),
        seller=read_seller(document.node("BG-4")),
        buyer=read_buyer(document.node("BG-7")),
        totals=totals,
    )


def _read_issue_date(document: Node) -> date:
    text = document.text("BT-2")
    if not text:
        raise MissingDateError
    try:
        day = first_day(text)
    except ValueError as error:
        raise BadDateError(value=excerpt(text), term="BT-2") from error
    if day.year not in _YEARS:
        raise BadDateError(value=excerpt(text), term="BT-2")
    return day


def _with_references(document: Node, invoice: Invoice) -> Invoice:
    tax_point_code = document.text("BT-8")
    return replace(
        invoice,
        tax_point_date=document.day("BT-7"),
        tax_point_code=_TAX_POINT_CODES.get(tax_point_code, tax_point_code),
        buyer_reference=document.text("BT-10"),
        order_reference=document.text("BT-13"),
        contract_reference=document.text("BT-12"),
        accounting_reference=document.text("BT-19"),
        delivery_date=document.day("BT-72"),
        period=Period(document.day("BT-73"), document.end_day("BT-74")),
        notes=tuple(note for node in document.nodes("BG-1") if (note := read_note(node))) + read_remarks(document),
        attachments=read_attachments(document),
    )


def _read_preceding(document: Node) -> tuple[Reference, ...]:
    return tuple(
        Reference(number, node.day("BT-26"), node.text("EXT-FR-FE-02"))
        for node in document.nodes("BG-3")
        if (number := node.text("BT-25"))
    )


def _with_payment(document: Node, invoice: Invoice) -> Invoice:
    due_dates = document.days("BT-9")
    if len(set(due_dates)) > 1:
        document.reading.flag(Flag.SEVERAL_DUE_DATES)
    return replace(
        invoice,
        due_date=min(due_dates, default=None),
        payment_terms="\n".join(document.texts("BT-20")),
        payment_means=document.text("BT-81"),
        payment_reference=document.text("BT-83"),
        payee=read_payee(document.node("BG-10"), invoice.seller),
        accounts=read_accounts(document),
    )


def _with_lines_and_vat(document: Node, invoice: Invoice) -> Invoice:
    return replace(
        invoice,
        lines=read_lines(document),
        allowances_charges=read_allowances_charges(document),
        vat=read_vat(document),
    )


def _flag_gaps(document: Node, invoice: Invoice) -> None:
    """Flag what is absent from the whole document, or hidden in it."""
    if invoice.profile.endswith(":minimum"):
        document.reading.flag(Flag.PROFILE_MINIMUM)
    if not invoice.lines:
        document.reading.flag(Flag.NO_LINES)
    if _MULTI_PARTY_PROCESS.fullmatch(invoice.process):
        document.reading.flag(Flag.MULTI_PARTY_INVOICE)
    is_french = invoice.seller.vat_number.startswith("FR") or invoice.seller.address.country == "FR"
    owes_euros = is_french and invoice.currency != _EURO and invoice.totals.vat_minor != 0
    owes_other = invoice.tax_currency not in {"", invoice.currency}
    if (owes_euros or owes_other) and invoice.totals.vat_in_tax_currency_minor is None:
        document.reading.flag(Flag.CURRENCY_VAT_MISSING)

"""What a document is for the accounts, from its type code (BT-3, UNTDID 1001) and the sign of its total.

Senders write a credit note in three ways: as one (381), as an invoice below zero, or in Germany as a correction below
zero. The books want one: a credit note with positive amounts.
"""

from dataclasses import dataclass, replace

from ecritoire.domain.invoice import DocumentType, Invoice, InvoiceLine, Totals
from ecritoire.intake.flags import Flag

PROFORMA = "325"
COMMERCIAL_INVOICE = "380"
CREDIT_NOTE = "381"
CREDIT_NOTE_ON_DEPOSIT = "503"

# Types of credit notes that EN 16931 admits (rule BR-CL-01 of its schematron).
_CREDIT_NOTES = frozenset(
    {"81", "83", "261", "262", "296", "308", CREDIT_NOTE, "396", "420", "458", "502", CREDIT_NOTE_ON_DEPOSIT, "532"}
)
_DEPOSIT_INVOICES = frozenset({"386", "500"})
_CORRECTIVES = frozenset({"384", "471", "472", "473"})
# The other types that EN 16931 admits, without 457: the reversal of a debit is for a person to judge.
_INVOICES = frozenset(
    {
        "71", "80", "82", "84", "102", "130", "202", "203", "204", "211", "218", "219", "295", "326", "331",
        COMMERCIAL_INVOICE, "382", "383", "385", "387", "388", "389", "390", "393", "394", "395", "456", "501", "527",
        "553", "575", "623", "633", "751", "780", "817", "870", "875", "876", "877", "935",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decision:
    """The type, whether every amount must change sign to be positive, and what a person should know."""

    type: DocumentType
    is_negated: bool
    flags: tuple[Flag, ...] = ()


def is_credit_note_code(type_code: str) -> bool:
    """Whether BT-3 is one of the credit notes."""
    return type_code in _CREDIT_NOTES


def decide_type(type_code: str, total_minor: int, *, has_preceding: bool) -> Decision:
    """Decide on ``type_code`` (BT-3), ``total_minor`` (BT-112, as stated) and whether a preceding invoice is named."""
    is_negative = total_minor < 0
    if is_credit_note_code(type_code):
        return _decide_credit_note(type_code, is_negative=is_negative)
    if type_code == PROFORMA:
        return Decision(DocumentType.ORDER, is_negated=is_negative)
    if type_code in _CORRECTIVES:
        return _decide_corrective(is_negative=is_negative, has_preceding=has_preceding)
    flags = () if type_code in _INVOICES | _DEPOSIT_INVOICES else (Flag.TYPE_CODE_UNKNOWN,)
    is_deposit = type_code in _DEPOSIT_INVOICES
    if is_negative:
        on_deposit = (Flag.CREDIT_NOTE_ON_DEPOSIT,) if is_deposit else ()
        return Decision(DocumentType.CREDIT_NOTE, is_negated=True, flags=(*flags, Flag.NEGATIVE_INVOICE, *on_deposit))
    return Decision(DocumentType.DEPOSIT_INVOICE if is_deposit else DocumentType.INVOICE, is_negated=False, flags=flags)


def _decide_credit_note(type_code: str, *, is_negative: bool) -> Decision:
    is_on_deposit = type_code == CREDIT_NOTE_ON_DEPOSIT
    if is_negative:
        positive = DocumentType.DEPOSIT_INVOICE if is_on_deposit else DocumentType.INVOICE
        return Decision(positive, is_negated=True, flags=(Flag.NEGATIVE_CREDIT_NOTE,))
    flags = (Flag.CREDIT_NOTE_ON_DEPOSIT,) if is_on_deposit else ()
    return Decision(DocumentType.CREDIT_NOTE, is_negated=False, flags=flags)


def _decide_corrective(*, is_negative: bool, has_preceding: bool) -> Decision:
    """A French corrective replaces the one invoice it names; a German one below zero only takes back a difference."""
    flags = () if has_preceding else (Flag.CORRECTIVE_WITHOUT_REFERENCE,)
    if is_negative:
        return Decision(DocumentType.CREDIT_NOTE, is_negated=True, flags=(Flag.NEGATIVE_CORRECTIVE, *flags))
    return Decision(DocumentType.CORRECTIVE, is_negated=False, flags=flags)


def negate(invoice: Invoice) -> Invoice:
    """The same document with every amount and quantity of the opposite sign; prices stay as stated."""
    return replace(
        invoice,
        totals=_negate_totals(invoice.totals),
        lines=tuple(_negate_line(line) for line in invoice.lines),
        allowances_charges=tuple(replace(item, amount_minor=-item.amount_minor) for item in invoice.allowances_charges),
        vat=tuple(replace(group, base_minor=-group.base_minor, vat_minor=-group.vat_minor) for group in invoice.vat),
    )


def _negate_line(line: InvoiceLine) -> InvoiceLine:
    return replace(line, net_minor=-line.net_minor, quantity=None if line.quantity is None else -line.quantity)


def _negate_totals(totals: Totals) -> Totals:
    in_tax_currency = totals.vat_in_tax_currency_minor
    return Totals(
        lines_minor=None if totals.lines_minor is None else -totals.lines_minor,
        allowances_minor=-totals.allowances_minor,
        charges_minor=-totals.charges_minor,
        net_minor=-totals.net_minor,
        vat_minor=-totals.vat_minor,
        vat_in_tax_currency_minor=None if in_tax_currency is None else -in_tax_currency,
        total_minor=-totals.total_minor,
        prepaid_minor=-totals.prepaid_minor,
        rounding_minor=-totals.rounding_minor,
        due_minor=-totals.due_minor,
    )

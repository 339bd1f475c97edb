import pytest

from ecritoire.domain.invoice import DocumentType, Invoice
from ecritoire.intake import read_document
from ecritoire.intake.types import decide_type
from tests.intake.builders import CII, CREDIT_NOTE, UBL, changed

CASES = [
    # type code, total, names a preceding invoice -> type, signs turned, flags
    ("380", 100, False, "invoice", False, ()),
    ("389", 100, False, "invoice", False, ()),
    ("393", 100, False, "invoice", False, ()),
    ("501", 100, False, "invoice", False, ()),
    ("326", 100, False, "invoice", False, ()),
    ("751", 100, False, "invoice", False, ()),
    ("875", 100, False, "invoice", False, ()),
    ("877", 100, False, "invoice", False, ()),
    ("82", 100, False, "invoice", False, ()),
    ("380", 0, False, "invoice", False, ()),
    ("380", -100, False, "credit_note", True, ("negative_invoice",)),
    ("325", 100, False, "order", False, ()),
    ("386", 100, False, "deposit_invoice", False, ()),
    ("500", 100, False, "deposit_invoice", False, ()),
    ("386", -100, False, "credit_note", True, ("negative_invoice", "credit_note_on_deposit")),
    ("384", 100, True, "corrective", False, ()),
    ("471", 100, True, "corrective", False, ()),
    ("473", 100, True, "corrective", False, ()),
    ("384", 100, False, "corrective", False, ("corrective_without_reference",)),
    ("384", -100, True, "credit_note", True, ("negative_corrective",)),
    ("384", -879, False, "credit_note", True, ("negative_corrective", "corrective_without_reference")),
    ("381", 100, True, "credit_note", False, ()),
    ("261", 100, True, "credit_note", False, ()),
    ("262", 100, False, "credit_note", False, ()),
    ("396", 100, True, "credit_note", False, ()),
    ("502", 100, True, "credit_note", False, ()),
    ("83", 100, True, "credit_note", False, ()),
    ("503", 100, True, "credit_note", False, ("credit_note_on_deposit",)),
    ("381", -100, True, "invoice", True, ("negative_credit_note",)),
    ("503", -100, True, "deposit_invoice", True, ("negative_credit_note",)),
    ("999", 100, False, "invoice", False, ("type_code_unknown",)),
    ("457", 100, False, "invoice", False, ("type_code_unknown",)),
    ("X", -100, False, "credit_note", True, ("type_code_unknown", "negative_invoice")),
]


@pytest.mark.parametrize(("code", "total", "has_preceding", "kind", "is_negated", "flags"), CASES)
def test_the_type_follows_from_code_and_sign(
    code: str, total: int, has_preceding: bool, kind: str, is_negated: bool, flags: tuple[str, ...]
) -> None:
    decision = decide_type(code, total, has_preceding=has_preceding)
    assert (decision.type, decision.is_negated, decision.flags) == (kind, is_negated, flags)


ELEMENTS = (
    "LineTotalAmount", "ChargeTotalAmount", "AllowanceTotalAmount", "TaxBasisTotalAmount", "TaxTotalAmount",
    "GrandTotalAmount", "DuePayableAmount", "ActualAmount", "AppliedAmount", "CalculatedAmount", "BasisAmount",
)  # fmt: skip


def read(*changes: tuple[str, str], document: str = UBL) -> Invoice:
    return read_document(changed(document, *changes)).invoice


def negative() -> Invoice:
    return read(
        (">100.00<", ">-100.00<"), (">20.00<", ">-20.00<"), (">40.00</cbc:L", ">-40.00</cbc:L"),
        (">40.00</cbc:T", ">-40.00</cbc:T"), (">2.20<", ">-2.20<"), (">22.20<", ">-22.20<"), (">140.00<", ">-140.00<"),
        (">162.20<", ">-162.20<"), (">2</cbc:InvoicedQ", ">-2</cbc:InvoicedQ"),
        (">1</cbc:InvoicedQ", ">-1</cbc:InvoicedQ"),
    )  # fmt: skip


def test_an_invoice_below_zero_is_a_credit_note_with_positive_amounts() -> None:
    invoice = negative()
    credit_note = read(document=CREDIT_NOTE)
    assert invoice.type is DocumentType.CREDIT_NOTE
    assert invoice.type_code == "380"
    assert invoice.flags == ("negative_invoice",)
    assert invoice.discrepancies == ()
    assert (invoice.totals, invoice.lines, invoice.vat) == (credit_note.totals, credit_note.lines, credit_note.vat)


def test_allowances_and_charges_change_sign_with_their_invoice() -> None:
    figures = ("100.00", "10.00", "5.00", "95.00", "19.00", "114.00")
    changes = [(f">{figure}</ram:{name}", f">-{figure}</ram:{name}") for figure in figures for name in ELEMENTS]
    present = [change for change in changes if change[0] in CII]
    invoice = read(*present, (">2000</ram:B", ">-2000</ram:B"), document=CII)
    assert invoice.type is DocumentType.CREDIT_NOTE
    assert [item.amount_minor for item in invoice.allowances_charges] == [1000, 500]
    assert invoice.discrepancies == ()


def test_a_ubl_credit_note_without_type_code_is_one() -> None:
    invoice = read(("<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>", ""), document=CREDIT_NOTE)
    assert (invoice.type, invoice.type_code, invoice.flags) == (DocumentType.CREDIT_NOTE, "", ("type_code_missing",))


def test_a_ubl_credit_note_is_one_whatever_its_code_says() -> None:
    invoice = read((">381<", ">380<"), document=CREDIT_NOTE)
    assert (invoice.type, invoice.flags) == (DocumentType.CREDIT_NOTE, ("type_code_conflict",))


def test_a_ubl_invoice_with_the_code_of_a_credit_note_is_a_credit_note() -> None:
    invoice = read((">380<", ">381<"))
    assert (invoice.type, invoice.flags) == (DocumentType.CREDIT_NOTE, ())


def test_an_invoice_without_type_code_is_an_invoice() -> None:
    invoice = read((">380<", "><"))
    assert (invoice.type, invoice.flags) == (DocumentType.INVOICE, ("type_code_missing",))

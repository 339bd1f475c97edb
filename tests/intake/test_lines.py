from datetime import date
from decimal import Decimal

import pytest

from ecritoire.domain.invoice import Invoice
from ecritoire.intake import IntakeError, read_document
from tests.intake.builders import CII, UBL, changed


def read(*changes: tuple[str, str], document: str = UBL) -> Invoice:
    return read_document(changed(document, *changes)).invoice


def test_a_line_is_read_whole() -> None:
    extra = (
        "<cbc:Note>#SUR#Remarque</cbc:Note><cbc:AccountingCost>606400</cbc:AccountingCost><cac:InvoicePeriod>"
        "<cbc:StartDate>2026-10-01</cbc:StartDate><cbc:EndDate>2026-12-31</cbc:EndDate></cac:InvoicePeriod>"
    )
    item = (
        '<cac:CommodityClassification><cbc:ItemClassificationCode listID="STI">42</cbc:ItemClassificationCode>'
        "</cac:CommodityClassification>"
    )
    name = "<cbc:Name>Réparation</cbc:Name>"
    line = read(
        ('unitCode="C62">2<', 'unitCode="HUR">2<'),
        ('">100.00</cbc:LineExtensionAmount>', f'">100.00</cbc:LineExtensionAmount>{extra}'),
        (name, f"<cbc:Description>Sur place</cbc:Description>{name}{item}"),
    ).lines[0]
    assert (line.id, line.name, line.description, line.note) == ("1", "Réparation", "Sur place", "#SUR#Remarque")
    assert (line.quantity, line.unit, line.unit_price, line.net_minor) == (Decimal(2), "HUR", Decimal(50), 10000)
    assert (line.vat_category, line.vat_rate) == ("S", Decimal(20))
    assert (line.classification, line.accounting_reference) == ("42", "606400")
    assert (line.period.start, line.period.end) == (date(2026, 10, 1), date(2026, 12, 31))


def test_a_price_for_several_units_becomes_the_price_of_one() -> None:
    assert read(document=CII).lines[0].unit_price == Decimal("0.05")


@pytest.mark.parametrize(
    ("quantity", "price"),
    [("3", Decimal("1.6666666667")), ("0", Decimal("5.00")), ("1", Decimal("5.00")), ("0.00000000000000000001", 5)],
)
def test_a_price_is_never_divided_into_nonsense(quantity: str, price: Decimal) -> None:
    assert read((">100</ram:BasisQ", f">{quantity}</ram:BasisQ"), document=CII).lines[0].unit_price == price


@pytest.mark.parametrize("status", ["GROUP", "INFORMATION"])
def test_a_line_that_does_not_count_is_left_out_and_flagged(status: str) -> None:
    left_out = (
        "<ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument><ram:LineID>0</ram:LineID>"
        f"<ram:LineStatusReasonCode>{status}</ram:LineStatusReasonCode></ram:AssociatedDocumentLineDocument>"
        "<ram:SpecifiedTradeProduct><ram:Name>Lot</ram:Name></ram:SpecifiedTradeProduct>"
        "</ram:IncludedSupplyChainTradeLineItem><ram:IncludedSupplyChainTradeLineItem>"
    )
    invoice = read(("<ram:IncludedSupplyChainTradeLineItem>", left_out), document=CII)
    assert [line.id for line in invoice.lines] == ["1"]
    assert invoice.flags == ("lines_left_out",)
    assert invoice.discrepancies == ()


def test_a_line_without_number_gets_that_of_its_place() -> None:
    assert [line.id for line in read(("<cbc:ID>2</cbc:ID>", "")).lines] == ["1", "2"]


def test_a_detail_counts() -> None:
    detail = "<ram:LineID>1</ram:LineID><ram:LineStatusReasonCode>DETAIL</ram:LineStatusReasonCode>"
    assert len(read(("<ram:LineID>1</ram:LineID>", detail), document=CII).lines) == 1


def test_a_line_that_is_only_a_text_becomes_a_note() -> None:
    remark = "<cac:InvoiceLine><cbc:ID>9</cbc:ID><cbc:Note>Merci de votre visite</cbc:Note></cac:InvoiceLine></Invoice>"
    invoice = read(("</Invoice>", remark))
    assert len(invoice.lines) == 2
    assert invoice.notes[-1] == "Merci de votre visite"


def test_a_line_without_amount_is_flagged_and_its_absence_shows_in_the_sum() -> None:
    invoice = read(('<cbc:LineExtensionAmount currencyID="EUR">40.00</cbc:LineExtensionAmount>', ""))
    assert [line.net_minor for line in invoice.lines] == [10000, 0]
    assert invoice.flags == ("line_amount_missing",)
    assert [item.code for item in invoice.discrepancies] == ["sum_of_lines", "base_of_rate"]


def test_amounts_of_four_decimals_are_rounded_so_that_the_lines_add_up() -> None:
    changes = [
        ('"EUR">100.00</cbc:LineE', '"EUR">70.0050</cbc:LineE'),
        ('"EUR">40.00</cbc:LineE', '"EUR">69.9950</cbc:LineE'),
        (">5.5</cbc:Percent></cac:Class", ">20</cbc:Percent></cac:Class"),
    ]
    invoice = read(*changes)
    assert [line.net_minor for line in invoice.lines] == [7000, 7000]
    assert "amount_rounded" in invoice.flags
    assert "sum_of_lines" not in [item.code for item in invoice.discrepancies]


def test_zeros_behind_the_cents_are_no_precision() -> None:
    assert read((">100.00</cbc:LineE", ">100.0000</cbc:LineE")).flags == ()


@pytest.mark.parametrize(
    ("old", "new", "term"),
    [
        (">100.00</cbc:LineE", ">1 00,0</cbc:LineE", "BT-131"),
        (">2</cbc:InvoicedQ", ">deux</cbc:InvoicedQ", "BT-129"),
        (">50.00</cbc:PriceA", ">1e3</cbc:PriceA", "BT-146"),
        ("<cbc:Percent>20</cbc:Percent></cac:Class", "<cbc:Percent>20000</cbc:Percent></cac:Class", "BT-152"),
    ],
)
def test_a_figure_that_is_none_is_named_with_its_term(old: str, new: str, term: str) -> None:
    with pytest.raises(IntakeError) as refusal:
        read((old, new))
    assert refusal.value.code == "bad_amount"
    assert term in refusal.value.message

from decimal import Decimal

import pytest

from ecritoire.domain.invoice import Invoice
from ecritoire.intake import IntakeError, read_document
from tests.intake.builders import CII, UBL, changed


def read(*changes: tuple[str, str], document: str = UBL) -> Invoice:
    return read_document(changed(document, *changes)).invoice


def test_allowances_and_carriage_are_read_with_their_vat() -> None:
    invoice = read(document=CII)
    found = [(item.is_charge, item.amount_minor, item.reason, item.vat_rate) for item in invoice.allowances_charges]
    assert found == [(False, 1000, "Remise", Decimal(20)), (True, 500, "Port", Decimal(20))]


@pytest.mark.parametrize("indicator", ["true", "1", " true "])
def test_a_charge_is_one_however_true_is_written(indicator: str) -> None:
    invoice = read((">false<", f">{indicator}<"), document=CII)
    assert [item.is_charge for item in invoice.allowances_charges] == [True, True]


def test_an_allowance_written_below_zero_is_turned_when_its_total_says_so() -> None:
    invoice = read(("<ram:ActualAmount>10.00", "<ram:ActualAmount>-10.00"), document=CII)
    assert [item.amount_minor for item in invoice.allowances_charges] == [1000, 500]
    assert invoice.discrepancies == ()


def test_a_missing_amount_due_follows_from_the_others() -> None:
    invoice = read(("<ram:DuePayableAmount>114.00</ram:DuePayableAmount>", ""), document=CII)
    assert invoice.totals.due_minor == 11400
    assert invoice.flags == ("amount_due_missing",)


def test_what_was_prepaid_and_rounded_is_not_due_either() -> None:
    paid = "<cbc:PrepaidAmount>100.00</cbc:PrepaidAmount><cbc:PayableRoundingAmount>-0.20</cbc:PayableRoundingAmount>"
    due = '<cbc:PayableAmount currencyID="EUR">162.20</cbc:PayableAmount>'
    assert read((due, paid)).totals.due_minor == 6200


@pytest.mark.parametrize(
    ("element", "term"),
    [
        ('<cbc:TaxExclusiveAmount currencyID="EUR">140.00</cbc:TaxExclusiveAmount>', "BT-109"),
        ('<cbc:TaxInclusiveAmount currencyID="EUR">162.20</cbc:TaxInclusiveAmount>', "BT-112"),
    ],
)
def test_a_total_that_is_missing_is_named(element: str, term: str) -> None:
    with pytest.raises(IntakeError) as refusal:
        read((element, ""))
    assert refusal.value.code == "missing_total"
    assert term in refusal.value.message


TAX_IN_EUROS = '<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">20.00</cbc:TaxAmount></cac:TaxTotal>'
DOLLARS = [('currencyID="EUR"', 'currencyID="USD"'), ("Code>EUR<", "Code>USD<")]


def test_vat_in_the_currency_of_the_tax_is_kept_apart() -> None:
    invoice = read(
        *DOLLARS,
        ("</cbc:DocumentCurrencyCode>", "</cbc:DocumentCurrencyCode><cbc:TaxCurrencyCode>EUR</cbc:TaxCurrencyCode>"),
        ("<cac:LegalMonetaryTotal>", TAX_IN_EUROS + "<cac:LegalMonetaryTotal>"),
    )
    assert (invoice.currency, invoice.tax_currency) == ("USD", "EUR")
    assert (invoice.totals.vat_minor, invoice.totals.vat_in_tax_currency_minor) == (2220, 2000)
    assert len(invoice.vat) == 2
    assert invoice.flags == ()


def test_the_order_of_the_two_vat_totals_does_not_matter() -> None:
    invoice = read(
        *DOLLARS,
        ("</cbc:DocumentCurrencyCode>", "</cbc:DocumentCurrencyCode><cbc:TaxCurrencyCode>eur</cbc:TaxCurrencyCode>"),
        ("<cac:PaymentMeans>", TAX_IN_EUROS.replace(">20.00<", "> 20.00 <") + "<cac:PaymentMeans>"),
    )
    assert (invoice.totals.vat_minor, invoice.totals.vat_in_tax_currency_minor) == (2220, 2000)


def test_a_french_invoice_in_dollars_owes_its_vat_in_euros() -> None:
    assert read(*DOLLARS).flags == ("currency_vat_missing",)


def test_a_foreign_invoice_in_dollars_does_not() -> None:
    changes = [
        (">FR<", ">US<"),
        ("FR88100000009", ""),
        ('"0002">100000009', '"0060">100000009'),
        ("10000000900017", ""),
    ]
    assert read(*DOLLARS, *changes).flags == ()


def test_an_amount_in_another_currency_than_the_document_is_flagged() -> None:
    invoice = read(('<cbc:PayableAmount currencyID="EUR">', '<cbc:PayableAmount currencyID="USD">'))
    assert invoice.flags == ("currency_conflict",)


def test_vat_in_a_third_currency_is_not_taken_for_the_documents() -> None:
    invoice = read(("<cac:LegalMonetaryTotal>", TAX_IN_EUROS.replace("EUR", "CHF") + "<cac:LegalMonetaryTotal>"))
    assert invoice.totals.vat_minor == 2220
    assert invoice.flags == ("currency_conflict",)


def test_an_amount_in_yen_has_no_cents() -> None:
    invoice = read(('currencyID="EUR"', 'currencyID="JPY"'), ("Code>EUR<", "Code>JPY<"), (">22.20<", ">22<"))
    assert invoice.totals.net_minor == 140
    assert invoice.totals.total_minor == 162  # 162.20
    assert "amount_rounded" in invoice.flags

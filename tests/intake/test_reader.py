from datetime import date

import pytest

from ecritoire.domain.invoice import Invoice, Syntax
from ecritoire.intake import IntakeError, read_document
from tests.intake.builders import CII, CREDIT_NOTE, ORDER, UBL, changed


def read(*changes: tuple[str, str], document: str = UBL) -> Invoice:
    return read_document(changed(document, *changes)).invoice


def refused(*changes: tuple[str, str], document: str = UBL) -> IntakeError:
    with pytest.raises(IntakeError) as refusal:
        read(*changes, document=document)
    return refusal.value


def test_a_ubl_invoice_is_read() -> None:
    invoice = read()
    assert (invoice.syntax, invoice.profile, invoice.process) == (Syntax.UBL, "urn:cen.eu:en16931:2017", "S1")
    assert (invoice.number, invoice.type_code, invoice.currency) == ("F-2026-1", "380", "EUR")
    assert (invoice.issue_date, invoice.due_date) == (date(2026, 10, 14), date(2026, 11, 13))
    assert (invoice.seller.name, invoice.buyer.name) == ("Atelier Martin", "Boutique Durand")
    assert (invoice.notes, invoice.flags) == (("#PMT#Indemnité forfaitaire de 40 €",), ())


def test_a_cii_invoice_is_read_to_the_same_terms() -> None:
    invoice = read(document=CII)
    assert (invoice.syntax, invoice.number, invoice.issue_date) == (Syntax.CII, "C-77", date(2026, 10, 14))
    assert invoice.notes == ("#AAB#Escompte : néant",)
    assert invoice.tax_point_code == "432"  # 72 in this syntax, 432 in the standard
    assert (invoice.totals.net_minor, invoice.totals.vat_minor, invoice.totals.total_minor) == (9500, 1900, 11400)
    assert (invoice.flags, invoice.discrepancies) == ((), ())


def test_a_credit_note_has_its_due_date_with_its_payment() -> None:
    due = "<cbc:PaymentMeansCode>30</cbc:PaymentMeansCode><cbc:PaymentDueDate>2026-12-01</cbc:PaymentDueDate>"
    invoice = read(("<cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>", due), document=CREDIT_NOTE)
    assert invoice.due_date == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("<cbc:ID>F-2026-1</cbc:ID>", ""), "missing_number"),
        ((">F-2026-1<", "> \n <"), "missing_number"),
        (("<cbc:IssueDate>2026-10-14</cbc:IssueDate>", ""), "missing_date"),
        ((">2026-10-14<", "><"), "missing_date"),
        ((">2026-10-14<", ">2026-02-31<"), "bad_date"),
        ((">2026-10-14<", ">14/10/2026<"), "bad_date"),
        ((">2026-10-14<", ">0206-10-14<"), "bad_date"),
        ((">2026-10-14<", ">2100-01-01<"), "bad_date"),
        (("<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>", ""), "missing_currency"),
        ((">EUR</cbc:DocumentCurrencyCode", ">Euro</cbc:DocumentCurrencyCode"), "missing_currency"),
        ((">162.20</cbc:TaxI", "></cbc:TaxI"), "missing_total"),
        ((">162.20</cbc:TaxI", ">1 234,5</cbc:TaxI"), "bad_amount"),
        ((">162.20</cbc:TaxI", ">NaN</cbc:TaxI"), "bad_amount"),
        ((">162.20</cbc:TaxI", ">1e400</cbc:TaxI"), "bad_amount"),
        ((">22.20<", ">-<"), "bad_amount"),
    ],
)
def test_what_no_invoice_can_do_without_is_asked_for(change: tuple[str, str], code: str) -> None:
    refusal = refused(change)
    assert refusal.code == code
    assert refusal.keep_original


@pytest.mark.parametrize("day", ["2026-10-14Z", "2026-10-14+01:00", " 2026-10-14 ", "2026-10-14T00:00:00"])
def test_a_date_may_carry_a_time_zone(day: str) -> None:
    assert read((">2026-10-14<", f">{day}<")).issue_date == date(2026, 10, 14)


def test_a_due_date_that_is_none_is_flagged_as_such() -> None:
    invoice = read((">2026-11-13<", ">2026-11-31<"))
    assert (invoice.due_date, invoice.flags) == (None, ("due_date_unreadable",))


def test_of_several_due_dates_the_first_counts() -> None:
    terms = "".join(
        "<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime>"
        f'<udt:DateTimeString format="102">{day}</udt:DateTimeString></ram:DueDateDateTime>'
        "</ram:SpecifiedTradePaymentTerms>"
        for day in ("20261231", "20261130")
    )
    summation = "<ram:SpecifiedTradeSettlementHeaderMonetarySummation>"
    invoice = read((summation, terms + summation), document=CII)
    assert (invoice.due_date, invoice.flags) == (date(2026, 11, 30), ("several_due_dates",))


def test_an_order_is_told_from_an_invoice() -> None:
    refusal = refused(document=ORDER)
    assert (refusal.code, refusal.keep_original) == ("order_document", True)
    assert "commande" in refusal.message


@pytest.mark.parametrize(
    "document",
    ["<html><body/></html>", "<Invoice/>", '<FatturaElettronica xmlns="http://ivaservizi"/>', UBL.replace("-2", "-3")],
)
def test_xml_of_another_kind_is_named_by_its_root(document: str) -> None:
    refusal = refused(document=document)
    assert (refusal.code, refusal.keep_original) == ("not_an_invoice", False)


@pytest.mark.parametrize(("process", "is_flagged"), [("B8", True), ("S9", True), ("M8", True), ("S1", False)])
def test_one_file_with_the_invoices_of_several_parties_is_flagged(process: str, is_flagged: bool) -> None:
    assert ("multi_party_invoice" in read((">S1<", f">{process}<")).flags) is is_flagged


@pytest.mark.parametrize("profile", ["urn:factur-x.eu:1p0:minimum", "urn:zugferd.de:2p0:minimum"])
def test_the_minimum_profile_is_flagged(profile: str) -> None:
    invoice = read(("urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended", profile), document=CII)
    assert "profile_minimum" in invoice.flags


def test_an_unknown_or_missing_profile_is_read_all_the_same() -> None:
    assert read(("urn:cen.eu:en16931:2017", "anything")).profile == "anything"
    assert read(("<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>", "")).profile == ""


def test_a_comment_inside_a_figure_does_not_split_it() -> None:
    assert read((">162.20</cbc:TaxI", ">162<!-- 9 -->.20</cbc:TaxI")).totals.total_minor == 16220


def test_an_invoice_without_parties_is_read() -> None:
    start, end = UBL.index("<cac:AccountingSupplierParty>"), UBL.index("<cac:PaymentMeans>")
    invoice = read(document=UBL[:start] + UBL[end:])
    assert (invoice.seller.name, invoice.buyer.name) == ("", "")

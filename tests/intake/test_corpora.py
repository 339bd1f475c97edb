"""Every sample invoice is read; a good dozen was compared with its XML by eye, the rest by the same table."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from ecritoire.domain.invoice import Invoice, Syntax
from ecritoire.domain.money import to_decimal
from ecritoire.intake import Flag, IntakeError, read_path
from tests.intake.corpora import CORPORA, corpus_files, corpus_id, is_order, needs_corpora

pytestmark = needs_corpora

FILES = corpus_files(".xml", ".pdf")
INVOICES = [path for path in FILES if not is_order(path)]
ORDERS = [path for path in FILES if is_order(path)]


class Read(NamedTuple):
    """What a person read off the XML of a file."""

    name: str
    number: str
    type: str
    issue_date: date
    currency: str
    net: str
    vat: str
    total: str
    prepaid: str
    due: str
    lines: int
    seller: str
    siren: str


BY_HAND = [
    Read("en16931/cii/CII_example2.xml", "TOSL108", "invoice", date(2013, 6, 30), "NOK",
     "1436.50", "365.28", "1801.78", "1000.00", "801.78", 5, "Salescompany ltd.", ""),
    Read("en16931/cii/CII_example5.xml", "TOSL110", "invoice", date(2013, 4, 10), "DKK",
     "4000.00", "675.00", "4675.00", "2337.50", "2337.50", 3, "SellerCompany", ""),
    Read("en16931/cii/XRechnung-O.xml", "150377292", "invoice", date(2021, 1, 14), "EUR",
     "385544.60", "0.00", "385544.60", "0.00", "385544.60", 2, "XX", ""),
    Read("en16931/cii/huf_example_cii.xml", "21/001003559/996", "invoice", date(2021, 10, 5), "HUF",
     "69180.00", "18679.00", "87859.00", "0.00", "87859.00", 3, "DKV Euro Service GmbH + Co. KG", ""),
    Read("en16931/ubl/BIS3_Invoice_negativ.XML", "12345", "credit_note", date(2019, 1, 25), "DKK",
     "625743.54", "156435.89", "782179.43", "0.00", "782179.43", 1, "Company A", ""),
    Read("en16931/ubl/FT_G2G_TD01_con_Allegato,_Bonifico_e_Split_Payment.xml", "1316/85", "invoice", date(2020, 2, 13),
     "EUR", "1246.00", "274.12", "1520.12", "274.12", "1246.00", 1,
     "Azienda Unita Sanitaria Locale di Reggio Emilia", ""),
    Read("en16931/ubl/guide-example1.xml", "12115118", "invoice", date(2015, 1, 9), "EUR",
     "229.60", "20.73", "250.33", "0.00", "250.33", 20, "De Koksmaat", ""),
    Read("en16931/ubl/issue116.xml", "2018210", "invoice", date(2018, 2, 8), "SEK",
     "700.00", "130.00", "830.00", "0.00", "830.00", 4, "SÄLJARNAMNET", ""),
    Read("en16931/ubl/ubl-tc434-creditnote1.xml", "018304 / 28865", "credit_note", date(2019, 9, 23), "EUR",
     "100.11", "0.00", "100.11", "0.00", "100.11", 1, "My Supplier Company", ""),
    Read("en16931/ubl/ubl-tc434-example5.xml", "TOSL110", "invoice", date(2013, 4, 10), "DKK",
     "4000.00", "675.00", "4675.00", "2337.50", "2337.50", 3, "SellerCompany", ""),
    Read("facturx-python/xml/ubl-21-extended-ctc-fr.xml", "F124212", "invoice", date(2026, 6, 17), "EUR",
     "273.00", "35.03", "308.03", "100.00", "208.03", 2, "Au bon moulin", "999999998"),
    Read("facturx-python/xml/factur-x-extended.xml", "F20260023", "invoice", date(2026, 1, 31), "EUR",
     "100.00", "4.90", "104.90", "0.00", "104.90", 3, "LE FOURNISSEUR", "123456782"),
    Read("facturx-python/xml/zugferd-extended.xml", "KR87654321012", "invoice", date(2013, 10, 6), "EUR",
     "1056.05", "200.65", "1256.70", "0.00", "1256.70", 5, "MUSTERLIEFERANT GMBH", ""),
    Read("facturx-python/xml/zugferd-basic.xml", "471102", "invoice", date(2013, 3, 5), "EUR",
     "198.00", "37.62", "235.62", "0.00", "235.62", 1, "Lieferant GmbH", ""),
    Read("facturx-fnfe/correct/Avoir_FR_type381_BASIC.pdf", "AV-2017-0005", "credit_note", date(2017, 11, 16), "EUR",
     "218.48", "14.99", "233.47", "0.00", "233.47", 2, "Au bon moulin", "999999998"),
    Read("facturx-fnfe/correct/Facture_FR_BASICWL.pdf", "FA-2017-0010", "invoice", date(2017, 11, 13), "EUR",
     "624.90", "46.25", "671.15", "201.00", "470.15", 0, "Au bon moulin", "999999998"),
    Read("facturx-fnfe/correct/Facture_DOM_BASICWL.pdf", "FA-2017-0009", "invoice", date(2017, 11, 5), "EUR",
     "530.75", "0.00", "530.75", "147.00", "383.75", 0, "Au bon moulin", "999999998"),
    Read("facturx-fnfe/correct/Facture_UE_MINIMUM.pdf", "FA-2017-0008", "invoice", date(2017, 11, 3), "EUR",
     "2076.76", "0.00", "2076.76", "0.00", "1453.76", 0, "Au bon moulin", "999999998"),
]  # fmt: skip


def read(name: str) -> Invoice:
    return read_path(CORPORA / name).invoice


@pytest.mark.parametrize("path", INVOICES, ids=corpus_id)
def test_every_invoice_of_the_corpora_is_read(path: Path) -> None:
    document = read_path(path)
    invoice = document.invoice
    assert invoice.number
    assert invoice.seller.name
    assert invoice.buyer.name
    assert invoice.totals.total_minor >= 0
    assert document.container == path.suffix[1:].lower()
    assert (Flag.NO_LINES in invoice.flags) == (not invoice.lines)


@pytest.mark.parametrize("path", ORDERS, ids=corpus_id)
def test_every_order_of_the_corpora_is_refused_as_an_order(path: Path) -> None:
    with pytest.raises(IntakeError) as refusal:
        read_path(path)
    assert refusal.value.code == "order_document"


@pytest.mark.parametrize("by_hand", BY_HAND, ids=lambda read: read.name)
def test_an_invoice_says_what_a_person_reads_in_its_xml(by_hand: Read) -> None:
    invoice = read(by_hand.name)
    totals = invoice.totals
    minors = (totals.net_minor, totals.vat_minor, totals.total_minor, totals.prepaid_minor, totals.due_minor)
    net, vat, total, prepaid, due = (str(to_decimal(minor, invoice.currency)) for minor in minors)
    assert by_hand == Read(
        name=by_hand.name,
        number=invoice.number,
        type=invoice.type,
        issue_date=invoice.issue_date,
        currency=invoice.currency,
        net=net,
        vat=vat,
        total=total,
        prepaid=prepaid,
        due=due,
        lines=len(invoice.lines),
        seller=invoice.seller.name,
        siren=invoice.seller.siren,
    )


def test_the_only_figure_of_the_corpora_that_does_not_add_up_is_vat_rounded_to_whole_forints() -> None:
    found = {corpus_id(path): read_path(path).invoice.discrepancies for path in INVOICES}
    named = {name: [(item.code, item.detail) for item in items] for name, items in found.items() if items}
    assert named == {"en16931/cii/huf_example_cii.xml": [("vat_of_rate", "S 27")]}


def test_the_french_extension_keeps_its_references_and_parties() -> None:
    invoice = read("facturx-python/xml/ubl-21-extended-ctc-fr.xml")
    assert invoice.syntax is Syntax.UBL
    assert invoice.process == "S1"
    assert invoice.order_reference == "PO1242"
    assert [(item.number, item.issue_date, item.type_code) for item in invoice.preceding] == [
        ("F124211", date(2025, 12, 30), "386"),
        ("F124210", None, ""),
    ]
    assert [line.preceding_invoice for line in invoice.lines] == ["", "F824739"]
    assert (invoice.seller.siret, invoice.buyer.siren) == ("99999999800019", "787878784")


def test_factur_x_keeps_what_the_xml_says_of_payment_and_notes() -> None:
    document = read_path(CORPORA / "facturx-python/pdf/invoice_EN16931.pdf")
    invoice = document.invoice
    assert document.xml_name == "factur-x.xml"
    assert [item.filename for item in document.supporting] == ["Bon_de_livraison.pdf"]
    assert (document.supporting[0].content or b"").startswith(b"%PDF-")
    assert invoice.payment_reference == "F20260023BUYER"
    assert invoice.tax_point_code == "432"
    assert invoice.notes[4] == (
        "#PMT#Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 €."
    )
    assert [account.iban_is_valid for account in invoice.accounts] == [False]


def test_zugferd_1_is_read_with_weeks_charges_and_remarks() -> None:
    invoice = read("facturx-python/xml/zugferd-extended.xml")
    assert invoice.syntax is Syntax.ZUGFERD_1
    assert [(item.is_charge, item.amount_minor) for item in invoice.allowances_charges] == [(False, 2155), (True, 1500)]
    assert invoice.lines[1].period.start == date(2013, 9, 16)
    assert invoice.lines[1].period.end == date(2013, 9, 22)
    assert invoice.notes[-1].startswith("Wichtige Information")
    # The official sample starts its period on 2013-91-02.
    assert invoice.period.start is None
    assert invoice.period.end == date(2013, 9, 30)
    assert invoice.flags == ("date_unreadable",)

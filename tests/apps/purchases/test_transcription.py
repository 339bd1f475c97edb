"""From what a document says to its rows."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ecritoire.apps.companies.models import Company
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.purchases.transcription import Transcript, transcribe
from ecritoire.domain.invoice import Address, Invoice, Party, Totals, VatBreakdown
from ecritoire.intake import read_document
from tests.apps.einvoices import BRENNECKE, EInvoice, Item
from tests.apps.ground import controlled, lines_of, received


def read(invoice: EInvoice) -> Invoice:
    return read_document(invoice.xml).invoice


def transcript_of(invoice: Invoice) -> Transcript:
    return transcribe(invoice, [], "409100")


def without_detail(net: int, vat: int, *, country: str = "FR", groups: tuple[VatBreakdown, ...] = ()) -> Invoice:
    """An invoice of profile MINIMUM (no VAT groups) or BASIC WL (no lines)."""
    invoice = read(EInvoice())
    totals = Totals(None, 0, 0, net, vat, None, net + vat, 0, 0, net + vat)
    seller = Party(name="Au bon moulin", address=Address(country=country))
    return replace(invoice, lines=(), vat=groups, totals=totals, seller=seller, allowances_charges=())


def test_allowances_and_charges_of_the_document_follow_the_lines() -> None:
    transcript = transcript_of(read(EInvoice(items=(Item(net="100.00"), Item("Port", "12.00")), allowance="10.00")))
    assert [(line.position, line.label, line.net_minor) for line in transcript.lines] == [
        (1, "Vis inox", 10000),
        (2, "Port", 1200),
        (3, "Remise", -1000),
    ]
    assert [(row.vat_code, row.base_minor, row.vat_minor) for row in transcript.vat] == [("FR20", 10200, 2040)]


def test_without_lines_each_vat_group_is_one_line_that_says_so() -> None:
    groups = (VatBreakdown("S", Decimal(20), 8190, 1638), VatBreakdown("S", Decimal("5.5"), 54300, 2987))
    transcript = transcript_of(without_detail(62490, 4625, groups=groups))
    assert [(line.label, line.net_minor, line.vat_code) for line in transcript.lines] == [
        ("Ensemble à 20\u00a0%, sans détail des lignes", 8190, "FR20"),
        ("Ensemble à 5,5\u00a0%, sans détail des lignes", 54300, "FR55"),
    ]
    assert transcript.flags == ()


@pytest.mark.parametrize(
    ("net", "vat", "country", "code", "rate_bp", "flags"),
    [
        (10000, 2000, "FR", "FR20", 2000, ()),
        (10000, 1001, "FR", "FR10", 1000, ()),
        (3333, 667, "FR", "FR20", 2000, ()),
        (10000, 550, "FR", "FR55", 550, ()),
        (10000, 850, "FR", "DOM85", 850, ()),
        (14000, 2220, "FR", "UNKNOWN", 1586, ("vat_rate_unknown",)),
        (10000, 0, "FR", "UNKNOWN", 0, ("vat_rate_unknown",)),
        (0, 500, "FR", "UNKNOWN", 0, ("vat_rate_unknown",)),
        (10000, 0, "DE", "INTRA20", 2000, ("vat_rate_unknown",)),
        (10000, 1900, "DE", "FOREIGN", 1900, ("vat_rate_unknown",)),
    ],
)
def test_totals_alone_get_the_code_whose_rate_explains_the_tax(
    net: int, vat: int, country: str, code: str, rate_bp: int, flags: tuple[str, ...]
) -> None:
    transcript = transcript_of(without_detail(net, vat, country=country))
    (line,) = transcript.lines
    (row,) = transcript.vat
    assert (line.net_minor, line.vat_code, row.vat_code, row.rate_bp) == (net, code, code, rate_bp)
    assert line.label == "Ensemble de la facture, sans détail des lignes"
    assert transcript.flags == flags


def test_lines_without_vat_groups_share_the_stated_tax() -> None:
    invoice = replace(read(EInvoice(items=(Item(net="100.00"), Item(net="40.00", rate="5.5")))), vat=())
    transcript = transcript_of(invoice)
    assert [(row.vat_code, row.base_minor, row.vat_minor) for row in transcript.vat] == [
        ("FR20", 10000, 2000),
        ("FR55", 4000, 220),
    ]


def test_the_tax_of_a_reverse_charge_is_assessed_by_the_company(company: Company) -> None:
    invoice = EInvoice(seller=BRENNECKE, items=(Item(net="1000.00", rate="0", category="K"),))
    document = controlled(company, invoice)
    (row,) = document.vat.all()
    assert (row.vat_code, row.base_minor, row.vat_minor) == ("INTRA20", 100000, 20000)
    assert lines_of(document.entry) == {"606400": 100000, "445660": 20000, "445200": -20000, "401000": -100000}


def test_what_no_column_could_hold_is_left_to_the_original() -> None:
    invoice = read(EInvoice())
    line = replace(invoice.lines[0], quantity=Decimal("1e20"), name="", description="n" * 400, unit="u" * 20)
    (row,) = transcript_of(replace(invoice, lines=(line,))).lines
    assert (row.quantity, row.unit, len(row.label)) == (None, "u" * 10, 300)
    exact = replace(invoice.lines[0], quantity=Decimal("0.33333"))
    assert transcript_of(replace(invoice, lines=(exact,))).lines[0].quantity == Decimal("0.3333")


def test_an_accounting_period_comes_from_the_document_unless_it_is_reversed(company: Company) -> None:
    stated = received(company, EInvoice(period=(date(2026, 10, 1), date(2026, 12, 31))))
    assert (stated.period_start, stated.period_end) == (date(2026, 10, 1), date(2026, 12, 31))
    reversed_ = received(company, EInvoice(number="F-2", period=(date(2026, 12, 31), date(2026, 10, 1))))
    assert (reversed_.period_start, reversed_.period_end) == (None, None)


def test_a_negative_invoice_is_a_credit_note_with_positive_amounts(company: Company) -> None:
    document = controlled(company, EInvoice(items=(Item(net="-100.00"),)))
    assert (document.type, document.total_minor) == ("credit_note", 12000)
    assert lines_of(document.entry) == {"606400": -10000, "445660": -2000, "401000": 12000}


def test_what_is_paid_already_is_not_left_to_pay(company: Company) -> None:
    document = received(company, EInvoice(process="S2", prepaid="120.00"))
    assert (document.due_minor, document.payment, "prepaid_unexplained" in document.flags) == (0, "paid_outside", False)
    assert Document.objects.count() == 1

"""Invoices in another currency: account | auxiliary | debit | credit, in euros."""

from dataclasses import replace
from decimal import Decimal

from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.posting import PostingPayment, post_payment
from tests.domain.books import ACCOUNTS, INVOICE_DAY, cents, coded, document, posted, rows, rows_of, settled, vat

IN_DOLLARS = document([coded("607000", "1000", "OUT_OF_SCOPE")], [], "1000", currency="USD", rate=Decimal("1.0835"))


def payment(paid: str, *parts: tuple[str, str]) -> PostingPayment:
    documents = tuple(settled(book, currency_minor=cents(dollars)) for book, dollars in parts)
    return PostingPayment("P1", INVOICE_DAY, "512400", "Virement USD", cents(paid), documents, currency="USD")


def test_a_purchase_is_booked_at_the_rate_of_its_invoice() -> None:
    entry = posted(IN_DOLLARS)
    assert rows_of(entry) == rows(
        """
        607000 |         | 922.93 |
        401000 | FDURAND |        | 922.93
        """
    )
    assert entry.currency == "USD"
    assert [line.currency_minor for line in entry.lines] == [100000, 100000]


def test_11_paid_dearer_is_a_loss_on_a_trade_debt() -> None:
    entry = post_payment(payment("930.23", ("922.93", "1000")), ACCOUNTS)
    assert rows_of(entry) == rows(
        """
        401000 | FDURAND | 922.93 |
        512400 |         |        | 930.23
        656000 |         |   7.30 |
        """
    )
    assert entry.currency == "USD"
    assert [line.currency_minor for line in entry.lines] == [100000, 100000, None]


def test_11_paid_cheaper_is_a_gain_on_a_trade_debt() -> None:
    assert rows_of(post_payment(payment("909.09", ("922.93", "1000")), ACCOUNTS)) == rows(
        """
        401000 | FDURAND | 922.93 |
        512400 |         |        | 909.09
        756000 |         |        |  13.84
        """
    )


def test_what_conversion_loses_is_part_of_the_largest_purchase() -> None:
    invoice = document(
        [coded("606400", "10.01", "EXEMPT"), coded("607000", "20.01", "EXEMPT"), coded("624100", "5.01", "EXEMPT")],
        [],
        "35.03",
        currency="USD",
        rate=Decimal(2),
    )
    entry = posted(invoice)
    assert rows_of(entry) == rows(
        """
        606400 |         |  5.01 |
        607000 |         | 10.00 |
        624100 |         |  2.51 |
        401000 | FDURAND |       | 17.52
        """
    )
    assert [line.currency_minor for line in entry.lines] == [1001, 2001, 501, 3503]


def test_vat_is_the_euro_amount_the_invoice_states() -> None:
    invoice = document(
        [coded("607000", "100")],
        [replace(vat("FR20", "100", "20"), book_vat_minor=1860)],
        "120",
        currency="USD",
        rate=Decimal("1.08"),
    )
    assert rows_of(posted(invoice)) == rows(
        """
        607000 |         | 92.51 |
        445660 |         | 18.60 |
        401000 | FDURAND |       | 111.11
        """
    )


def test_the_stated_euro_vat_is_split_between_asset_and_expense() -> None:
    invoice = document(
        [coded("218300", "50"), coded("606300", "50")],
        [replace(vat("FR20", "100", "20"), book_vat_minor=1861)],
        "120",
        currency="USD",
        rate=Decimal("1.08"),
    )
    assert rows_of(posted(invoice))[2:4] == [("445660", "", "9.31", ""), ("445620", "", "9.30", "")]


def test_a_reverse_charge_in_another_currency_is_due_for_exactly_what_is_deducted() -> None:
    invoice = document(
        [coded("218300", "33.33", "IMPORT20"), coded("604000", "66.67", "IMPORT20")],
        [vat("IMPORT20", "100", "20.01")],
        "100",
        currency="USD",
        rate=Decimal(2),
    )
    assert rows_of(posted(invoice)) == rows(
        """
        218300 |         | 16.67 |
        604000 |         | 33.33 |
        445660 |         |  6.67 |
        445620 |         |  3.34 |
        445710 |         |       | 10.01
        401000 | FDURAND |       | 33.33
        404000 | FDURAND |       | 16.67
        """
    )


def test_yen_have_no_cents() -> None:
    invoice = document([], [], "0", currency="JPY", rate=Decimal("160.5"), total_minor=32100)
    invoice = replace(invoice, lines=(replace(coded("607000", "0", "EXEMPT"), net_minor=32100),))
    assert rows_of(posted(invoice)) == rows(
        """
        607000 |         | 200.00 |
        401000 | FDURAND |        | 200.00
        """
    )


def test_a_credit_note_in_another_currency_has_positive_amounts_in_both() -> None:
    entry = posted(replace(IN_DOLLARS, type=DocumentType.CREDIT_NOTE))
    assert rows_of(entry) == rows(
        """
        607000 |         |        | 922.93
        401000 | FDURAND | 922.93 |
        """
    )
    assert [line.currency_minor for line in entry.lines] == [100000, 100000]

"""Entries of payments, as worked by hand: account | auxiliary | debit | credit."""

from dataclasses import replace

import pytest

from ecritoire.domain.entries import InvalidEntryError, JournalType
from ecritoire.domain.posting import (
    PaymentMismatchError,
    PendingVat,
    PostingPayment,
    SettledDocument,
    pending_vat_share,
    post_payment,
)
from tests.domain.books import ACCOUNTS, INVOICE_DAY, cents, rows, rows_of, settled

VAT_WAITING = (PendingVat("445861", "445660", 20000),)
OTHER = SettledDocument("G7", "FMARTIN", "Martin", "404000", 50000)


def payment(paid: str, *documents: SettledDocument) -> PostingPayment:
    return PostingPayment("VIR-8", INVOICE_DAY, "512100", "Virement du 14", cents(paid), documents)


CASES = {
    "13. one invoice in full": (
        payment("1200", settled("1200")),
        """
        401000 | FDURAND | 1200.00 |
        512100 |         |         | 1200.00
        """,
    ),
    "13. in part": (
        payment("500", settled("500")),
        """
        401000 | FDURAND | 500.00 |
        512100 |         |        | 500.00
        """,
    ),
    "13. grouped: one line of the bank, one of each document": (
        payment("2000", settled("1200"), settled("300", "F2"), OTHER),
        """
        401000 | FDURAND | 1200.00 |
        401000 | FDURAND |  300.00 |
        404000 | FMARTIN |  500.00 |
        512100 |         |         | 2000.00
        """,
    ),
    "13. net of a credit note": (
        payment("1100", settled("1200"), settled("-100", "A3")),
        """
        401000 | FDURAND | 1200.00 |
        401000 | FDURAND |         |  100.00
        512100 |         |         | 1100.00
        """,
    ),
    "13. a refund": (
        payment("-100", settled("-100", "A3")),
        """
        401000 | FDURAND |        | 100.00
        512100 |         | 100.00 |
        """,
    ),
    "an invoice set against a credit note, no money moving": (
        payment("0", settled("100"), settled("-100", "A3")),
        """
        401000 | FDURAND | 100.00 |
        401000 | FDURAND |        | 100.00
        """,
    ),
    "an order paid in advance has no auxiliary account": (
        payment("360", settled("360", "BC-12", "409100")),
        """
        409100 |         | 360.00 |
        512100 |         |        | 360.00
        """,
    ),
    "2. services: VAT becomes deductible in proportion": (
        payment("600", settled("600", pending_vat=VAT_WAITING, document_minor=120000)),
        """
        401000 | FDURAND | 600.00 |
        512100 |         |        | 600.00
        445660 |         | 100.00 |
        445861 |         |        | 100.00
        """,
    ),
    "VAT already in proportion is moved as it is": (
        payment("600", settled("600", pending_vat=VAT_WAITING)),
        """
        401000 | FDURAND | 600.00 |
        512100 |         |        | 600.00
        445660 |         | 200.00 |
        445861 |         |        | 200.00
        """,
    ),
    "the refund of a credit note takes the VAT back": (
        payment("-360", settled("-360", pending_vat=(PendingVat("445860", "445660", -6000),), document_minor=-36000)),
        """
        401000 | FDURAND |        | 360.00
        512100 |         | 360.00 |
        445660 |         |        |  60.00
        445860 |         |  60.00 |
        """,
    ),
}


@pytest.mark.parametrize(("case", "expected"), CASES.values(), ids=CASES.keys())
def test_a_payment_posts_as_worked_by_hand(case: PostingPayment, expected: str) -> None:
    assert rows_of(post_payment(case, ACCOUNTS)) == rows(expected)


def test_the_entry_says_where_it_comes_from() -> None:
    entry = post_payment(payment("1700", settled("1200"), OTHER), ACCOUNTS)
    assert (entry.journal, entry.date, entry.document_date) == (JournalType.BANK, INVOICE_DAY, INVOICE_DAY)
    assert (entry.reference, entry.label) == ("VIR-8", "Virement du 14")
    assert [line.label for line in entry.lines] == ["Durand F1", "Martin G7", "Virement du 14"]


def test_payments_in_parts_free_all_the_vat_to_the_cent() -> None:
    parts = [cents("333.33"), cents("333.33"), cents("533.34")]
    before = 0
    freed: list[PendingVat] = []
    for part in parts:
        freed += pending_vat_share((PendingVat("445861", "445660", 10001),), 120000, before, part)
        before += part
    assert [vat.vat_minor for vat in freed] == [2778, 2778, 4445]


def test_paying_too_much_frees_no_more_vat_than_there_is() -> None:
    (freed,) = pending_vat_share(VAT_WAITING, 120000, 60000, 90000)
    assert freed.vat_minor == 10000


def test_vat_of_a_document_that_owes_nothing_is_freed_by_its_first_payment() -> None:
    freed = [pending_vat_share(VAT_WAITING, 0, before, 1)[0].vat_minor for before in (0, 1)]
    assert freed == [20000, 0]


def test_a_difference_without_any_currency_is_refused() -> None:
    with pytest.raises(PaymentMismatchError, match="VIR-8"):
        post_payment(payment("1199", settled("1200")), ACCOUNTS)


def test_a_payment_of_nothing_is_refused() -> None:
    with pytest.raises(InvalidEntryError):
        post_payment(payment("0"), ACCOUNTS)


def test_an_invoice_in_another_currency_paid_in_euros_shows_no_currency() -> None:
    entry = post_payment(payment("930.23", settled("922.94", currency_minor=100000)), ACCOUNTS)
    assert rows_of(entry)[2] == ("656000", "", "7.29", "")
    assert {line.currency_minor for line in entry.lines} == {None}


def test_one_settled_amount_without_currency_leaves_the_bank_line_without() -> None:
    mixed = replace(payment("100", settled("60", currency_minor=6600), settled("40", "F2")), currency="USD")
    assert [line.currency_minor for line in post_payment(mixed, ACCOUNTS).lines] == [6600, None, None]

"""Entries of supplier documents, as worked by hand: account | auxiliary | debit | credit."""

from dataclasses import replace

import pytest

from ecritoire.domain.entries import JournalType
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.posting import Posting, PostingAccounts, PostingDocument, post_document
from tests.domain.books import ACCOUNTS, DUE_DAY, INVOICE_DAY, coded, document, posted, rows, rows_of, vat

INVOICE = document([coded("607000", "1000")], [vat("FR20", "1000", "200")], "1200")

CASES = {
    "1. goods, or services with the debits option": (
        INVOICE,
        """
        607000 |         | 1000.00 |
        445660 |         |  200.00 |
        401000 | FDURAND |         | 1200.00
        """,
    ),
    "2. services with VAT on payment": (
        document([coded("622600", "1000")], [replace(vat("FR20", "1000", "200"), pending_account="445861")], "1200"),
        """
        622600 |         | 1000.00 |
        445861 |         |  200.00 |
        401000 | FDURAND |         | 1200.00
        """,
    ),
    "3. credit note": (
        replace(INVOICE, type=DocumentType.CREDIT_NOTE),
        """
        607000 |         |         | 1000.00
        445660 |         |         |  200.00
        401000 | FDURAND | 1200.00 |
        """,
    ),
    "9. fixed asset": (
        document([coded("218300", "1000")], [vat("FR20", "1000", "200")], "1200"),
        """
        218300 |         | 1000.00 |
        445620 |         |  200.00 |
        404000 | FDURAND |         | 1200.00
        """,
    ),
    "10. reverse charge in France (construction subcontracting)": (
        document([coded("611000", "1000", "REVERSE20")], [vat("REVERSE20", "1000", "200")], "1000"),
        """
        611000 |         | 1000.00 |
        445660 |         |  200.00 |
        445710 |         |         |  200.00
        401000 | FDURAND |         | 1000.00
        """,
    ),
    "10. reverse charge on an intra-EU purchase": (
        document([coded("607000", "1000", "INTRA20")], [vat("INTRA20", "1000", "200")], "1000"),
        """
        607000 |         | 1000.00 |
        445660 |         |  200.00 |
        445200 |         |         |  200.00
        401000 | FDURAND |         | 1000.00
        """,
    ),
    "several rates, lines of one account gathered, an allowance and a charge of the document": (
        document(
            [
                coded("606400", "60.10"),
                coded("625700", "100", "FR10"),
                coded("606400", "39.90"),
                coded("609000", "-10"),
                coded("624100", "15"),
            ],
            [vat("FR20", "105", "21"), vat("FR10", "100", "10")],
            "236",
        ),
        """
        606400 |         | 100.00 |
        625700 |         | 100.00 |
        609000 |         |        |  10.00
        624100 |         |  15.00 |
        445660 |         |  21.00 |
        445660 |         |  10.00 |
        401000 | FDURAND |        | 236.00
        """,
    ),
    "a sender's rounding upwards is a charge": (
        replace(INVOICE, rounding_minor=2),
        """
        607000 |         | 1000.00 |
        658000 |         |    0.02 |
        445660 |         |  200.00 |
        401000 | FDURAND |         | 1200.02
        """,
    ),
    "a sender's rounding downwards is a gain": (
        replace(INVOICE, rounding_minor=-3),
        """
        607000 |         | 1000.00 |
        758000 |         |         |    0.03
        445660 |         |  200.00 |
        401000 | FDURAND |         | 1199.97
        """,
    ),
    "a cent of gap that a person chose to book": (
        document([coded("607000", "1000")], [vat("FR20", "1000", "200")], "1200.01", books_gap=True),
        """
        607000 |         | 1000.00 |
        658000 |         |    0.01 |
        445660 |         |  200.00 |
        401000 | FDURAND |         | 1200.01
        """,
    ),
    "asset and expense on one invoice: supplier and VAT are split by net": (
        document(
            [coded("218300", "700"), coded("606300", "300.03")],
            [vat("FR20", "1000.03", "200.01")],
            "1200.04",
            rounding_minor=1,
        ),
        """
        218300 |         | 700.00 |
        606300 |         | 300.03 |
        658000 |         |   0.01 |
        445660 |         |  60.01 |
        445620 |         | 140.00 |
        401000 | FDURAND |        | 360.05
        404000 | FDURAND |        | 840.00
        """,
    ),
    "rounding of an invoice of assets alone is owed to the same supplier account": (
        document([coded("205000", "500")], [vat("FR20", "500", "100")], "600", rounding_minor=1),
        """
        205000 |         | 500.00 |
        658000 |         |   0.01 |
        445620 |         | 100.00 |
        404000 | FDURAND |        | 600.01
        """,
    ),
    "reverse charge on an asset and an expense": (
        document(
            [coded("215400", "600", "INTRA20"), coded("606300", "400", "INTRA20")],
            [vat("INTRA20", "1000", "200")],
            "1000",
        ),
        """
        215400 |         | 600.00 |
        606300 |         | 400.00 |
        445660 |         |  80.00 |
        445620 |         | 120.00 |
        445200 |         |        | 200.00
        401000 | FDURAND |        | 400.00
        404000 | FDURAND |        | 600.00
        """,
    ),
    "VAT of another country is part of the cost, in proportion to the lines of its code": (
        document(
            [coded("625600", "100", "FOREIGN"), coded("625700", "50.01", "FOREIGN"), coded("606400", "10")],
            [vat("FOREIGN", "150.01", "31.50", ""), vat("FR20", "10", "2")],
            "193.51",
        ),
        """
        625600 |         | 121.00 |
        625700 |         |  60.51 |
        606400 |         |  10.00 |
        445660 |         |   2.00 |
        401000 | FDURAND |        | 193.51
        """,
    ),
    "an account that nets to nothing has no line": (
        document([coded("606400", "10"), coded("606400", "-10"), coded("607000", "5", "EXEMPT")], [], "5"),
        """
        607000 |         | 5.00 |
        401000 | FDURAND |      | 5.00
        """,
    ),
    "a negative invoice has the sides of a credit note": (
        document([coded("607000", "-8.79", "EXEMPT")], [], "-8.79", DocumentType.CORRECTIVE),
        """
        607000 |         |      | 8.79
        401000 | FDURAND | 8.79 |
        """,
    ),
    "a credit note written with negative amounts credits all the same": (
        document([coded("606400", "-40.10")], [vat("FR20", "-40.10", "-8.02")], "-48.12", DocumentType.CREDIT_NOTE),
        """
        606400 |         |       | 40.10
        445660 |         |       |  8.02
        401000 | FDURAND | 48.12 |
        """,
    ),
    "VAT alone (a supplier forgot it): no purchase account": (
        document([], [vat("FR20", "1000", "200")], "200"),
        """
        445660 |         | 200.00 |
        401000 | FDURAND |        | 200.00
        """,
    ),
    "the collective account of the supplier, when it has its own": (
        replace(INVOICE, supplier_account="401700"),
        """
        607000 |         | 1000.00 |
        445660 |         |  200.00 |
        401700 | FDURAND |         | 1200.00
        """,
    ),
}


@pytest.mark.parametrize(("case", "expected"), CASES.values(), ids=CASES.keys())
def test_a_document_posts_as_worked_by_hand(case: PostingDocument, expected: str) -> None:
    assert rows_of(posted(case)) == rows(expected)


def test_the_entry_says_where_it_comes_from() -> None:
    entry = posted(INVOICE)
    assert (entry.journal, entry.date, entry.document_date) == (JournalType.PURCHASE, INVOICE_DAY, INVOICE_DAY)
    assert (entry.reference, entry.label, entry.currency) == ("F1", "Durand F1", "")
    assert {line.label for line in entry.lines} == {"Durand F1"}


def test_only_the_supplier_line_has_a_due_date_and_an_auxiliary() -> None:
    lines = posted(INVOICE).lines
    assert [(line.due_date, line.auxiliary) for line in lines] == [(None, ""), (None, ""), (DUE_DAY, "FDURAND")]


def test_an_order_posts_nothing_and_has_no_problem() -> None:
    order = document([coded("", "1000")], [], "0", DocumentType.ORDER)
    assert post_document(order, ACCOUNTS) == Posting(None)


def test_a_document_of_nothing_posts_nothing() -> None:
    assert post_document(document([coded("606400", "0")], [], "0"), ACCOUNTS) == Posting(None)


def test_foreign_vat_goes_to_the_refund_account_when_the_company_asks_for_it_back() -> None:
    hotel = document([coded("625600", "100", "FOREIGN")], [vat("FOREIGN", "100", "21", "")], "121")
    entry = posted(hotel, PostingAccounts(foreign_vat_refund="445830"))
    assert rows_of(entry) == rows(
        """
        625600 |         | 100.00 |
        445830 |         |  21.00 |
        401000 | FDURAND |        | 121.00
        """
    )


def test_vat_at_an_unknown_rate_is_deducted_only_where_a_person_says_so() -> None:
    strange = document([coded("606400", "100", "UNKNOWN")], [vat("UNKNOWN", "100", "18", "445660")], "118")
    assert rows_of(posted(strange))[1] == ("445660", "", "18.00", "")


def test_what_waits_for_the_payment_is_told_beside_the_entry() -> None:
    case, _ = CASES["2. services with VAT on payment"]
    pending = post_document(case, ACCOUNTS).pending_vat
    assert [(vat.pending_account, vat.account, vat.vat_minor) for vat in pending] == [("445861", "445660", 20000)]
    credit_note = post_document(replace(case, type=DocumentType.CREDIT_NOTE), ACCOUNTS)
    assert [vat.vat_minor for vat in credit_note.pending_vat] == [-20000]

"""Deposits, from their invoice to the final one: account | auxiliary | debit | credit."""

from dataclasses import replace
from decimal import Decimal
from functools import partial

import pytest

from ecritoire.domain.entries import Entry
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.posting import (
    ClearedDeposit,
    PostingDocument,
    PostingPayment,
    post_document,
    post_payment,
)
from tests.domain.books import ACCOUNTS, INVOICE_DAY, coded, document, entry_of, posted, rows, rows_of, settled, vat

DEPOSIT = document([coded("", "300")], [vat("FR20", "300", "60")], "360", DocumentType.DEPOSIT_INVOICE)
OPEN_DEPOSITS = post_document(DEPOSIT, ACCOUNTS).deposits

WITH_NEGATIVE_LINE = document([coded("607000", "1000"), coded("409100", "-300")], [vat("FR20", "700", "140")], "840")
WITH_PREPAID_AMOUNT = document([coded("607000", "1000")], [vat("FR20", "1000", "200")], "1200", deposits=OPEN_DEPOSITS)


def with_negative_line(coded_on: str) -> PostingDocument:
    purchase, taken_back = WITH_NEGATIVE_LINE.lines
    lines = (purchase, replace(taken_back, account=coded_on))
    return replace(WITH_NEGATIVE_LINE, lines=lines, deposits=OPEN_DEPOSITS)


FINAL = """
    607000 |         | 1000.00 |
    409100 |         |         | 300.00
    445660 |         |  140.00 |
    401000 | FDURAND |         | 840.00
"""


def balances(*entries: Entry) -> dict[str, int]:
    """Balance of each account over several entries, leaving out those at zero."""
    totals: dict[str, int] = {}
    for entry in entries:
        for line in entry.lines:
            totals[line.account] = totals.get(line.account, 0) + line.signed_minor
    return {account: minor for account, minor in totals.items() if minor}


def paid(of: PostingDocument, amount: str) -> Entry:
    posting = post_document(of, ACCOUNTS)
    minor = -sum(line.signed_minor for line in entry_of(posting).lines if line.auxiliary)
    part = settled(amount, pending_vat=posting.pending_vat, document_minor=minor)
    return post_payment(PostingPayment("P1", INVOICE_DAY, "512100", "Virement", part.amount_minor, (part,)), ACCOUNTS)


def test_a_deposit_invoice_is_an_advance_and_its_vat_waits() -> None:
    assert rows_of(posted(DEPOSIT)) == rows(
        """
        409100 |         | 300.00 |
        445860 |         |  60.00 |
        401000 | FDURAND |        | 360.00
        """
    )


def test_paying_a_deposit_makes_its_vat_deductible() -> None:
    assert rows_of(paid(DEPOSIT, "360")) == rows(
        """
        401000 | FDURAND | 360.00 |
        512100 |         |        | 360.00
        445660 |         |  60.00 |
        445860 |         |        |  60.00
        """
    )


@pytest.mark.parametrize(
    "final",
    [
        pytest.param(WITH_NEGATIVE_LINE, id="negative line"),
        pytest.param(WITH_PREPAID_AMOUNT, id="prepaid amount"),
        pytest.param(replace(WITH_NEGATIVE_LINE, deposits=OPEN_DEPOSITS), id="negative line and open deposit"),
        pytest.param(with_negative_line(coded_on=""), id="negative line not coded"),
        pytest.param(with_negative_line(coded_on="607000"), id="negative line coded like the others"),
    ],
)
def test_a_final_invoice_takes_the_deposit_back_once_however_it_says_so(final: PostingDocument) -> None:
    assert rows_of(posted(final)) == rows(FINAL)


@pytest.mark.parametrize("final", [WITH_NEGATIVE_LINE, WITH_PREPAID_AMOUNT], ids=["negative line", "prepaid amount"])
def test_deposit_and_final_invoice_together_are_the_purchase(final: PostingDocument) -> None:
    everything = balances(posted(DEPOSIT), paid(DEPOSIT, "360"), posted(final), paid(final, "840"))
    assert everything == {"607000": 100000, "445660": 20000, "512100": -120000}


def test_a_final_invoice_of_services_on_payment_leaves_only_the_rest_waiting() -> None:
    final = replace(WITH_PREPAID_AMOUNT, vat=(replace(WITH_PREPAID_AMOUNT.vat[0], pending_account="445861"),))
    posting = post_document(final, ACCOUNTS)
    assert rows_of(entry_of(posting))[2] == ("445861", "", "140.00", "")
    assert [pending.vat_minor for pending in posting.pending_vat] == [14000]


def test_cancelling_a_deposit_undoes_it_and_the_refund_undoes_the_vat() -> None:
    cancelled = replace(DEPOSIT, type=DocumentType.CREDIT_NOTE, cancels_deposit=True)
    assert rows_of(posted(cancelled)) == rows(
        """
        409100 |         |        | 300.00
        445860 |         |        |  60.00
        401000 | FDURAND | 360.00 |
        """
    )
    assert balances(posted(DEPOSIT), paid(DEPOSIT, "360"), posted(cancelled), paid(cancelled, "-360")) == {}


def test_a_deposit_coded_as_an_expense_is_an_advance_all_the_same() -> None:
    deposit = replace(DEPOSIT, lines=(coded("606400", "300"),))
    assert rows_of(posted(deposit)) == rows_of(posted(DEPOSIT))


def test_a_deposit_coded_on_an_account_of_advances_stays_there() -> None:
    deposit = replace(DEPOSIT, lines=(coded("409150", "300"),))
    assert rows_of(posted(deposit))[0] == ("409150", "", "300.00", "")


def test_a_deposit_on_an_asset_and_its_final_invoice_use_the_accounts_of_assets() -> None:
    deposit = replace(DEPOSIT, lines=(coded("218300", "300"),))
    assert rows_of(posted(deposit)) == rows(
        """
        238000 |         | 300.00 |
        445860 |         |  60.00 |
        404000 | FDURAND |        | 360.00
        """
    )
    posting = post_document(deposit, ACCOUNTS)
    assert [pending.account for pending in posting.pending_vat] == ["445620"]
    final = document([coded("218300", "1000")], [vat("FR20", "1000", "200")], "1200", deposits=posting.deposits)
    assert rows_of(posted(final)) == rows(
        """
        218300 |         | 1000.00 |
        238000 |         |         | 300.00
        445620 |         |  140.00 |
        404000 | FDURAND |         | 840.00
        """
    )


def test_a_deposit_on_an_asset_and_services_is_taken_back_from_both() -> None:
    taxes = [vat("FR20", "500", "100")]
    deposit = document([coded("215400", "300"), coded("", "200")], taxes, "600", DocumentType.DEPOSIT_INVOICE)
    deposits = post_document(deposit, ACCOUNTS).deposits
    assert [(d.account, d.net_minor, dict(d.vat_by_account)) for d in deposits] == [
        ("238000", 30000, {"445620": 6000}),
        ("409100", 20000, {"445660": 4000}),
    ]
    final = document(
        [coded("215400", "600"), coded("622600", "400")], [vat("FR20", "1000", "200")], "1200", deposits=deposits
    )
    assert rows_of(posted(final)) == rows(
        """
        215400 |         | 600.00 |
        622600 |         | 400.00 |
        238000 |         |        | 300.00
        409100 |         |        | 200.00
        445660 |         |  40.00 |
        445620 |         |  60.00 |
        401000 | FDURAND |        | 240.00
        404000 | FDURAND |        | 360.00
        """
    )


def test_what_was_paid_on_an_order_is_cleared_by_its_invoice() -> None:
    on_order = ClearedDeposit("BC-12", 36000, {}, account="409100")
    final = replace(WITH_PREPAID_AMOUNT, deposits=(on_order,))
    assert rows_of(posted(final)) == rows(
        """
        607000 |         | 1000.00 |
        409100 |         |         | 360.00
        445660 |         |  200.00 |
        401000 | FDURAND |         | 840.00
        """
    )


def test_a_deposit_under_reverse_charge_is_assessed_once() -> None:
    deposit = document(
        [coded("", "300", "INTRA20")], [vat("INTRA20", "300", "60")], "300", DocumentType.DEPOSIT_INVOICE
    )
    final = document(
        [coded("604000", "1000", "INTRA20")],
        [vat("INTRA20", "1000", "200")],
        "1000",
        deposits=post_document(deposit, ACCOUNTS).deposits,
    )
    assert rows_of(posted(final)) == rows(
        """
        604000 |         | 1000.00 |
        409100 |         |         | 300.00
        445660 |         |  140.00 |
        445200 |         |         | 140.00
        401000 | FDURAND |         | 700.00
        """
    )


def test_the_vat_of_a_deposit_is_taken_back_even_where_the_final_invoice_has_none_like_it() -> None:
    final = document([coded("607000", "300", "EXEMPT")], [], "300", deposits=OPEN_DEPOSITS)
    assert rows_of(posted(final)) == rows(
        """
        607000 |         | 300.00 |
        409100 |         |        | 300.00
        445660 |         |        |  60.00
        401000 | FDURAND |  60.00 |
        """
    )


def test_a_discount_of_the_amount_of_a_deposit_stays_a_discount() -> None:
    lines = [coded("607000", "1300"), coded("609700", "-300")]
    final = document(lines, [vat("FR20", "1000", "200")], "1200", deposits=OPEN_DEPOSITS)
    assert rows_of(posted(final)) == rows(
        """
        607000 |         | 1300.00 |
        609700 |         |         | 300.00
        409100 |         |         | 300.00
        445660 |         |  140.00 |
        401000 | FDURAND |         | 840.00
        """
    )


def test_a_deposit_with_foreign_tax_in_its_cost_is_taken_back_with_that_tax() -> None:
    foreign = partial(coded, vat_code="FOREIGN")
    deposit = document([foreign("", "300")], [vat("FOREIGN", "300", "63", "")], "363", DocumentType.DEPOSIT_INVOICE)
    final = document(
        [foreign("625600", "1000"), foreign("625600", "-300")],
        [vat("FOREIGN", "700", "147", "")],
        "847",
        deposits=post_document(deposit, ACCOUNTS).deposits,
    )
    assert rows_of(posted(final)) == rows(
        """
        625600 |         | 1210.00 |
        409100 |         |         | 363.00
        401000 | FDURAND |         | 847.00
        """
    )


def test_a_line_takes_a_deposit_in_another_currency_back_at_its_own_value() -> None:
    deposit = replace(DEPOSIT, currency="USD", rate=Decimal("1.2"))
    final = replace(with_negative_line("607000"), currency="USD", rate=Decimal("1.25"))
    entry = posted(replace(final, deposits=post_document(deposit, ACCOUNTS).deposits))
    assert rows_of(entry) == rows(
        """
        607000 |         | 810.00 |
        409100 |         |        | 250.00
        445660 |         | 112.00 |
        401000 | FDURAND |        | 672.00
        """
    )


def test_a_document_that_only_takes_a_deposit_back_books_the_difference_of_exchange() -> None:
    deposit = replace(DEPOSIT, currency="USD", rate=Decimal("1.2"))
    refund = document([coded("607000", "-300", "EXEMPT")], [], "-300", currency="USD", rate=Decimal("1.25"))
    assert rows_of(posted(replace(refund, deposits=post_document(deposit, ACCOUNTS).deposits))) == rows(
        """
        409100 |         |        | 250.00
        656000 |         |  10.00 |
        401000 | FDURAND | 240.00 |
        """
    )


def test_a_deposit_in_another_currency_is_taken_back_at_its_own_value() -> None:
    deposit = replace(DEPOSIT, currency="USD", rate=Decimal("1.2"))
    final = replace(WITH_PREPAID_AMOUNT, currency="USD", rate=Decimal("1.25"))
    final = replace(final, deposits=post_document(deposit, ACCOUNTS).deposits)
    entry = posted(final)
    assert rows_of(entry) == rows(
        """
        607000 |         | 812.00 |
        409100 |         |        | 250.00
        445660 |         | 110.00 |
        401000 | FDURAND |        | 672.00
        """
    )
    assert [line.currency_minor for line in entry.lines] == [100000, 30000, 14000, 84000]

"""Why a document has no entry: all the problems at once, each with its facts."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ecritoire.domain.posting import PostingAccounts, PostingDocument, Problem, post_document
from ecritoire.domain.posting.problems import BOOKED_GAP_MAX_MINOR
from tests.domain.books import ACCOUNTS, INVOICE_DAY, coded, document, posted, vat


def problems_of(of: PostingDocument, accounts: PostingAccounts = ACCOUNTS) -> list[Problem]:
    posting = post_document(of, accounts)
    assert posting.entry is None
    return list(posting.problems)


def codes_of(of: PostingDocument, accounts: PostingAccounts = ACCOUNTS) -> list[str]:
    return [problem.code for problem in problems_of(of, accounts)]


def vat_missing(vat_code: str, rate_bp: int, vat_minor: int, account: str = "deductible") -> Problem:
    facts = {"vat_code": vat_code, "rate_bp": rate_bp, "vat_minor": vat_minor, "currency": "EUR", "account": account}
    return Problem("vat_account_missing", facts)


def test_every_line_without_an_account_is_told() -> None:
    invoice = document(
        [coded("606400", "20", "EXEMPT"), coded("", "120", "EXEMPT"), coded("", "-10", "EXEMPT")], [], "130"
    )
    assert problems_of(invoice) == [
        Problem("purchase_account_missing", {"line": 2, "label": "Ligne 2", "amount_minor": 12000, "currency": "EUR"}),
        Problem("purchase_account_missing", {"line": 3, "label": "Ligne 3", "amount_minor": -1000, "currency": "EUR"}),
    ]


def test_a_line_of_zero_needs_no_account() -> None:
    invoice = document([coded("606400", "20", "EXEMPT"), coded("", "0", "EXEMPT")], [], "20")
    assert len(posted(invoice).lines) == 2


def test_every_vat_code_without_an_account_is_told() -> None:
    invoice = document(
        [coded("606400", "120"), coded("625700", "10", "FR10")],
        [vat("FR20", "120", "24", ""), vat("FR10", "10", "1", "")],
        "155",
    )
    assert problems_of(invoice) == [vat_missing("FR20", 2000, 2400), vat_missing("FR10", 1000, 100)]


def test_a_code_without_tax_needs_no_account() -> None:
    invoice = document([coded("606400", "120", "EXEMPT")], [vat("EXEMPT", "120", "0", "")], "120")
    assert len(posted(invoice).lines) == 2


def test_tax_on_a_code_that_has_none_is_a_gap() -> None:
    invoice = document([coded("606400", "100", "EXEMPT")], [vat("EXEMPT", "100", "5")], "105")
    assert [(problem.code, problem.facts["gap_minor"]) for problem in problems_of(invoice)] == [("unbalanced", 500)]


def test_the_vat_of_assets_has_an_account_of_its_own() -> None:
    invoice = document([coded("218300", "120")], [vat("FR20", "120", "24", "")], "144")
    assert posted(invoice).lines[1].account == "445620"


def test_a_reverse_charge_needs_both_its_accounts() -> None:
    amount = vat("REVERSE20", "100", "20")
    invoice = document([coded("611000", "100", "REVERSE20")], [amount], "100")
    no_due = replace(invoice, vat=(replace(amount, due_account=""),))
    no_deductible = replace(invoice, vat=(replace(amount, account=""),))
    assert problems_of(no_due) == [vat_missing("REVERSE20", 2000, 2000, "due")]
    assert problems_of(no_deductible) == [vat_missing("REVERSE20", 2000, 2000)]


def test_a_rate_nobody_knows_is_never_deducted_by_itself() -> None:
    invoice = document(
        [coded("606400", "100", "UNKNOWN")], [replace(vat("UNKNOWN", "100", "18", ""), rate_bp=1800)], "118"
    )
    assert problems_of(invoice) == [vat_missing("UNKNOWN", 1800, 1800)]


def test_neither_is_a_code_that_is_not_in_the_table() -> None:
    invoice = replace(document([coded("606400", "100")], [vat("FR20", "100", "20", "")], "120"), vat_codes={})
    assert problems_of(invoice) == [vat_missing("FR20", 0, 2000)]


def test_foreign_vat_without_any_line_to_carry_it_has_no_account() -> None:
    invoice = document([coded("606400", "100", "EXEMPT")], [vat("FOREIGN", "100", "21", "")], "121")
    assert problems_of(invoice) == [vat_missing("FOREIGN", 0, 2100)]


@pytest.mark.parametrize(("total", "gap", "lines"), [("11525.51", 1, 1152550), ("11525.49", -1, 1152550)])
def test_a_gap_says_by_how_much_and_between_what(total: str, gap: int, lines: int) -> None:
    invoice = document([coded("606400", "9604.58")], [vat("FR20", "9604.58", "1920.92")], total)
    facts = {"gap_minor": gap, "lines_minor": lines, "total_minor": lines + gap, "currency": "EUR"}
    assert problems_of(invoice) == [Problem("unbalanced", facts)]


def test_only_a_rounding_can_be_booked_as_a_gap() -> None:
    invoice = document([coded("606400", "100", "EXEMPT")], [], "101", books_gap=True)
    assert posted(invoice).lines[1].debit_minor == BOOKED_GAP_MAX_MINOR
    assert codes_of(replace(invoice, total_minor=invoice.total_minor + 1)) == ["unbalanced"]


def test_vat_charged_on_a_reverse_charge_is_not_deducted_but_told() -> None:
    invoice = document([coded("611000", "1000", "REVERSE20")], [vat("REVERSE20", "1000", "200")], "1200")
    facts = {
        "gap_minor": 20000,
        "lines_minor": 100000,
        "total_minor": 120000,
        "currency": "EUR",
        "reverse_charge_minor": 20000,
    }
    assert problems_of(invoice) == [Problem("unbalanced", facts)]
    assert codes_of(replace(invoice, books_gap=True)) == ["unbalanced"]


@pytest.mark.parametrize("rate", [None, Decimal(0)])
def test_another_currency_needs_a_rate(rate: Decimal | None) -> None:
    invoice = document([coded("607000", "100", "EXEMPT")], [], "100", currency="USD", rate=rate)
    assert problems_of(invoice) == [Problem("currency_rate_missing", {"currency": "USD", "date": INVOICE_DAY})]


def test_all_problems_come_together() -> None:
    invoice = document([coded("", "100")], [vat("FR20", "100", "20", "")], "121", currency="USD")
    assert codes_of(invoice) == [
        "purchase_account_missing",
        "vat_account_missing",
        "unbalanced",
        "currency_rate_missing",
    ]

"""Documents and payments in another currency, and the rates they wait for."""

from datetime import date
from decimal import Decimal

import pytest

from ecritoire.apps.companies.models import Company
from ecritoire.apps.payments.attaching import attach_final_invoice
from ecritoire.apps.payments.rates import BadRateError, enter_rate
from ecritoire.apps.payments.refusals import DocumentRateMissingError
from ecritoire.apps.payments.services import record_payment
from ecritoire.apps.purchases.models import Document
from tests.apps.einvoices import EInvoice, Item, Seller
from tests.apps.ground import ACCOUNT, NADIA, NOVEMBER_2, OCTOBER_14, balances, controlled, fresh, lines_of, received

BRINDLEFORGE = Seller("Brindleforge Inc.", "", "", "US")
DOLLARS = EInvoice(currency="USD", seller=BRINDLEFORGE, items=(Item(net="1000.00", rate="0", category="O"),))


def at(rate: str) -> Decimal:
    return Decimal(rate)


def pay(company: Company, document: Document, amount: int | None = None, paid_minor: int | None = None) -> object:
    return record_payment(company, allocations=[(document, amount)], on=NOVEMBER_2, actor=NADIA, paid_minor=paid_minor)


def test_a_document_waits_for_the_rate_of_its_day(company: Company) -> None:
    document = controlled(company, DOLLARS)
    assert (document.lacks_rate, document.entry) == (True, None)
    (problem,) = document.posting_problems
    assert problem == {"code": "currency_rate_missing", "facts": {"currency": "USD", "date": "2026-10-14"}}
    enter_rate(company, "usd", date(2026, 10, 15), at("1.10"), actor=NADIA)
    assert fresh(document).entry is None
    enter_rate(company, "USD", OCTOBER_14, at("1.25"), actor=NADIA)
    document = fresh(document)
    assert (document.lacks_rate, document.rate) == (False, at("1.25"))
    assert lines_of(document.entry)["401000"] == -80000


def test_what_is_posted_keeps_the_rate_it_was_posted_at(company: Company) -> None:
    enter_rate(company, "USD", OCTOBER_14, at("1.25"), actor=NADIA)
    document = controlled(company, DOLLARS)
    enter_rate(company, "USD", OCTOBER_14, at("1.30"), actor=NADIA)
    assert lines_of(fresh(document).entry)["401000"] == -80000


@pytest.mark.parametrize(
    ("paid_minor", "account", "signed"), [(82000, "656000", 2000), (79000, "756000", -1000), (80000, "", 0)]
)
def test_the_difference_at_payment_is_a_loss_or_a_gain(
    company: Company, paid_minor: int, account: str, signed: int
) -> None:
    enter_rate(company, "USD", OCTOBER_14, at("1.25"), actor=NADIA)
    document = controlled(company, DOLLARS)
    pay(company, document, paid_minor=paid_minor)
    found = balances()
    assert (found.get("401000", 0), found["512100"], found.get(account, 0)) == (0, -paid_minor, signed)


def test_parts_settle_the_document_to_the_cent(company: Company) -> None:
    enter_rate(company, "USD", OCTOBER_14, at("1.1137"), actor=NADIA)
    document = controlled(company, DOLLARS)
    for amount, paid_minor in ((33333, 30000), (33333, 30001), (None, 29000)):
        pay(company, document, amount, paid_minor)
    assert "401000" not in balances()
    assert fresh(document).payment == "paid"


def test_a_payment_waits_for_the_rate_of_its_own_day(company: Company) -> None:
    enter_rate(company, "USD", OCTOBER_14, at("1.25"), actor=NADIA)
    document = controlled(company, DOLLARS)
    payment = pay(company, document)
    assert fresh(document).payment == "paid"
    assert "512100" not in balances()
    enter_rate(company, "USD", NOVEMBER_2, at("1.20"), actor=NADIA)
    assert balances()["512100"] == -83333
    payment.refresh_from_db()  # type: ignore[attr-defined]
    assert payment.paid_minor == 83333  # type: ignore[attr-defined]


def test_a_payment_waits_for_the_rate_of_its_document(company: Company) -> None:
    document = controlled(company, DOLLARS)
    enter_rate(company, "USD", NOVEMBER_2, at("1.20"), actor=NADIA)
    pay(company, document)
    assert balances() == {}
    enter_rate(company, "USD", OCTOBER_14, at("1.25"), actor=NADIA)
    assert balances()["512100"] == -83333
    assert balances()["656000"] == 3333


def test_what_left_the_bank_is_not_kept_while_the_document_has_no_rate(company: Company) -> None:
    document = controlled(company, DOLLARS)
    with pytest.raises(DocumentRateMissingError, match="ecritoire rate USD 2026-10-14"):
        pay(company, document, paid_minor=80000)


def test_an_advance_in_another_currency_is_cleared_as_the_bank_paid_it(company: Company) -> None:
    enter_rate(company, "USD", OCTOBER_14, at("1.25"), actor=NADIA)
    order = received(company, DOLLARS.changed(number="PO-1", type_code="325"))
    pay(company, order, 50000, 41000)
    assert balances() == {"409100": 41000, "512100": -41000}
    attach_final_invoice(order, controlled(company, DOLLARS), actor=NADIA)
    found = balances()
    assert "409100" not in found
    assert found["512100"] == -41000


@pytest.mark.parametrize(
    ("currency", "rate"), [("USD", "0"), ("USD", "-1"), ("USD", "NaN"), ("EUR", "1"), ("DOLLAR", "1"), ("", "1")]
)
def test_a_bad_rate_is_refused(company: Company, currency: str, rate: str) -> None:
    with pytest.raises(BadRateError, match="n’est pas un taux"):
        enter_rate(company, currency, OCTOBER_14, at(rate), actor=NADIA)


def test_reverse_charge_in_another_currency_posts_in_the_company_s(company: Company) -> None:
    enter_rate(company, "USD", OCTOBER_14, at("1.25"), actor=NADIA)
    document = controlled(company, DOLLARS.changed(items=(Item(net="1000.00", rate="0", category="AE"),)))
    assert lines_of(document.entry) == {ACCOUNT: 80000, "445660": 16000, "445710": -16000, "401000": -80000}

"""Deposit invoices: their VAT waits for their payment; the final invoice takes them back, however it is written."""

import pytest

from ecritoire.apps.companies.models import Company
from ecritoire.apps.payments.refusals import DepositNotPostedError
from ecritoire.apps.payments.services import record_payment
from ecritoire.apps.purchases.balancing import set_company_vat_account
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.suppliers.services import edit_supplier
from tests.apps.einvoices import EInvoice, Item
from tests.apps.ground import (
    ACCOUNT,
    NADIA,
    NOVEMBER_2,
    OCTOBER_14,
    balances,
    coded,
    controlled,
    export,
    fresh,
    lines_of,
    receive,
    received,
)

DEPOSIT = EInvoice(number="AC-1", type_code="386", items=(Item("Acompte", "300.00"),))
# Full totals, the deposit as a prepaid amount.
PREPAID = EInvoice(
    number="FF-1", process="S4", preceding=[("AC-1", OCTOBER_14)], items=(Item(net="1000.00"),), prepaid="360.00"
)
# Net of the deposit, which is a negative line.
NEGATIVE_LINE = EInvoice(
    number="FF-1",
    process="S4",
    preceding=[("AC-1", OCTOBER_14)],
    preceding_type="386",
    items=(Item(net="1000.00"), Item("Acompte AC-1", "-300.00", takes_back="AC-1")),
)
FINAL_WAYS = pytest.mark.parametrize(
    "final", [pytest.param(PREPAID, id="prepaid"), pytest.param(NEGATIVE_LINE, id="negative line")]
)
CLEARED = {ACCOUNT: 100000, "445660": 20000, "512100": -120000}


def pay(company: Company, document: Document, amount: int | None = None) -> None:
    record_payment(company, allocations=[(document, amount)], on=NOVEMBER_2, actor=NADIA)


def test_the_vat_of_a_deposit_waits_for_its_payment(company: Company) -> None:
    deposit = controlled(company, DEPOSIT)
    assert lines_of(deposit.entry) == {"409100": 30000, "445860": 6000, "401000": -36000}
    pay(company, deposit, 12000)
    assert balances() == {"409100": 30000, "445860": 4000, "445660": 2000, "401000": -24000, "512100": -12000}
    pay(company, deposit)
    assert balances() == {"409100": 30000, "445660": 6000, "512100": -36000}


def test_parts_free_the_tax_to_the_cent(company: Company) -> None:
    deposit = controlled(company, EInvoice(number="AC-1", type_code="386", items=(Item(net="100.01"),)))
    for amount in (4001, 3999, 1, None):
        pay(company, deposit, amount)
    assert balances() == {"409100": 10001, "445660": 2000, "512100": -12001}


@FINAL_WAYS
def test_a_final_invoice_takes_its_deposit_back(company: Company, final: EInvoice) -> None:
    pay(company, controlled(company, DEPOSIT))
    invoice = controlled(company, final)
    assert "prepaid_unexplained" not in invoice.flags
    assert lines_of(invoice.entry) == {ACCOUNT: 100000, "409100": -30000, "445660": 14000, "401000": -84000}
    pay(company, invoice)
    assert balances() == CLEARED


@FINAL_WAYS
def test_a_deposit_paid_after_its_final_invoice_gives_the_same_books(company: Company, final: EInvoice) -> None:
    deposit = controlled(company, DEPOSIT)
    pay(company, controlled(company, final))
    pay(company, deposit)
    assert balances() == CLEARED


@FINAL_WAYS
def test_a_deposit_that_arrives_after_its_final_invoice_gives_the_same_books(company: Company, final: EInvoice) -> None:
    invoice = controlled(company, final)
    export(company)
    pay(company, controlled(company, DEPOSIT))
    assert "prepaid_unexplained" not in fresh(invoice).flags
    export(company)
    pay(company, invoice)
    assert balances() == CLEARED


def test_a_deposit_that_arrives_late_and_is_controlled_by_rule_is_taken_back_too(company: Company) -> None:
    invoice = controlled(company, PREPAID)
    edit_supplier(invoice.supplier, {"default_account": ACCOUNT}, actor=NADIA)
    (deposit,) = receive(company, DEPOSIT, control=True)
    assert deposit.document is not None
    assert fresh(deposit.document).entry is not None
    assert lines_of(fresh(invoice).entry) == {ACCOUNT: 100000, "409100": -30000, "445660": 14000, "401000": -84000}


def test_a_deposit_in_the_inbox_is_not_taken_back_yet(company: Company) -> None:
    coded(company, DEPOSIT)
    invoice = controlled(company, PREPAID)
    assert lines_of(invoice.entry) == {ACCOUNT: 100000, "445660": 20000, "401000": -120000}


def test_lines_that_name_a_deposit_are_coded_on_its_account(company: Company) -> None:
    invoice = received(company, NEGATIVE_LINE)
    line = invoice.lines.get(position=2)
    assert (line.account, line.origin, line.origin_label) == ("409100", "document", "Reprise de l’acompte AC-1")


def test_a_deposit_cancelled_by_its_credit_note_leaves_nothing(company: Company) -> None:
    controlled(company, DEPOSIT)
    controlled(
        company,
        EInvoice(number="AVA-1", type_code="503", items=(Item("Acompte", "300.00"),), preceding=[("AC-1", None)]),
    )
    assert balances() == {}


def test_a_deposit_whose_tax_has_no_account_is_not_paid_yet(company: Company) -> None:
    set_company_vat_account(company, "FR20", account="", actor=NADIA)
    deposit = controlled(company, DEPOSIT)
    with pytest.raises(DepositNotPostedError, match="AC-1 ne se comptabilise pas encore"):
        pay(company, deposit)
    set_company_vat_account(company, "FR20", account="445660", actor=NADIA)
    pay(company, fresh(deposit))
    assert balances() == {"409100": 30000, "445660": 6000, "512100": -36000}

"""Payments: recorded, planned, made outside."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from ecritoire.apps.audit.models import Event
from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.models import Entry, Journal
from ecritoire.apps.payments.models import Allocation, Payment
from ecritoire.apps.payments.refusals import (
    AlreadyPaidError,
    BankAccountMissingError,
    MixedCurrenciesError,
    NoAmountError,
    NothingToPayError,
    OverpaymentError,
    PaymentBeforeControlError,
)
from ecritoire.apps.payments.services import (
    PaymentNotExecutableError,
    execute_payment,
    record_payment,
    schedule_payment,
)
from ecritoire.apps.payments.settling import PaymentMoveError, left_minor
from ecritoire.apps.purchases.locking import DocumentNotFoundError
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.scope import company_scope
from ecritoire.domain.errors import EcritoireError
from tests.apps.einvoices import SILLAGE, EInvoice, Item
from tests.apps.ground import NADIA, NOVEMBER_2, balances, controlled, export, fresh, lines_of, received

CREDIT_NOTE = EInvoice(number="AV-1", type_code="381", items=(Item(net="10.00"),), preceding=[("F-1", None)])


def pay(company: Company, *allocations: tuple[Document, int | None], outside: bool = False) -> Payment:
    return record_payment(company, allocations=allocations, on=NOVEMBER_2, actor=NADIA, outside=outside)


def test_what_is_left_is_paid_from_the_bank(company: Company) -> None:
    document = controlled(company)
    payment = pay(company, (document, None))
    assert (payment.state, payment.amount_minor, payment.paid_minor, payment.reference) == ("paid", 12000, 12000, "F-1")
    assert payment.entry is not None
    assert lines_of(payment.entry) == {"401000": 12000, "512100": -12000}
    assert (payment.entry.date, payment.entry.kind, payment.entry.journal.code) == (NOVEMBER_2, "payment", "BQ")
    assert payment.entry.label == "Vismer Fixations F-1"
    assert payment.entry.supplier == document.supplier
    assert (fresh(document).payment, left_minor(document)) == ("paid", 0)


def test_a_part_leaves_the_rest_to_pay(company: Company) -> None:
    document = controlled(company)
    pay(company, (document, 5000))
    assert (fresh(document).payment, left_minor(document)) == ("partly_paid", 7000)
    pay(company, (document, None))
    assert (fresh(document).payment, left_minor(document)) == ("paid", 0)
    assert balances()["512100"] == -12000


def test_several_documents_leave_in_one_transfer_net_of_a_credit_note(company: Company) -> None:
    documents = [
        controlled(company),
        controlled(company, EInvoice(number="F-2", seller=SILLAGE)),
        controlled(company, CREDIT_NOTE),
    ]
    payment = pay(company, *((document, None) for document in documents))
    assert payment.amount_minor == 12000 + 12000 - 1200
    assert sorted(Allocation.objects.values_list("amount_minor", flat=True)) == [-1200, 12000, 12000]
    assert payment.entry is not None
    assert lines_of(payment.entry) == {"401000": 22800, "512100": -22800}
    assert payment.entry.label == "Paiement groupé F-1, F-2, AV-1"
    assert payment.entry.supplier is None
    assert {fresh(document).payment for document in documents} == {"paid"}


def test_a_credit_note_and_an_invoice_may_settle_one_another(company: Company) -> None:
    credit_note, invoice = controlled(company, CREDIT_NOTE), controlled(company)
    payment = pay(company, (credit_note, None), (invoice, 1200))
    assert payment.amount_minor == 0
    assert lines_of(payment.entry) == {"401000": 0}
    assert [fresh(each).payment for each in (credit_note, invoice)] == ["paid", "partly_paid"]


def test_a_refund_is_a_negative_payment(company: Company) -> None:
    payment = pay(company, (controlled(company, CREDIT_NOTE), None))
    assert payment.amount_minor == -1200
    assert lines_of(payment.entry) == {"401000": -1200, "512100": 1200}


def test_a_payment_outside_never_has_an_entry(company: Company) -> None:
    document = controlled(company)
    payment = pay(company, (document, None), outside=True)
    assert (payment.is_outside, payment.entry, fresh(document).payment) == (True, None, "paid_outside")
    assert Entry.objects.count() == 1


def test_a_part_paid_outside_leaves_the_rest(company: Company) -> None:
    document = received(company)
    pay(company, (document, 2000), outside=True)
    assert (fresh(document).payment, left_minor(document)) == ("partly_paid", 10000)
    pay(company, (document, None), outside=True)
    assert fresh(document).payment == "paid_outside"


def test_another_bank_journal_has_its_own_account(company: Company) -> None:
    journal = Journal.objects.create(company=company, code="CCP", label="Banque 2", type="bank", bank_account="512200")
    document = controlled(company)
    with pytest.raises(EcritoireError, match="512200"):
        record_payment(company, allocations=[(document, None)], on=NOVEMBER_2, actor=NADIA, journal=journal)
    assert fresh(document).payment == "to_pay"
    journal.bank_account = "512400"
    journal.save()
    payment = record_payment(company, allocations=[(document, None)], on=NOVEMBER_2, actor=NADIA, journal=journal)
    assert lines_of(payment.entry) == {"401000": 12000, "512400": -12000}


Refused = Callable[[Company], Sequence[tuple[Document, int | None]]]


@pytest.mark.parametrize(
    ("wanted", "error", "match"),
    [
        (lambda c: [(received(c), None)], PaymentBeforeControlError, "F-1 est encore en Réception"),
        (
            lambda c: [(controlled(c), 12001)],
            OverpaymentError,
            r"120,01\u00a0€ dépassent le reste à payer de F-1 : 120,00\u00a0€ sur 120,00\u00a0€",
        ),
        (lambda c: [(controlled(c), 0)], NoAmountError, "doit être positif"),
        (lambda c: [(controlled(c), -100)], NoAmountError, "doit être positif"),
        (lambda c: [], NothingToPayError, "au moins un document"),
        (lambda c: [(controlled(c), 10), (Document.objects.get(), 10)], NothingToPayError, "une seule fois"),
        (
            lambda c: [(controlled(c), None), (controlled(c, EInvoice(number="F-2", currency="USD")), None)],
            MixedCurrenciesError,
            r"\(EUR, USD\)",
        ),
    ],
)
def test_a_payment_is_refused_with_the_figures_and_writes_nothing(
    company: Company, wanted: Refused, error: type[Exception], match: str
) -> None:
    allocations = wanted(company)
    events = Event.objects.count()
    with pytest.raises(error, match=match):
        pay(company, *allocations)
    assert (Payment.objects.count(), Event.objects.count()) == (0, events)


def test_a_document_is_paid_once(company: Company) -> None:
    document = controlled(company)
    pay(company, (document, None))
    with pytest.raises(AlreadyPaidError, match=r"rien à payer de F-1 \(120,00\u00a0€ dus, 120,00\u00a0€ payés"):
        pay(company, (document, None))
    with pytest.raises(AlreadyPaidError):
        pay(company, (document, 1))
    assert Payment.objects.count() == 1


def test_a_document_of_another_company_is_not_found(company: Company, other_company: Company) -> None:
    document = controlled(company)
    with company_scope(other_company), pytest.raises(DocumentNotFoundError):
        record_payment(other_company, allocations=[(document, None)], on=NOVEMBER_2, actor=NADIA)


def test_a_planned_payment_is_booked_when_the_bank_executes_it(company: Company) -> None:
    document = controlled(company)
    payment = schedule_payment(company, allocations=[(document, None)], on=date(2026, 11, 20), actor=NADIA)
    assert (payment.state, payment.entry, fresh(document).payment) == ("scheduled", None, "scheduled")
    with pytest.raises(AlreadyPaidError, match="payés ou prévus"):
        pay(company, (document, None))
    payment = execute_payment(payment, on=date(2026, 11, 21), actor=NADIA)
    assert (payment.state, payment.paid_on, fresh(document).payment) == ("paid", date(2026, 11, 21), "paid")
    assert lines_of(payment.entry) == {"401000": 12000, "512100": -12000}
    with pytest.raises(PaymentNotExecutableError, match="Le paiement F-1 est « Payé »"):
        execute_payment(payment, on=date(2026, 11, 22), actor=NADIA)
    assert balances()["512100"] == -12000


def test_a_document_is_planned_once_at_a_time(company: Company) -> None:
    document = controlled(company)
    schedule_payment(company, allocations=[(document, 2000)], on=NOVEMBER_2, actor=NADIA)
    with pytest.raises(PaymentMoveError, match="Le paiement de F-1 est « Planifié »"):
        schedule_payment(company, allocations=[(document, 3000)], on=NOVEMBER_2, actor=NADIA)
    assert Payment.objects.count() == 1


def test_an_invoice_exported_and_paid_later_leaves_a_bank_entry_only(company: Company) -> None:
    document = controlled(company)
    export(company)
    payment = pay(company, (document, None))
    second = export(company)
    assert list(Entry.objects.filter(export=second)) == [payment.entry]


def test_a_payment_leaves_from_a_bank(company: Company) -> None:
    document = controlled(company)
    for journal in (Journal.objects.get(code="HA"), Journal(company=company, code="B2", label="B2", type="bank")):
        with pytest.raises(BankAccountMissingError, match=f"Le journal {journal.code} n’a pas de compte de banque"):
            record_payment(company, allocations=[(document, None)], on=NOVEMBER_2, actor=NADIA, journal=journal)
    assert not Payment.objects.exists()


def test_fixed_assets_and_goods_on_one_invoice_are_paid_from_their_own_accounts(company: Company) -> None:
    from ecritoire.apps.purchases.coding import LineCoding, code_lines

    document = controlled(company, EInvoice(items=(Item("Vis", "100.00"), Item("Scie", "900.00"))))
    code_lines(document, {2: LineCoding("215400")}, actor=NADIA)
    assert lines_of(fresh(document).entry)["404000"] == -108000
    for amount in (33333, 1, None):
        pay(company, (document, amount))
    assert {account for account in balances() if account.startswith("40")} == set()

"""Orders paid in advance, and the final invoice that settles them."""

import pytest

from ecritoire.apps.companies.models import Company
from ecritoire.apps.payments.attaching import (
    AttachedAlreadyError,
    AttachmentMismatchError,
    NotAFinalInvoiceError,
    NotAnOrderError,
    OtherAttachmentError,
    attach_final_invoice,
)
from ecritoire.apps.payments.refusals import OrderSettledError
from ecritoire.apps.payments.services import execute_payment, record_payment, schedule_payment
from ecritoire.apps.payments.settling import left_minor
from ecritoire.apps.purchases.entering import DuplicateNumberError
from ecritoire.apps.purchases.locking import DocumentNotFoundError
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.purchases.orders import record_order
from ecritoire.apps.scope import company_scope
from tests.apps.einvoices import SILLAGE, EInvoice, Item
from tests.apps.ground import ACCOUNT, NADIA, NOVEMBER_2, OCTOBER_14, balances, controlled, export, fresh, received

PROFORMA = EInvoice(number="BC-1", type_code="325", items=(Item(net="300.00"),))
FINAL = EInvoice(items=(Item(net="300.00"),))


def pay(company: Company, document: Document, amount: int | None = None, *, outside: bool = False) -> None:
    record_payment(company, allocations=[(document, amount)], on=NOVEMBER_2, actor=NADIA, outside=outside)


def test_an_order_never_has_an_entry_and_its_payment_is_an_advance(company: Company) -> None:
    order = received(company, PROFORMA)
    assert (order.type, order.entry, order.posting_problems) == ("order", None, [])
    pay(company, order, 12000)
    assert fresh(order).payment == "partly_paid"
    assert balances() == {"409100": 12000, "512100": -12000}


def test_a_company_may_prefer_its_advances_on_401(company: Company) -> None:
    company.posting_accounts = {"order_advance": "401000"}
    company.save()
    order = received(company, PROFORMA)
    pay(company, order, 12000)
    assert balances() == {"401000": 12000, "512100": -12000}
    attach_final_invoice(order, controlled(company, FINAL), actor=NADIA)
    assert balances() == {"401000": -24000, "445660": 6000, "512100": -12000, ACCOUNT: 30000}


def test_the_final_invoice_clears_the_advance_once(company: Company) -> None:
    order = received(company, PROFORMA)
    pay(company, order, 12000)
    invoice = controlled(company, FINAL)
    assert balances()["409100"] == 12000
    invoice = attach_final_invoice(order, invoice, actor=NADIA)
    assert balances() == {"401000": -24000, "445660": 6000, "512100": -12000, ACCOUNT: 30000}
    assert (left_minor(invoice), fresh(invoice).payment) == (24000, "partly_paid")
    pay(company, invoice)
    assert fresh(invoice).payment == "paid"
    assert balances() == {"445660": 6000, "512100": -36000, ACCOUNT: 30000}


def test_an_invoice_attached_before_its_control_clears_the_advance_when_it_is_posted(company: Company) -> None:
    order, invoice = received(company, PROFORMA), received(company, FINAL)
    pay(company, order, 36000)
    invoice = attach_final_invoice(order, invoice, actor=NADIA)
    assert fresh(invoice).payment == "paid"
    assert balances() == {"409100": 36000, "512100": -36000}
    from ecritoire.apps.purchases.coding import code_document
    from ecritoire.apps.purchases.control import control_document

    code_document(invoice, ACCOUNT, actor=NADIA)
    control_document(invoice, actor=NADIA)
    assert balances() == {"445660": 6000, "512100": -36000, ACCOUNT: 30000}


def test_an_exported_invoice_is_reversed_and_replaced_when_an_order_is_attached(company: Company) -> None:
    order, invoice = received(company, PROFORMA), controlled(company, FINAL)
    pay(company, order, 12000)
    export(company)
    attach_final_invoice(order, invoice, actor=NADIA)
    assert fresh(invoice).previous_entry is not None
    export(company)
    assert balances() == {"401000": -24000, "445660": 6000, "512100": -12000, ACCOUNT: 30000}


def test_a_payment_planned_before_and_executed_after_counts(company: Company) -> None:
    order = received(company, PROFORMA)
    planned = schedule_payment(company, allocations=[(order, 12000)], on=NOVEMBER_2, actor=NADIA)
    invoice = attach_final_invoice(order, controlled(company, FINAL), actor=NADIA)
    assert (invoice.advance_book_minor, left_minor(invoice)) == (0, 24000)
    execute_payment(planned, on=NOVEMBER_2, actor=NADIA)
    assert fresh(invoice).advance_book_minor == 12000
    assert balances() == {"401000": -24000, "445660": 6000, "512100": -12000, ACCOUNT: 30000}


def test_an_advance_paid_outside_counts_but_is_not_in_our_books(company: Company) -> None:
    order = received(company, PROFORMA)
    pay(company, order, 12000, outside=True)
    invoice = attach_final_invoice(order, controlled(company, FINAL), actor=NADIA)
    assert left_minor(invoice) == 24000
    assert balances() == {"401000": -36000, "445660": 6000, ACCOUNT: 30000}


def test_a_settled_order_is_not_paid_any_more(company: Company) -> None:
    order = received(company, PROFORMA)
    attach_final_invoice(order, controlled(company, FINAL), actor=NADIA)
    with pytest.raises(OrderSettledError, match="BC-1 est soldée par la facture F-1"):
        pay(company, order, 100)


def test_only_an_order_and_an_invoice_of_one_supplier_go_together(company: Company) -> None:
    order, invoice = received(company, PROFORMA), controlled(company, FINAL)
    with pytest.raises(NotAnOrderError):
        attach_final_invoice(invoice, order, actor=NADIA)
    with pytest.raises(NotAFinalInvoiceError):
        attach_final_invoice(order, received(company, EInvoice(number="AV", type_code="381")), actor=NADIA)
    with pytest.raises(AttachmentMismatchError, match="Carburants Sillage, EUR"):
        attach_final_invoice(order, received(company, EInvoice(number="S", seller=SILLAGE)), actor=NADIA)
    with pytest.raises(AttachmentMismatchError, match="Vismer Fixations, USD"):
        attach_final_invoice(order, received(company, EInvoice(number="U", currency="USD")), actor=NADIA)


def test_an_order_and_an_invoice_are_attached_once(company: Company) -> None:
    order, invoice = received(company, PROFORMA), controlled(company, FINAL)
    attach_final_invoice(order, invoice, actor=NADIA)
    with pytest.raises(AttachedAlreadyError):
        attach_final_invoice(order, invoice, actor=NADIA)
    with pytest.raises(OtherAttachmentError, match="BC-1 est déjà jointe à F-1"):
        attach_final_invoice(order, received(company, EInvoice(number="F-2")), actor=NADIA)
    other = received(company, PROFORMA.changed(number="BC-2"))
    with pytest.raises(OtherAttachmentError, match="F-1 est déjà jointe à BC-1"):
        attach_final_invoice(other, invoice, actor=NADIA)


def test_documents_of_another_company_are_not_found(company: Company, other_company: Company) -> None:
    order, invoice = received(company, PROFORMA), controlled(company, FINAL)
    with company_scope(other_company), pytest.raises(DocumentNotFoundError):
        attach_final_invoice(order, invoice, actor=NADIA)


def test_an_order_is_entered_by_hand_once(company: Company) -> None:
    supplier = received(company).supplier
    order = record_order(company, supplier, "D-7", on=OCTOBER_14, net_minor=100, vat_minor=20, actor=NADIA)
    assert (order.type, order.total_minor, order.due_minor) == ("order", 120, 120)
    with pytest.raises(DuplicateNumberError):
        record_order(company, supplier, "D-7", on=OCTOBER_14, net_minor=100, vat_minor=20, actor=NADIA)

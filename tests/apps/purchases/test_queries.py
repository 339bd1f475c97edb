"""Reading documents."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ecritoire.apps.companies.models import Company
from ecritoire.apps.payments.services import record_payment
from ecritoire.apps.purchases.coding import code_document
from ecritoire.apps.purchases.holding import hold_back
from ecritoire.apps.purchases.locking import DocumentNotFoundError
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.purchases.queries import (
    AmbiguousNumberError,
    DocumentFilter,
    Totals,
    accounting_state,
    document_by_number,
    document_detail,
    documents_page,
    find_documents,
    totals_of,
)
from ecritoire.apps.scope import company_scope
from ecritoire.domain.lifecycle import Accounting
from tests.apps.einvoices import SILLAGE, EInvoice, Item
from tests.apps.ground import NADIA, NOVEMBER_2, OCTOBER_14, controlled, export, fresh, receive, received


@pytest.fixture
def documents(company: Company) -> dict[str, Document]:
    """One document in each accounting state, one in the inbox, of two suppliers."""
    made = {
        "exported": controlled(company, EInvoice(number="EXP-1")),
        "changed": controlled(company, EInvoice(number="CHG-1", issue_date=OCTOBER_14 + timedelta(days=1))),
    }
    export(company)
    code_document(made["changed"], "606300", replace=True, actor=NADIA)
    made["held"] = hold_back(controlled(company, EInvoice(number="HLD-1", seller=SILLAGE)), reason="x", actor=NADIA)
    made["pending"] = controlled(
        company, EInvoice(number="PND-1", type_code="381", issue_date=OCTOBER_14 + timedelta(days=2))
    )
    made["inbox"] = received(company, EInvoice(number="INB-1", items=(Item(net="10.00"),)))
    record_payment(company, allocations=[(made["held"], None)], on=NOVEMBER_2, actor=NADIA, outside=True)
    return made


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        (lambda _: DocumentFilter(), "pending changed inbox held exported"),
        (lambda _: DocumentFilter(accounting=["not_exported"]), "pending inbox"),
        (lambda _: DocumentFilter(accounting=["not_exported", "changed_since"]), "pending changed inbox"),
        (lambda _: DocumentFilter(accounting=["exported"]), "exported"),
        (lambda _: DocumentFilter(accounting=["held_back"]), "held"),
        (lambda _: DocumentFilter(controlled=False), "inbox"),
        (lambda _: DocumentFilter(controlled=True, accounting=["not_exported"]), "pending"),
        (lambda _: DocumentFilter(uncoded=True), ""),
        (lambda _: DocumentFilter(types=["credit_note"]), "pending"),
        (lambda _: DocumentFilter(payment=["paid_outside"]), "held"),
        (lambda _: DocumentFilter(approval=["pending", "approved"]), ""),
        (lambda _: DocumentFilter(search="exp"), "exported"),
        (lambda _: DocumentFilter(search="SILLAGE"), "held"),
        (lambda _: DocumentFilter(search="P-1"), ""),
        (lambda d: DocumentFilter(supplier=d["held"].supplier_id), "held"),
        (lambda _: DocumentFilter(invoice_from=OCTOBER_14 + timedelta(days=1)), "pending changed"),
        (lambda _: DocumentFilter(invoice_until=OCTOBER_14), "inbox held exported"),
    ],
)
def test_filters_choose_documents_latest_first(
    documents: dict[str, Document], chosen: Callable[[dict[str, Document]], DocumentFilter], found: str
) -> None:
    names = {document.pk: name for name, document in documents.items()}
    wanted = chosen(documents)
    if wanted.uncoded:
        Document.objects.get(pk=documents["inbox"].pk).lines.update(account="606400")
    assert " ".join(names[document.pk] for document in find_documents(wanted)) == found


def test_the_annotation_and_the_function_agree(documents: dict[str, Document]) -> None:
    annotated = {document.pk: document.accounting for document in find_documents(DocumentFilter())}  # type: ignore[attr-defined]
    expected = {
        "exported": Accounting.EXPORTED,
        "changed": Accounting.CHANGED_SINCE,
        "held": Accounting.HELD_BACK,
        "pending": Accounting.NOT_EXPORTED,
        "inbox": Accounting.NOT_EXPORTED,
    }
    for name, document in documents.items():
        assert (name, accounting_state(fresh(document)), annotated[document.pk]) == (
            name,
            expected[name],
            expected[name],
        )


def test_pages_follow_one_another_without_gap_or_repeat(company: Company) -> None:
    receive(company, *(EInvoice(number=f"F-{n}", issue_date=date(2026, 10, 1 + n // 3)) for n in range(10)))
    seen: list[str] = []
    after = None
    while page := documents_page(DocumentFilter(), after=after, size=4):
        seen.extend(document.number for document in page)
        after = (page[-1].invoice_date, page[-1].pk)
    assert seen == [f"F-{n}" for n in reversed(range(10))]


def test_a_page_asks_as_many_questions_for_one_row_as_for_many(company: Company) -> None:
    counts = []
    for numbers in (range(1), range(1, 12)):
        receive(company, *(EInvoice(number=f"F-{n}", items=(Item(net=f"{n + 1}.00"),)) for n in numbers))
        with CaptureQueriesContext(connection) as queries:
            for document in documents_page(DocumentFilter()):
                assert document.supplier.name
                assert accounting_state(document)
        counts.append(len(queries))
    assert counts == [1, 1]


def test_totals_take_credit_notes_off_for_each_currency(company: Company) -> None:
    receive(
        company,
        EInvoice(),
        EInvoice(number="F-2", items=(Item(net="50.00"),)),
        EInvoice(number="AV-1", type_code="381", items=(Item(net="10.00"),)),
        EInvoice(number="U-1", currency="USD"),
    )
    assert totals_of(DocumentFilter()) == [Totals("EUR", 3, 14000, 16800), Totals("USD", 1, 10000, 12000)]
    assert totals_of(DocumentFilter(search="nothing")) == []


def test_the_detail_of_a_document_is_read_in_a_fixed_number_of_questions(
    documents: dict[str, Document], other_company: Company
) -> None:
    with CaptureQueriesContext(connection) as queries:
        detail = document_detail(documents["changed"].pk)
        assert [line.account for line in detail.lines.all()] == ["606300"]
        assert detail.previous_entry is not None
        assert detail.previous_entry.export is not None
    assert len(queries) == 6
    with company_scope(other_company), pytest.raises(DocumentNotFoundError):
        document_detail(documents["changed"].pk)


def test_a_document_is_found_by_its_number(company: Company, other_company: Company) -> None:
    document = received(company, EInvoice(number="Fa-8817"))
    assert document_by_number("Fa-8817") == document
    assert document_by_number("FA-8817") == document
    with pytest.raises(DocumentNotFoundError, match="Aucun document « FA-1 »"):
        document_by_number("FA-1")
    with company_scope(other_company), pytest.raises(DocumentNotFoundError):
        document_by_number("Fa-8817")


def test_a_number_that_several_have_names_them(company: Company) -> None:
    receive(company, EInvoice(), EInvoice(seller=SILLAGE), EInvoice(issue_date=date(2025, 10, 14)))
    with pytest.raises(
        AmbiguousNumberError, match=r"F-1 : .*Carburants Sillage du 14/10/26, 120,00\u00a0€.*\(--supplier\)"
    ):
        document_by_number("F-1")
    for supplier in ("sillage", "200000008", "fcarbura"):
        assert document_by_number("F-1", supplier).supplier.name == "Carburants Sillage"
    with pytest.raises(AmbiguousNumberError):
        document_by_number("F-1", "Vismer")
    with pytest.raises(DocumentNotFoundError):
        document_by_number("F-1", "Brennecke")

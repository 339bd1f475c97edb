"""What is recorded by the thousand is what would have been recorded one by one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, models

from ecritoire.apps.audit.models import Event
from ecritoire.apps.audit.queries import broken_links
from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.models import Entry, Line
from ecritoire.apps.ledger.services import AccountNotInChartError, create_company, set_rate
from ecritoire.apps.payments import bulk
from ecritoire.apps.payments.bulk import record_documents
from ecritoire.apps.payments.models import Allocation, Payment
from ecritoire.apps.payments.refusals import NoAmountError, OverpaymentError
from ecritoire.apps.payments.services import record_payment
from ecritoire.apps.purchases.bulk import BulkDocument, BulkPayment, BulkVat, TakenOverTwiceError
from ecritoire.apps.purchases.control import control_document
from ecritoire.apps.purchases.dates import set_accounting_period
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.scope import company_scope
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.posting import CodedLine
from tests.apps.einvoices import BRENNECKE, SILLAGE, EInvoice, Item
from tests.apps.ground import NADIA, coded, received

DAY = date(2026, 11, 5)
ACTOR = "Nadia Ferrand"
# What only documents that came as a file have, or tells rows of two companies apart.
OWN_TO_THE_WAY = {
    "id", "company", "source", "syntax", "profile", "imported_at", "controlled_at", "created_at", "recorded_at",
    "buyer_siren", "buyer_name", "discrepancies", "flags", "payment_means", "quantity", "unit", "origin",
    "origin_label", "document", "category",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A document, how it is coded and how it is paid."""

    invoice: EInvoice
    account: str = "606400"  # none: not coded
    paid_minor: int | None = None  # none: not paid
    how: Mapping[str, Any] = field(default_factory=dict)
    period: tuple[date, date] | None = None


CASES = {
    "paid": Case(EInvoice("F-1"), paid_minor=120_00),
    "paid in part, with a reference": Case(EInvoice("F-2"), paid_minor=50_00, how={"reference": "VIR 4471"}),
    "not paid": Case(EInvoice("F-3", seller=SILLAGE)),
    "paid outside": Case(EInvoice("F-4"), paid_minor=120_00, how={"outside": True}),
    "two rates": Case(EInvoice("F-5", items=(Item("Vis"), Item("Livre", "19.99", "5.5")))),
    "credit note, refunded": Case(EInvoice("AV-6", type_code="381"), paid_minor=120_00),
    "fixed asset": Case(EInvoice("F-7"), account="218300", paid_minor=120_00),
    "not coded": Case(EInvoice("F-8"), account=""),
    "out of balance": Case(EInvoice("F-9", cent_off="0.01")),
    "reverse charge": Case(
        EInvoice("F-10", seller=BRENNECKE, items=(Item(category="K", rate="0"),)), paid_minor=100_00
    ),
    "deposit, paid": Case(EInvoice("AC-11", type_code="386"), account="409100", paid_minor=60_00),
    "foreign, paid at the rate of the day": Case(EInvoice("F-12", currency="USD"), paid_minor=120_00),
    "foreign, paid for a known amount": Case(
        EInvoice("F-13", currency="USD"), paid_minor=120_00, how={"paid_minor": 111_11}
    ),
    "foreign, rate missing": Case(EInvoice("F-14", currency="CHF"), paid_minor=120_00),
    "period": Case(EInvoice("F-15"), period=(date(2026, 10, 1), date(2026, 12, 31))),
    "not due, zero VAT": Case(EInvoice("F-16", due_date=None, items=(Item(category="E", rate="0"),))),
}


@pytest.fixture
def other(other_company: Company) -> Iterator[Company]:
    """Another company with the same settings, into which the same documents are taken over."""
    with company_scope(other_company):
        give_rates(other_company)
        yield other_company


def give_rates(company: Company) -> None:
    set_rate(company, "USD", EInvoice().issue_date, Decimal("1.08"), actor=NADIA)
    set_rate(company, "USD", DAY, Decimal("1.10"), actor=NADIA)


def record_one_by_one(company: Company, case: Case) -> Document:
    document = coded(company, case.invoice, case.account) if case.account else received(company, case.invoice)
    if case.period:
        set_accounting_period(document, start=case.period[0], end=case.period[1], actor=ACTOR)
    document = control_document(document, actor=ACTOR)
    if case.paid_minor is not None:
        record_payment(company, allocations=[(document, case.paid_minor)], on=DAY, actor=ACTOR, **case.how)
    return Document.objects.select_related("supplier").get(pk=document.pk)


def as_bulk(document: Document, case: Case, supplier: Supplier) -> BulkDocument:
    payment = None
    if case.paid_minor is not None:
        how = {"reference": "", **case.how}
        payment = BulkPayment(DAY, case.paid_minor, how["reference"], "outside" in how, how.get("paid_minor"))
    return BulkDocument(
        supplier=supplier,
        type=DocumentType(document.type),
        type_code=document.type_code,
        number=document.number,
        invoice_date=document.invoice_date,
        due_date=document.due_date,
        period_start=document.period_start,
        period_end=document.period_end,
        currency=document.currency,
        net_minor=document.net_minor,
        vat_minor=document.vat_minor,
        total_minor=document.total_minor,
        lines=tuple(
            CodedLine(line.position, line.label, line.net_minor, line.vat_code, line.account)
            for line in document.lines.order_by("position")
        ),
        vat=tuple(
            BulkVat(vat.vat_code, vat.base_minor, vat.vat_minor, vat.rate_bp) for vat in document.vat.order_by("pk")
        ),
        payment=payment,
    )


def copied(supplier: Supplier, company: Company) -> Supplier:
    copy = Supplier.across_companies.filter(company=company, auxiliary=supplier.auxiliary).first()
    return copy or Supplier.objects.create(company=company, name=supplier.name, auxiliary=supplier.auxiliary)


def stored(row: models.Model, *skipped: str) -> Any:  # noqa: ANN401 - rows as they are
    """The row as plain values, with the rows it points at."""
    if isinstance(row, Supplier):
        return row.auxiliary
    skipped = (*skipped, *OWN_TO_THE_WAY)
    values = {each.name: getattr(row, each.name) for each in row._meta.concrete_fields if each.name not in skipped}
    plain = {name: pointed(value) if isinstance(value, models.Model) else value for name, value in values.items()}
    if isinstance(row, Entry):
        plain["lines"] = [stored(line, "entry") for line in Line.objects.filter(entry=row).order_by("position")]
    return plain


def pointed(row: models.Model) -> Any:  # noqa: ANN401 - same
    if isinstance(row, Entry | Supplier):
        return stored(row)
    return str(getattr(row, "number", "") or getattr(row, "code", "") or getattr(row, "end", ""))


def everything_of(number: str) -> dict[str, Any]:
    """All that the company in scope has of a document."""
    document = Document.objects.get(number=number)
    payments = Payment.objects.filter(allocations__document=document)
    return {
        "document": stored(document),
        "supplier is known": document.supplier.known_at is not None,
        "lines": [stored(line) for line in document.lines.order_by("position")],
        "vat": [stored(vat) for vat in document.vat.order_by("pk")],
        "payments": [stored(payment) for payment in payments],
        "allocations": [allocation.amount_minor for allocation in Allocation.objects.filter(document=document)],
    }


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_document_taken_over_is_stored_as_one_recorded_by_hand(company: Company, other: Company, case: Case) -> None:
    with company_scope(company):
        give_rates(company)
        document = record_one_by_one(company, case)
        expected = everything_of(document.number)
        taken_over = as_bulk(document, case, copied(document.supplier, other))
    assert record_documents(other, [taken_over], actor=ACTOR) == 1
    assert everything_of(document.number) == expected


def test_every_case_at_once_gives_the_same_as_one_by_one(
    company: Company, other: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "BATCH", 5)
    with company_scope(company):
        give_rates(company)
        documents = [record_one_by_one(company, case) for case in CASES.values()]
        expected = [everything_of(document.number) for document in documents]
        taken_over = [
            as_bulk(document, case, copied(document.supplier, other))
            for document, case in zip(documents, CASES.values(), strict=True)
        ]
    assert record_documents(other, iter(taken_over), actor=ACTOR) == len(CASES)
    assert [everything_of(document.number) for document in documents] == expected


@pytest.fixture
def supplier(company: Company) -> Supplier:
    return Supplier.objects.create(company=company, name="Vismer Fixations", auxiliary="FVISMER")


def invoice(supplier: Supplier, number: str = "F-1") -> BulkDocument:
    return BulkDocument(
        supplier=supplier,
        type=DocumentType.INVOICE,
        number=number,
        invoice_date=date(2026, 10, 14),
        net_minor=100_00,
        vat_minor=20_00,
        total_minor=120_00,
        lines=(CodedLine(1, "Vis inox", 100_00, "FR20", "606400"),),
        vat=(BulkVat("FR20", 100_00, 20_00, 2000),),
    )


def test_each_document_leaves_one_event_in_an_unbroken_chain(company: Company, supplier: Supplier) -> None:
    record_documents(company, [invoice(supplier, f"F-{rank}") for rank in range(3)], actor=ACTOR)
    keys = list(Document.objects.order_by("pk").values_list("pk", flat=True))
    events = Event.objects.filter(action="take_over").order_by("sequence")
    assert list(events.values_list("actor", "subject_type", "subject_id", "facts")) == [
        (ACTOR, "document", key, f'{{"number":"F-{rank}"}}') for rank, key in enumerate(keys)
    ]
    assert list(broken_links()) == []


def test_documents_recorded_afterwards_get_keys_of_their_own(company: Company, supplier: Supplier) -> None:
    record_documents(company, [invoice(supplier)], actor=ACTOR)
    controlled = control_document(coded(company, EInvoice("F-2")), actor=ACTOR)
    record_documents(company, [invoice(supplier, "F-3")], actor=ACTOR)
    assert controlled.entry is not None
    assert sorted(Document.objects.values_list("number", "entry__reference")) == [
        ("F-1", "F-1"), ("F-2", "F-2"), ("F-3", "F-3"),
    ]  # fmt: skip


def test_a_document_that_is_there_already_stops_its_batch(
    company: Company, supplier: Supplier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "BATCH", 2)
    numbers = ["F-1", "F-2", "F-3", "F-1"]
    with pytest.raises(TakenOverTwiceError, match="la pièce F-1 de 2026"):
        record_documents(company, [invoice(supplier, number) for number in numbers], actor=ACTOR)
    assert sorted(Document.objects.values_list("number", flat=True)) == ["F-1", "F-2"]
    assert Entry.objects.count() == Event.objects.filter(action="take_over").count() == 2


def test_the_same_document_twice_in_one_batch_is_refused(company: Company, supplier: Supplier) -> None:
    with pytest.raises(TakenOverTwiceError):
        record_documents(company, [invoice(supplier), invoice(supplier)], actor=ACTOR)
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("amount_minor", "refusal"), [(0, NoAmountError), (-1, NoAmountError), (120_01, OverpaymentError)]
)
def test_a_payment_of_nothing_or_of_too_much_is_refused(
    company: Company, supplier: Supplier, amount_minor: int, refusal: type[Exception]
) -> None:
    paid = replace(invoice(supplier), payment=BulkPayment(DAY, amount_minor, "VIR"))
    with pytest.raises(refusal):
        record_documents(company, [paid], actor=ACTOR)
    assert not Document.objects.exists()


def test_an_account_that_is_not_in_the_chart_is_named(company: Company, supplier: Supplier) -> None:
    wrong = replace(invoice(supplier), lines=(CodedLine(1, "Vis", 100_00, "FR20", "606499"),))
    with pytest.raises(AccountNotInChartError, match="606499"):
        record_documents(company, [wrong], actor=ACTOR)
    assert not Document.objects.exists()


def test_nothing_to_record_is_nothing(company: Company) -> None:
    assert record_documents(company, [], actor=ACTOR) == 0


def test_documents_are_recorded_in_the_scope_of_their_company(company: Company, supplier: Supplier) -> None:
    stranger = create_company("300000007", "Garage Morvan", actor=ACTOR)
    with company_scope(stranger), pytest.raises(AssertionError, match="scope"):
        record_documents(company, [invoice(supplier)], actor=ACTOR)


@pytest.mark.parametrize(
    "looked_for",
    ["corrects", "settled_by", "order", "previous_entry", "source"],
)
def test_what_points_at_a_document_is_found_by_its_index_however_many_point_at_nothing(
    company: Company, supplier: Supplier, looked_for: str
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL knows how many point at nothing, and may read a small table whole")
    record_documents(company, [invoice(supplier, f"F-{rank}") for rank in range(300)], actor=ACTOR)
    plan = Document.objects.filter(**{looked_for: 1}).explain()
    assert f"purchases_document_{looked_for.removesuffix('_entry')}" in plan

"""Companies with documents and payments in any state, written straight to the database."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from ecritoire.apps.companies.models import Company, User
from ecritoire.apps.ledger.models import Journal
from ecritoire.apps.ledger.services import create_company, post_entry
from ecritoire.apps.payments.models import Allocation, Payment
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.scope import company_scope
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.domain.entries import Entry, JournalType, Line
from tests.apps.exports.model import NOON, DocumentCase, PaymentCase, World

SIREN = "552100554"
NET, VAT, TOTAL = 1000_00, 200_00, 1200_00


@dataclass(frozen=True)
class Built:
    """Rows of a world, in the order of its cases."""

    company: Company
    documents: list[Document]
    payments: list[Payment]


def new_company(siren: str = SIREN, name: str = "Menuiserie Bréhat") -> Company:
    """A company with its books."""
    return create_company(siren, name, actor="test")


def build(world: World, company: Company) -> Built:
    """Write a world to the database, in the scope of ``company``."""
    company.lock_date = world.lock_date
    company.save(update_fields=["lock_date"])
    supplier = Supplier.objects.create(company=company, name="LENOIR FOURNITURES", auxiliary="FLENOIR")
    approver, _ = User.objects.get_or_create(email="claire@example.fr", defaults={"full_name": "Claire Morel"})
    documents = [
        write_document(company, supplier, approver, case, f"FA-{position}")
        for position, case in enumerate(world.documents)
    ]
    payments = [write_payment(company, documents[case.document], case) for case in world.payments]
    return Built(company, documents, payments)


def write_document(
    company: Company, supplier: Supplier, approver: User | None, case: DocumentCase, number: str
) -> Document:
    """One document, with its entry when it is controlled and nothing is wrong with it."""
    facts = {
        "purchase_account_missing": {"line": 1, "label": "Papier", "amount_minor": NET, "currency": "EUR"},
        "vat_account_missing": {"vat_code": "FR20", "rate_bp": 2000, "vat_minor": VAT, "currency": "EUR"},
        "unbalanced": {"gap_minor": 1, "lines_minor": TOTAL - 1, "total_minor": TOTAL, "currency": "EUR"},
        "currency_rate_missing": {"currency": "USD", "date": case.invoice_date.isoformat()},
    }
    asked_at = NOON if case.approval != "none" else None
    document = Document.objects.create(
        company=company,
        supplier=supplier,
        type=case.type,
        number=number,
        year=case.invoice_date.year,
        invoice_date=case.invoice_date,
        entry_date=case.entry_date,
        period_end=case.period_end,
        currency="EUR",
        rate=Decimal(1),
        net_minor=NET,
        vat_minor=VAT,
        total_minor=TOTAL,
        due_minor=TOTAL,
        imported_at=NOON,
        controlled_at=case.controlled_at,
        approval=case.approval,
        approver=approver if asked_at else None,
        approval_asked_at=asked_at,
        payment="partly_paid" if case.paid_on_order else "to_pay",
        held_back_at=NOON if case.held_back else None,
        held_back_by="Nadia Ferrand" if case.held_back else "",
        held_back_reason="Déjà saisie" if case.held_back else "",
        posting_problems=[{"code": code, "facts": facts[code]} for code in sorted(case.problems)],
        lacks_purchase_account="purchase_account_missing" in case.problems,
        lacks_vat_account="vat_account_missing" in case.problems,
        is_unbalanced="unbalanced" in case.problems,
        lacks_rate="currency_rate_missing" in case.problems,
    )
    if case.controlled_at is not None and not case.problems and case.type != "order":
        post_document_entry(document)
    return document


def post_document_entry(document: Document, account: str = "606400") -> None:
    """Give a document its entry."""
    swap = document.type == "credit_note"
    lines = (
        Line(account, debit_minor=NET),
        Line("445660", debit_minor=VAT),
        Line("401000", credit_minor=TOTAL, auxiliary=document.supplier.auxiliary, due_date=document.due_date),
    )
    entry = Entry(
        journal=JournalType.PURCHASE,
        date=document.entry_date,
        document_date=document.invoice_date,
        reference=document.number,
        label=f"{document.supplier.name} {document.number}",
        lines=tuple(line.swapped() for line in lines) if swap else lines,
    )
    document.entry = post_entry(
        entry,
        company=document.company,
        kind=document.type,
        suppliers={document.supplier.auxiliary: document.supplier.pk},
        supplier_id=document.supplier.pk,
        replaces=document.previous_entry,
    )
    document.save(update_fields=["entry"])


def write_payment(company: Company, document: Document, case: PaymentCase) -> Payment:
    """One payment of part of a document, with its bank entry when it is executed here and its rate is known."""
    journal = Journal.objects.get(type=JournalType.BANK)
    payment = Payment.objects.create(
        company=company,
        journal=journal,
        state=case.state,
        is_outside=case.is_outside,
        paid_on=case.paid_on,
        amount_minor=TOTAL,
        currency="EUR",
        paid_minor=TOTAL if case.has_rate else None,
        reference=f"VIR {document.number}",
        recorded_at=timezone.now(),
        recorded_by="Nadia Ferrand",
    )
    Allocation.objects.create(company=company, payment=payment, document=document, amount_minor=TOTAL)
    if case.state == "paid" and case.has_rate and not case.is_outside:
        _post_payment_entry(payment, document)
    return payment


def _post_payment_entry(payment: Payment, document: Document) -> None:
    lines = (
        Line("401000", debit_minor=TOTAL, auxiliary=document.supplier.auxiliary),
        Line("512100", credit_minor=TOTAL),
    )
    entry = Entry(
        journal=JournalType.BANK,
        date=payment.paid_on,
        document_date=payment.paid_on,
        reference=payment.reference,
        label=f"{document.supplier.name} {document.number}",
        lines=lines,
    )
    payment.entry = post_entry(
        entry,
        company=payment.company,
        kind="payment",
        suppliers={document.supplier.auxiliary: document.supplier.pk},
        supplier_id=document.supplier.pk,
        journal=payment.journal,
    )
    payment.save(update_fields=["entry"])


def plain_invoice(invoice_date: date = date(2026, 10, 14), controlled_at: datetime = NOON) -> DocumentCase:
    """An invoice that nothing keeps from being exported."""
    return DocumentCase(
        type="invoice",
        invoice_date=invoice_date,
        entry_date=invoice_date,
        period_end=None,
        controlled_at=controlled_at,
        approval="none",
        held_back=False,
        problems=frozenset(),
        paid_on_order=False,
    )


def invoices(company: Company, count: int, *, paid: bool = False) -> Built:
    """``count`` plain invoices of October 2026, each with a payment when ``paid``."""
    documents = tuple(plain_invoice(date(2026, 10, 1 + n % 28)) for n in range(count))
    payments = tuple(PaymentCase(n, date(2026, 10, 30), "paid", is_outside=False, has_rate=True) for n in range(count))
    with company_scope(company):
        return build(World(None, documents, payments if paid else ()), company)

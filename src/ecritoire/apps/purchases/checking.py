"""What a person should know of a document beyond what reading it told: addressee, sums, deposits, near-duplicates."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.db.models import QuerySet

from ecritoire.apps.companies.models import Company
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.apps.suppliers.naming import name_key
from ecritoire.domain.invoice import DocumentType, Invoice, Party

WRONG_RECIPIENT = "wrong_recipient"
RECIPIENT_UNKNOWN = "recipient_unknown"
ARITHMETIC = "arithmetic"
PREPAID_UNEXPLAINED = "prepaid_unexplained"
POSSIBLE_DUPLICATE = "possible_duplicate"
DEPOSIT_CODES = frozenset({"386", "500"})  # UNTDID 1001
ALREADY_PAID_PROCESSES = frozenset({"B2", "S2", "M2"})  # BT-23 in France: deposited already paid
NEAR_DAYS = timedelta(days=3)


def recipient_flag(company: Company, buyer: Party) -> str:
    """Whether the document is addressed to this company: by SIREN, else by VAT number, else by name."""
    if buyer.siren:
        return "" if buyer.siren == company.siren else WRONG_RECIPIENT
    if buyer.vat_number and company.vat_number:
        return "" if buyer.vat_number == company.vat_number else WRONG_RECIPIENT
    return "" if name_key(buyer.name) == name_key(company.name) else RECIPIENT_UNKNOWN


def document_flags(
    company: Company, supplier: Supplier, invoice: Invoice, preceding: Sequence[Document]
) -> Iterator[str]:
    """The flags of a document that its own data cannot tell."""
    if flag := recipient_flag(company, invoice.buyer):
        yield flag
    if invoice.discrepancies:
        yield ARITHMETIC
    if invoice.totals.prepaid_minor and not _prepaid_is_explained(invoice, preceding):
        yield PREPAID_UNEXPLAINED
    if _resembles_another(supplier, invoice):
        yield POSSIBLE_DUPLICATE


def _prepaid_is_explained(invoice: Invoice, preceding: Sequence[Document]) -> bool:
    """By the deposit invoices it takes back, to the cent, or by saying that it is paid in full already (BT-23)."""
    if invoice.process in ALREADY_PAID_PROCESSES and invoice.totals.due_minor == 0:
        return True
    deposits = [document for document in preceding if document.type == DocumentType.DEPOSIT_INVOICE]
    return sum(document.total_minor for document in deposits) == invoice.totals.prepaid_minor


def _resembles_another(supplier: Supplier, invoice: Invoice) -> bool:
    """Same supplier, type, total and order within a few days: perhaps the same invoice under another number."""
    return _resembling(
        supplier, invoice.issue_date, invoice.type, invoice.totals.total_minor, invoice.currency,
        invoice.order_reference[:100],
    ).exists()  # fmt: skip


def resembling_documents(document: Document) -> QuerySet[Document]:
    """The documents that this one may repeat, latest first."""
    near = _resembling(
        document.supplier, document.invoice_date, document.type, document.total_minor, document.currency,
        document.order_reference,
    )  # fmt: skip
    return near.exclude(pk=document.pk).order_by("-invoice_date", "-pk")


def _resembling(
    supplier: Supplier, day: date, kind: str, total_minor: int, currency: str, order_reference: str
) -> QuerySet[Document]:
    return Document.objects.filter(
        supplier=supplier,
        invoice_date__range=(day - NEAR_DAYS, day + NEAR_DAYS),
        type=kind,
        total_minor=total_minor,
        currency=currency,
        order_reference=order_reference,
    )

"""Making a document of what was read: supplier, rows, flags, proposals, and posting on paper, in one transaction."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Company
from ecritoire.apps.purchases.checking import document_flags
from ecritoire.apps.purchases.control import control_by_rule
from ecritoire.apps.purchases.linking import find_preceding, link, link_waiting, note_missing, stored_references
from ecritoire.apps.purchases.models import Document, DocumentLine, DocumentVat, SourceFile
from ecritoire.apps.purchases.posting import Books, assess, books_of, refresh_posting
from ecritoire.apps.purchases.proposing import propose_accounts
from ecritoire.apps.purchases.recoding_vat import change_vat_code
from ecritoire.apps.purchases.transcription import Transcript, transcribe
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.apps.suppliers.services import match_supplier
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.invoice import DocumentType, Invoice, Period
from ecritoire.domain.lifecycle import PaymentState
from ecritoire.domain.terms import due_date_by_terms
from ecritoire.domain.wording import said_date

NUMBER_LENGTH = 100


class DuplicateNumberError(EcritoireError):
    """The supplier's number is there already for that year (the key of the tax administration)."""

    code = "duplicate_number"
    template = (
        "%(supplier)s a déjà une facture %(number)s en %(year)s, importée le %(imported_on)s : "
        "ce fichier en est un autre exemplaire. Si c’est une autre facture, demandez un autre numéro au fournisseur."
    )

    @property
    def document_id(self) -> int:
        """The key of the document that is there already."""
        return int(str(self.facts["document"]))


class NumberTooLongError(EcritoireError):
    """No invoice number is that long: something else stands in its place."""

    code = "number_too_long"
    template = (
        "Le numéro de la facture dépasse %(limit)s caractères (« %(start)s… »). "
        "Demandez au fournisseur une facture conforme, ou saisissez-la à la main."
    )


@transaction.atomic
def enter_document(
    company: Company,
    invoice: Invoice,
    source: SourceFile,
    *,
    actor: str,
    controls: bool,
    at: datetime,
    rows: Transcript | None = None,
) -> Document:
    """Write a document from what was read.

    Args:
        company: the company in scope.
        invoice: what the file says.
        source: the file, stored.
        actor: who imports.
        controls: whether the rule may control it.
        at: when it arrived.
        rows: its rows with the VAT codes that a person chose; none: made of what the file says.

    Raises:
        DuplicateNumberError: the supplier has a document with this number in this year.
        SupplierWithoutNameError: it does not say who sent it.
        NumberTooLongError: its number is none.
    """
    match = match_supplier(company, invoice.seller, invoice.accounts, actor=actor)
    _refuse_duplicate(match.supplier, invoice)
    document = _document(company, match.supplier, invoice, source, at)
    books = books_of(company)
    preceding = find_preceding(document)
    transcript = rows or transcribe(invoice, preceding, books.accounts.deposit)
    own_flags = document_flags(company, match.supplier, invoice, preceding)
    document.flags = list(dict.fromkeys((*invoice.flags, *transcript.flags, *match.flags, *own_flags)))
    note_missing(document, preceding)
    propose_accounts(document, transcript)
    if rows is not None:
        transcript.vat_codes.clear()
    _save(document, transcript, preceding, books)
    link_waiting(document)
    if source.refusal_code:
        source.refusal_code, source.refusal_facts = "", {}
        source.save(update_fields=["refusal_code", "refusal_facts"])
    record(
        actor=actor, action="import", subject=document, number=document.number, sha256=source.sha256, file=source.name
    )
    if controls:
        control_by_rule(document, transcript.lines, books, at=at)
    return document


def _refuse_duplicate(supplier: Supplier, invoice: Invoice) -> None:
    if len(invoice.number) > NUMBER_LENGTH:
        raise NumberTooLongError(limit=NUMBER_LENGTH, start=invoice.number[:30])
    same = Document.objects.filter(supplier=supplier, number=invoice.number, year=invoice.issue_date.year)
    for key, imported_at in same.values_list("pk", "imported_at"):
        raise DuplicateNumberError(
            supplier=supplier.name,
            number=invoice.number,
            year=invoice.issue_date.year,
            imported_on=said_date(timezone.localdate(imported_at)),
            document=key,
        )


def _document(company: Company, supplier: Supplier, invoice: Invoice, source: SourceFile, at: datetime) -> Document:
    totals, period = invoice.totals, invoice.period
    if period.start and period.end and period.end < period.start:
        period = Period()  # a slip of the sender says nothing
    return Document(
        company=company,
        supplier=supplier,
        type=invoice.type.value,
        type_code=invoice.type_code[:4],
        number=invoice.number,
        year=invoice.issue_date.year,
        invoice_date=invoice.issue_date,
        entry_date=invoice.issue_date,
        due_date=invoice.due_date or _due_by_terms(supplier, invoice),
        period_start=period.start,
        period_end=period.end,
        currency=invoice.currency,
        net_minor=totals.net_minor,
        vat_minor=totals.vat_minor,
        total_minor=totals.total_minor,
        prepaid_minor=totals.prepaid_minor,
        rounding_minor=totals.rounding_minor,
        due_minor=totals.due_minor,
        buyer_siren=invoice.buyer.siren[:9],
        buyer_name=invoice.buyer.name[:200],
        order_reference=invoice.order_reference[:100],
        payment_means=invoice.payment_means[:3],
        payment=_payment_state(invoice),
        preceding=stored_references(invoice.preceding),
        discrepancies=[
            {
                "code": discrepancy.code,
                "term": discrepancy.term,
                "stated_minor": discrepancy.stated_minor,
                "computed_minor": discrepancy.computed_minor,
            }
            for discrepancy in invoice.discrepancies
        ],
        source=source,
        syntax=invoice.syntax.value,
        profile=invoice.profile[:200],
        imported_at=at,
    )


def _due_by_terms(supplier: Supplier, invoice: Invoice) -> date | None:
    """When an invoice that does not say is due, by the terms on the supplier's record; none without terms."""
    if supplier.payment_days is None or invoice.type is DocumentType.CREDIT_NOTE:
        return None
    end_of_month = bool(supplier.payment_end_of_month)
    return due_date_by_terms(invoice.issue_date, supplier.payment_days, end_of_month=end_of_month)


def _payment_state(invoice: Invoice) -> PaymentState:
    """To pay, unless its sender says that nothing is due any more: then it was paid outside, whatever the way."""
    totals = invoice.totals
    is_settled = totals.due_minor == 0 and totals.prepaid_minor != 0 and invoice.type is not DocumentType.ORDER
    return PaymentState.PAID_OUTSIDE if is_settled else PaymentState.TO_PAY


def _save(document: Document, transcript: Transcript, preceding: Sequence[Document], books: Books) -> None:
    if not document.preceding:
        assess(document, books, transcript.lines, transcript.vat)
    document.save(force_insert=True)
    for line in transcript.lines:
        line.company_id, line.document = document.company_id, document
    for amount in transcript.vat:
        amount.company_id, amount.document = document.company_id, document
    DocumentLine.objects.bulk_create(transcript.lines)
    DocumentVat.objects.bulk_create(transcript.vat)
    for line in transcript.lines:
        if wanted := transcript.vat_codes.get(line.position):
            change_vat_code(document, transcript.lines, line, wanted)
    link(document, preceding)
    if document.preceding or transcript.vat_codes:
        refresh_posting(document, books)

"""The same invoices recorded one by one through the services, as an import does that a rule may control."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal

from bench.invoices import ACTOR, SIREN
from ecritoire.apps.companies.models import Company
from ecritoire.apps.purchases.bulk import BulkDocument
from ecritoire.apps.purchases.entering import enter_document
from ecritoire.apps.purchases.models import Document, SourceFile
from ecritoire.domain.invoice import Invoice, InvoiceLine, Party, Syntax, Totals, VatBreakdown
from ecritoire.domain.vat import VAT_CODES

RECEIVED_AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def record_one_by_one(company: Company, documents: Iterable[BulkDocument]) -> list[Document]:
    """Enter each document in a transaction of its own; a rule controls it and its entry is posted."""
    return [_record(company, document) for document in documents]


def _record(company: Company, document: BulkDocument) -> Document:
    source = SourceFile.objects.create(
        company=company,
        sha256=f"{document.number:0>64}",
        name=f"{document.number}.xml",
        size_bytes=0,
        received_at=RECEIVED_AT,
    )
    return enter_document(company, _invoice(document), source, actor=ACTOR, controls=True, at=RECEIVED_AT)


def _invoice(document: BulkDocument) -> Invoice:
    """What a file would have said."""
    rate = Decimal(VAT_CODES[document.lines[0].vat_code].rate_bp) / 100
    category = "S" if rate else "E"
    return Invoice(
        syntax=Syntax.UBL,
        profile="urn:cen.eu:en16931:2017",
        process="S1",
        number=document.number,
        type_code=document.type_code,
        type=document.type,
        issue_date=document.invoice_date,
        due_date=document.due_date,
        currency=document.currency,
        seller=Party(name=document.supplier.name),
        buyer=Party(siren=SIREN),
        totals=Totals(
            lines_minor=document.net_minor,
            allowances_minor=0,
            charges_minor=0,
            net_minor=document.net_minor,
            vat_minor=document.vat_minor,
            vat_in_tax_currency_minor=None,
            total_minor=document.total_minor,
            prepaid_minor=0,
            rounding_minor=0,
            due_minor=document.due_minor,
        ),
        lines=tuple(
            InvoiceLine(str(line.position), line.label, line.net_minor, vat_category=category, vat_rate=rate)
            for line in document.lines
        ),
        vat=(VatBreakdown(category, rate, document.net_minor, document.vat_minor),),
    )

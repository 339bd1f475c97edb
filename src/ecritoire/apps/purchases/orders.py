"""Orders (bons de commande, devis, proformas): paid in advance, settled by a final invoice, never booked."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from ecritoire.apps import clock
from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Company
from ecritoire.apps.purchases.entering import DuplicateNumberError
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.wording import said_date


@transaction.atomic
def record_order(
    company: Company, supplier: Supplier, number: str, *, on: date, net_minor: int, vat_minor: int, actor: str
) -> Document:
    """Enter an order by hand, in the currency of the company in scope.

    Raises:
        DuplicateNumberError: the supplier has a document with this number in this year.
    """
    existing = Document.objects.filter(supplier=supplier, number=number, year=on.year).first()
    if existing is not None:
        raise DuplicateNumberError(
            supplier=supplier.name,
            number=number,
            year=on.year,
            imported_on=said_date(timezone.localdate(existing.imported_at)),
            document=existing.pk,
        )
    total_minor = net_minor + vat_minor
    order = Document.objects.create(
        company=company,
        supplier=supplier,
        type=DocumentType.ORDER,
        number=number,
        year=on.year,
        invoice_date=on,
        entry_date=on,
        currency=company.currency,
        net_minor=net_minor,
        vat_minor=vat_minor,
        total_minor=total_minor,
        due_minor=total_minor,
        imported_at=clock.now(),
    )
    record(actor=actor, action="record_order", subject=order, number=number, total_minor=total_minor)
    return order

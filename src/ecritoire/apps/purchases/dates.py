"""The dates a person sets on a document: its accounting period and its accounting date."""

from datetime import date, timedelta

from django.db import transaction

from ecritoire.apps.audit.services import record
from ecritoire.apps.purchases.locking import lock_document
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.purchases.posting import refresh_posting
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.wording import said_date


class PeriodReversedError(EcritoireError):
    """A period that ends before it starts."""

    code = "period_reversed"
    template = "La période finit le %(end)s, avant son début le %(start)s. Inversez les dates."


class DateLockedError(EcritoireError):
    """Nothing new is dated on or before the lock date."""

    code = "date_locked"
    template = (
        "Le %(day)s est verrouillé (verrou au %(lock_date)s). "
        "Choisissez une date à partir du %(first_open_day)s, ou demandez l’ouverture de l’exercice."
    )


@transaction.atomic
def set_accounting_period(document: Document, *, start: date | None, end: date | None, actor: str) -> Document:
    """Say what time the document pays for; its export waits for the end. Both empty: no period.

    Raises:
        PeriodReversedError: it ends before it starts.
    """
    document = lock_document(document)
    if start is not None and end is not None and end < start:
        raise PeriodReversedError(start=said_date(start), end=said_date(end))
    document.period_start, document.period_end = start, end
    document.save(update_fields=["period_start", "period_end"])
    record(actor=actor, action="set_accounting_period", subject=document, start=start, end=end)
    return document


@transaction.atomic
def set_entry_date(document: Document, day: date, *, actor: str) -> Document:
    """Date the entry of a document; an exported one is reversed and replaced.

    Raises:
        DateLockedError: the day is on or before the lock date.
    """
    document = lock_document(document)
    company = document.company
    if company.lock_date is not None and day <= company.lock_date:
        raise DateLockedError(
            day=said_date(day),
            lock_date=said_date(company.lock_date),
            first_open_day=said_date(company.lock_date + timedelta(days=1)),
        )
    before, document.entry_date = document.entry_date, day
    document.save(update_fields=["entry_date"])
    record(actor=actor, action="set_entry_date", subject=document, before=before, after=day)
    refresh_posting(document)
    return document

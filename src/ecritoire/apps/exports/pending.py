"""The entries that wait and that a selection takes."""

from django.db.models import Q, QuerySet

from ecritoire.apps.exports.conditions import Selection
from ecritoire.apps.exports.selection import masked_documents, masked_payments, taken
from ecritoire.apps.ledger.models import Entry


def chosen_entries(selection: Selection) -> tuple[QuerySet[Entry], ...]:
    """The waiting entries of everything the selection takes: of documents, their reversals, of payments."""
    documents = taken(masked_documents(selection))
    payments = taken(masked_payments(selection))
    replaced = documents.filter(entry__replaces__isnull=False).values("entry__replaces")
    reversals = Entry.objects.filter(reversal_of__in=replaced, export=None, voided_at=None)
    of_documents = Entry.objects.filter(pk__in=documents.values("entry"))
    of_payments = Entry.objects.filter(pk__in=payments.values("entry"))
    return of_documents, reversals, of_payments


def pending_entries(selection: Selection) -> QuerySet[Entry]:
    """The same in one query."""
    documents, reversals, payments = chosen_entries(selection)
    return Entry.objects.filter(
        Q(pk__in=documents.values("pk")) | Q(pk__in=reversals.values("pk")) | Q(pk__in=payments.values("pk"))
    )

"""The entries that wait and that a selection takes."""

from typing import Any

from django.db.models import Q, QuerySet

from ecritoire.apps.exports.conditions import Selection
from ecritoire.apps.exports.selection import masked_documents, masked_payments, taken
from ecritoire.apps.ledger.models import Entry


def chosen_keys(selection: Selection) -> tuple[QuerySet[Any, Any], ...]:
    """Keys of the waiting entries of everything the selection takes: of documents, their reversals, of payments."""
    documents = taken(masked_documents(selection))
    payments = taken(masked_payments(selection))
    replaced = documents.filter(entry__replaces__isnull=False).values("entry__replaces")
    reversals = Entry.objects.filter(reversal_of__in=replaced, export=None, voided_at=None)
    return documents.values("entry"), reversals.values("pk"), payments.values("entry")


def pending_entries(selection: Selection) -> QuerySet[Entry]:
    """The entries themselves, in one query."""
    documents, reversals, payments = chosen_keys(selection)
    return Entry.objects.filter(Q(pk__in=documents) | Q(pk__in=reversals) | Q(pk__in=payments))

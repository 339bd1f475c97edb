"""The entries that wait and that a selection takes."""

from typing import Any

from django.db.models import Q, QuerySet

from ecritoire.apps.exports.conditions import Selection
from ecritoire.apps.exports.selection import masked_documents, masked_payments, taken
from ecritoire.apps.ledger.models import Entry
from ecritoire.apps.payments.models import Payment
from ecritoire.apps.purchases.models import Document


def chosen_documents(selection: Selection) -> QuerySet[Document]:
    """The documents the selection takes."""
    return taken(masked_documents(selection))


def chosen_payments(selection: Selection) -> QuerySet[Payment]:
    """The payments the selection takes."""
    return taken(masked_payments(selection))


def chosen_reversals(selection: Selection) -> QuerySet[Entry]:
    """The waiting reversals of the exported entries that entries of the chosen documents replace."""
    replaced = chosen_documents(selection).filter(entry__replaces__isnull=False).values("entry__replaces")
    return Entry.objects.filter(reversal_of__in=replaced, export=None, voided_at=None)


def chosen_keys(selection: Selection) -> tuple[QuerySet[Any, Any], ...]:
    """Keys of the waiting entries of everything the selection takes: of documents, their reversals, of payments."""
    return (
        chosen_documents(selection).values("entry"),
        chosen_reversals(selection).values("pk"),
        chosen_payments(selection).values("entry"),
    )


def pending_entries(selection: Selection) -> QuerySet[Entry]:
    """The entries themselves, in one query."""
    documents, reversals, payments = chosen_keys(selection)
    return Entry.objects.filter(Q(pk__in=documents) | Q(pk__in=reversals) | Q(pk__in=payments))

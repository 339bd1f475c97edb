"""The accounting state of a document: read from its entries and its hold, stored nowhere."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q

from ecritoire.apps.purchases.models import Document
from ecritoire.domain.lifecycle import Accounting

_EXPORTED = Q(entry__export__isnull=False)
_CHANGED = Q(previous_entry__isnull=False) & ~_EXPORTED
_HELD = Q(held_back_at__isnull=False) & ~_EXPORTED & Q(previous_entry=None)
_CONDITIONS = {
    Accounting.EXPORTED: _EXPORTED,
    Accounting.CHANGED_SINCE: _CHANGED,
    Accounting.HELD_BACK: _HELD,
    Accounting.NOT_EXPORTED: Q(held_back_at=None, previous_entry=None) & (Q(entry=None) | Q(entry__export=None)),
}


def accounting_of(document: Document) -> Accounting:
    """The accounting state of one document, its entries loaded."""
    if document.entry is not None and document.entry.export_id is not None:
        return Accounting.EXPORTED
    if document.previous_entry_id is not None:
        return Accounting.CHANGED_SINCE
    return Accounting.HELD_BACK if document.held_back_at is not None else Accounting.NOT_EXPORTED


def in_accounting_states(states: Iterable[str]) -> Q:
    """Documents in any of the states."""
    return reduce(or_, (_CONDITIONS[Accounting(state)] for state in states))

"""What a lock date would lock that still waits."""

from dataclasses import dataclass
from datetime import date

from ecritoire.apps.ledger.models import Entry
from ecritoire.apps.purchases.models import Document


@dataclass(frozen=True, slots=True)
class Locked:
    """What of the locked days is not exported, or not even controlled."""

    pending_entries: int
    waiting_documents: int


def locked_by(day: date) -> Locked:
    """What of the company in scope waits that is dated on or before ``day``."""
    return Locked(
        Entry.objects.filter(export=None, voided_at=None, date__lte=day).count(),
        Document.objects.filter(controlled_at=None, entry_date__lte=day).count(),
    )

"""Where the documents of each month ended: exported, waiting for the next export, or left out with their reasons."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, Count, IntegerField, Value, When

from ecritoire.apps.exports.conditions import DOCUMENT_CONDITIONS, Selection
from ecritoire.apps.exports.selection import codes_of, masked_documents, reason_bit
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.purchases.spending import month_before, next_month

MONTHS = 9
# Time alone takes this one away: such a document waits, it is not left out.
LATER = reason_bit(DOCUMENT_CONDITIONS, "dated_after")


@dataclass(slots=True)
class MonthCoverage:
    """Documents invoiced in the month that begins on ``start``; one with several reasons counts under each."""

    start: date
    exported: int = 0
    pending: int = 0
    left_out: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """Every document of the month."""
        return self.exported + self.pending + self.left_out


@dataclass(frozen=True, slots=True)
class Coverage:
    """The last months, oldest first. ``ready`` documents of any date would be taken now; ``left_before`` are older."""

    months: list[MonthCoverage]
    ready: int
    left_before: int


def last_month(chosen: date, today: date) -> date:
    """Where the months end so that ``chosen`` is among them: with the current one as long as it is."""
    age = (today.year - chosen.year) * 12 + today.month - chosen.month
    return today if age < MONTHS else chosen


def export_coverage(selection: Selection, last: date) -> Coverage:
    """Count the documents of the ``MONTHS`` months up to that of ``last``, by what the selection makes of them."""
    starts = [last.replace(day=1)]
    while len(starts) < MONTHS:
        starts.append(month_before(starts[-1]))
    months = {place: MonthCoverage(start) for place, start in enumerate(starts)}
    ready = left_before = 0
    for place, mask, count in _pending(selection, starts):
        is_ready = mask == 0
        ready += count if is_ready else 0
        month = months.get(place)
        if month is None:
            left_before += count if place == MONTHS and mask & ~LATER else 0
        elif mask & ~LATER:
            month.left_out += count
            month.reasons.update(dict.fromkeys(codes_of(mask & ~LATER, DOCUMENT_CONDITIONS), count))
        else:
            month.pending += count
    for place, count in _exported(starts).items():
        months[place].exported = count
    return Coverage([months[place] for place in reversed(range(MONTHS))], ready, left_before)


def _place(starts: list[date]) -> Case:
    """Which of ``starts`` (latest first) the invoice date belongs to: its place, -1 after them, ``MONTHS`` before."""
    after = When(invoice_date__gte=next_month(starts[0]), then=Value(-1))
    inside = [When(invoice_date__gte=start, then=Value(place)) for place, start in enumerate(starts)]
    return Case(after, *inside, default=Value(MONTHS), output_field=IntegerField())


def _pending(selection: Selection, starts: list[date]) -> Any:  # noqa: ANN401 - grouping by annotations
    masked: Any = masked_documents(selection)
    return masked.order_by().annotate(place=_place(starts)).values_list("place", "mask").annotate(count=Count("pk"))


def _exported(starts: list[date]) -> Mapping[int, int]:
    documents: Any = Document.objects.filter(
        invoice_date__gte=starts[-1], invoice_date__lt=next_month(starts[0]), entry__export__isnull=False
    )
    rows = documents.order_by().annotate(place=_place(starts)).values_list("place").annotate(count=Count("pk"))
    return dict(rows)

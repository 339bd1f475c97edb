"""What has arrived of an export: whether it may still be cancelled, and when its target has all of it."""

from ecritoire.apps import clock
from ecritoire.apps.deliveries.models import Delivery
from ecritoire.apps.exports.cancelling import acknowledge_export
from ecritoire.apps.exports.models import Export
from ecritoire.domain.lifecycle import DeliveryState

# A delivery in one of these has surely not arrived.
NOT_THERE = (DeliveryState.READY, DeliveryState.REFUSED)
DONE = (DeliveryState.BOOKED, DeliveryState.HANDLED)


def note_arrivals(export: Export, *, actor: str) -> None:
    """Bring an export up to date with its deliveries, in the caller's transaction, its row locked."""
    deliveries = Delivery.objects.filter(export=export)
    may_be_there = deliveries.exclude(state__in=NOT_THERE).exists()
    if may_be_there:
        Export.objects.filter(pk=export.pk, handed_over_at=None).update(handed_over_at=clock.now())
    else:
        Export.objects.filter(pk=export.pk).update(handed_over_at=None)
    if may_be_there and not deliveries.exclude(state__in=DONE).exists():
        acknowledge_export(export, actor=actor)

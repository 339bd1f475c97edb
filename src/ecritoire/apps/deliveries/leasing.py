"""Who sends what: a delivery is leased by one conditional update, so two workers never have the same one.

A lease that ran out means that its worker died, perhaps between the target's yes and our note: the delivery is in
doubt.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from ecritoire.apps.deliveries.models import Connection, Delivery
from ecritoire.apps.exports.models import Export
from ecritoire.domain.lifecycle import DeliveryAction, DeliveryState, allowed_from

# Longer than any one hand-over takes: requests are bounded to seconds, and the lease is renewed before the hand-over.
LEASE = timedelta(minutes=15)
UNDECIDED = (DeliveryState.READY, DeliveryState.SENDING, DeliveryState.SENT)


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to send one delivery. In doubt: it may be there already."""

    delivery: Delivery
    token: str
    is_in_doubt: bool


@transaction.atomic
def take_next(connection: Connection, now: datetime, *, is_ordered: bool) -> Lease | None:
    """Lease the next delivery that is due; none when there is none, or when an ordered target has to wait for one."""
    if not Connection.objects.filter(pk=connection.pk, paused_at=None, stopped_at=None).exists():
        return None
    due = Delivery.objects.filter(
        connection=connection,
        state__in=list(allowed_from(DeliveryAction.TAKE)),
        next_attempt_at__lte=now,
        export__completed_at__isnull=False,
        export__cancelled_at=None,
    )
    if is_ordered:
        due = due.filter(pk__in=_first_undecided(connection))
    found = due.select_related("fiscal_year", "company").order_by("next_attempt_at", "pk").first()
    return None if found is None else _take(found, now)


def _first_undecided(connection: Connection) -> list[int]:
    undecided = Delivery.objects.filter(connection=connection, state__in=UNDECIDED, export__cancelled_at=None)
    return list(undecided.order_by("fiscal_year__end", "number").values_list("pk", flat=True)[:1])


def _take(found: Delivery, now: datetime) -> Lease | None:
    export = Export.objects.select_for_update().get(pk=found.export_id)
    if export.cancelled_at is not None:
        return None
    token = secrets.token_hex(16)
    taken = Delivery.objects.filter(pk=found.pk, state=found.state, lease=found.lease).update(
        state=DeliveryState.SENDING, lease=token, next_attempt_at=now + LEASE, attempt_count=F("attempt_count") + 1
    )
    if not taken:
        return None
    if export.handed_over_at is None:
        Export.objects.filter(pk=export.pk).update(handed_over_at=now)
    is_in_doubt = found.state != DeliveryState.READY
    found.refresh_from_db(fields=["state", "lease", "attempt_count"])
    return Lease(found, token, is_in_doubt)


def renew(lease: Lease, now: datetime) -> bool:
    """Make a lease last from now on; whether it was still ours."""
    return bool(
        Delivery.objects.filter(pk=lease.delivery.pk, lease=lease.token, state=DeliveryState.SENDING).update(
            next_attempt_at=now + LEASE
        )
    )

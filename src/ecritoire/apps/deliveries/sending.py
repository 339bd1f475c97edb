"""Sending what is due through a connection: at most once in the target's books, whatever fails on the way.

The order of things makes it so. A delivery is leased before anything is sent. What may have arrived is looked for
(``Target.find``) before it is sent. After sending, it is looked for again: neither a yes nor a no of the target is
believed before the target shows the same.
"""

import random
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog
from django.conf import settings
from django.db import transaction

from ecritoire.apps import clock
from ecritoire.apps.audit.services import record
from ecritoire.apps.deliveries.arrival import note_arrivals
from ecritoire.apps.deliveries.leasing import Lease, renew, take_next
from ecritoire.apps.deliveries.models import Attempt, Connection, Delivery
from ecritoire.apps.deliveries.parcels import parcel_of
from ecritoire.apps.deliveries.sealing import unseal
from ecritoire.apps.exports.models import Export
from ecritoire.connectors.http import GuardedHttp
from ecritoire.connectors.registry import load_connector
from ecritoire.connectors.target import (
    Parcel,
    Receipt,
    Target,
    TargetAccessError,
    TargetRefusedError,
    TargetUnavailableError,
)
from ecritoire.domain.language import say, sentence
from ecritoire.domain.lifecycle import DeliveryAction, move_of

WORDS_MAX = 500
FIRST_RETRY_SECONDS = 30.0
LAST_RETRY_SECONDS = 6 * 3600.0
LOOK_AGAIN_SECONDS = 3600.0  # for what the target has, but not in its books yet
RETRY_AFTER_SECONDS_MAX = 24 * 3600.0
NOT_SHOWN = sentence("accepté, mais introuvable ensuite chez le destinataire")
UNEXPECTED = sentence("réponse inattendue")
Open = Callable[[], AbstractContextManager[Target]]
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one attempt. ``stops`` the connection when the target does not let us in."""

    action: DeliveryAction
    words: str = ""
    reference: str = ""
    retry_after_seconds: float | None = None
    stops: bool = False


def deliver(connection: Connection) -> Mapping[str, int]:
    """Send what is due through a connection of the company in scope; count what came of it, by action.

    Raises:
        SecretsUnreadableError: the secret key of the installation has changed.
    """
    connector = load_connector(connection.connector)
    return deliver_through(connection, opening_of(connection), is_ordered=connector.is_ordered)


def deliver_through(
    connection: Connection, open_target: Open, *, is_ordered: bool, limit: int = 10_000
) -> Mapping[str, int]:
    """Send what is due in one session with the target, at most ``limit`` deliveries."""
    counts: Counter[str] = Counter()
    lease = take_next(connection, clock.now(), is_ordered=is_ordered)
    if lease is None:
        return counts
    with ExitStack() as session:
        try:
            target = session.enter_context(open_target())
        except (TargetUnavailableError, TargetAccessError, TargetRefusedError) as error:
            result = _not_open(lease, error)
            settle(lease, result)
            return {result.action: 1}
        while lease is not None:
            result = _attempt(target, lease)
            settle(lease, result)
            counts[result.action] += 1
            is_last = counts.total() >= limit
            lease = None if is_last else take_next(connection, clock.now(), is_ordered=is_ordered)
    return counts


def opening_of(connection: Connection) -> Open:
    """How to open a session with the target of a connection.

    Raises:
        SecretsUnreadableError: the secret key of the installation has changed.
    """
    connector = load_connector(connection.connector)
    filled = {**connection.settings, **unseal(connection.sealed_secrets)}
    http = GuardedHttp(target=connector.label, allowed=settings.ECRITOIRE_ALLOWED_TARGETS)
    return lambda: connector.open(filled, http)


def _not_open(lease: Lease, error: TargetUnavailableError | TargetAccessError | TargetRefusedError) -> Result:
    """There was no session: what was not in doubt before is not now."""
    action = _unsettled(is_in_doubt=lease.is_in_doubt)
    if isinstance(error, TargetUnavailableError):
        return Result(action, error.words, retry_after_seconds=error.retry_after_seconds)
    return Result(action, error.words, stops=True)  # without a session, a person has to look


def _attempt(target: Target, lease: Lease) -> Result:
    """Bring one parcel to the target, or learn that it is there; whatever a connector does wrong, lose nothing."""
    is_in_doubt = lease.is_in_doubt
    try:
        parcel = parcel_of(lease.delivery)
        found = _looked_for(target, parcel) if is_in_doubt else None
        if found is None:
            if not renew(lease, clock.now()):
                return Result(DeliveryAction.DOUBT)  # another worker has it; settling leaves it alone
            found = _sent(target, parcel)
        is_in_doubt = True
        return _arrived(_completed(target, parcel, found))
    except TargetRefusedError as error:
        return Result(DeliveryAction.REFUSE, error.words)
    except TargetAccessError as error:
        return Result(DeliveryAction.DOUBT, error.words, stops=True)
    except TargetUnavailableError as error:
        action = _unsettled(is_in_doubt=is_in_doubt or error.is_in_doubt)
        return Result(action, error.words, retry_after_seconds=error.retry_after_seconds)
    except Exception:  # a connector's mistake must neither lose a parcel nor stop those behind it
        log.exception("delivery_failed", delivery=lease.delivery.pk)
        return Result(DeliveryAction.DOUBT, say(UNEXPECTED))


def _sent(target: Target, parcel: Parcel) -> Receipt | None:
    """Send, then look: what a target says is believed once it shows it.

    Raises:
        TargetRefusedError: it said no, and surely does not have it.
    """
    try:
        target.send(parcel)
    except TargetRefusedError:
        kept = _looked_for(target, parcel)
        if kept is None:
            raise
        return kept
    return _looked_for(target, parcel)


def _looked_for(target: Target, parcel: Parcel) -> Receipt | None:
    """Look for what may be there; when the target does not say now, it stays in doubt."""
    try:
        return target.find(parcel)
    except (TargetUnavailableError, TargetRefusedError) as error:
        wait = error.retry_after_seconds if isinstance(error, TargetUnavailableError) else None
        raise TargetUnavailableError(
            target="", words=error.words, retry_after_seconds=wait, is_in_doubt=True
        ) from error


def _completed(target: Target, parcel: Parcel, found: Receipt | None) -> Receipt | None:
    """Send what is missing of a parcel that is there, and book a draft that a cut left behind.

    A target that refuses has the entry all the same.
    """
    if found is None or (found.is_booked and not found.missing_attachments):
        return found
    try:
        return target.complete(parcel, found)
    except TargetRefusedError as error:
        return replace(found, is_booked=False, note=error.words)


def _arrived(found: Receipt | None) -> Result:
    if found is None:
        return Result(DeliveryAction.DOUBT, say(NOT_SHOWN))
    is_booked = found.is_booked and not found.missing_attachments
    return Result(DeliveryAction.BOOK if is_booked else DeliveryAction.RECEIVE, found.note, found.reference)


def _unsettled(*, is_in_doubt: bool) -> DeliveryAction:
    return DeliveryAction.DOUBT if is_in_doubt else DeliveryAction.PUT_BACK


@transaction.atomic
def settle(lease: Lease, result: Result) -> None:
    """Note what came of an attempt, unless the lease ran out and somebody else has the delivery since."""
    delivery = lease.delivery
    export = Export.objects.select_for_update().get(pk=delivery.export_id)
    move = move_of(result.action)
    now, words = clock.now(), result.words[:WORDS_MAX]
    Attempt.objects.create(company_id=delivery.company_id, delivery=delivery, at=now, state=move.target, words=words)
    held = Delivery.objects.filter(pk=delivery.pk, lease=lease.token, state__in=move.sources)
    wait = timedelta(seconds=_wait_seconds(result, delivery.attempt_count))
    changes = {"state": move.target, "words": words, "lease": "", "next_attempt_at": now + wait}
    if not held.update(**changes, **({"reference": result.reference[:200]} if result.reference else {})):
        return
    actor = delivery.connection.label
    if result.action == DeliveryAction.REFUSE:
        record(actor=actor, action="refuse_delivery", subject=delivery, number=delivery.number, words=words)
    if result.stops:
        Connection.objects.filter(pk=delivery.connection_id, stopped_at=None).update(
            stopped_at=now, stopped_words=words
        )
        record(actor=actor, action="stop_connection", subject=delivery.connection, words=words)
    note_arrivals(export, actor=actor)


def _wait_seconds(result: Result, attempt_count: int) -> float:
    """How long until the next look: longer each time, never all at once, never sooner than the target asks."""
    if result.stops:
        return 0.0  # due as soon as a person resumes the connection
    if result.action == DeliveryAction.RECEIVE:
        return LOOK_AGAIN_SECONDS
    doubled = FIRST_RETRY_SECONDS * 2.0 ** min(attempt_count - 1, 30)
    spread = min(doubled, LAST_RETRY_SECONDS) * random.uniform(0.5, 1.0)  # noqa: S311 - to spread, not to hide
    return max(spread, min(result.retry_after_seconds or 0.0, RETRY_AFTER_SECONDS_MAX))

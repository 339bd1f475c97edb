"""Reading a company's chain of events."""

from collections.abc import Iterable, Iterator

from django.db import models

from ecritoire.apps.audit.models import HASH_VERSION, ChainHead, Event
from ecritoire.apps.audit.services import link_hash

GENESIS = "0" * 64


def history(subject: models.Model) -> models.QuerySet[Event]:
    """Events about ``subject``, oldest first."""
    return Event.objects.filter(subject_type=subject._meta.model_name, subject_id=subject.pk).order_by("sequence")


def history_of_kinds(kinds: Iterable[str], before: int | None, limit: int) -> list[Event]:
    """The latest ``limit`` events about subjects of some kinds, those before the sequence ``before``; latest first."""
    rows = Event.objects.filter(subject_type__in=tuple(kinds))
    if before is not None:
        rows = rows.filter(sequence__lt=before)
    return list(rows.order_by("-sequence")[:limit])


def broken_links() -> Iterator[tuple[int, str]]:
    """Walk the chain of the company in scope and yield (sequence, what is wrong), in order.

    The codes: ``gap`` (a link is missing), ``changed`` (its content does not give its hash), ``unlinked`` (it does not
    point at the one before), ``head`` (the end of the chain was cut), ``version`` (hashed in a way unknown here).
    """
    previous_hash, expected = GENESIS, 1
    for event in Event.objects.order_by("sequence").iterator(chunk_size=2000):
        if event.sequence != expected:
            yield expected, "gap"
        if event.hash_version != HASH_VERSION:
            yield event.sequence, "version"
        elif event.previous_hash != previous_hash:
            yield event.sequence, "unlinked"
        elif link_hash(event.previous_hash, event) != event.hash:
            yield event.sequence, "changed"
        previous_hash, expected = event.hash, event.sequence + 1
    head = ChainHead.objects.first()
    if head is not None and (head.sequence, head.hash) != (expected - 1, previous_hash):
        yield head.sequence, "head"

"""Adding links to a company's chain of events, in the caller's transaction."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from hashlib import sha256

from django.db import models, transaction
from django.utils import timezone

from ecritoire.apps.audit.models import HASH_VERSION, ChainHead, Event
from ecritoire.apps.scope import current_company_id


@dataclass(frozen=True, slots=True)
class Happening:
    """What is to be written down: an action on a subject, with facts of integers, text, dates and booleans."""

    action: str
    subject_type: str
    subject_id: int
    facts: Mapping[str, object] = field(default_factory=dict)


def canonical(value: object) -> str:
    """Write ``value`` in the one way that is hashed: sorted keys, no spaces, ISO dates, decimals as text."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(tz=timezone.get_fixed_timezone(0)).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Enum):
        return str(value.value)
    return str(value)


def link_hash(previous_hash: str, event: Event) -> str:
    """Hash of one link: SHA-256 over the hash before it and the event's canonical bytes."""
    body = canonical(
        [
            event.company_id,
            event.sequence,
            event.happened_at,
            event.actor,
            event.action,
            event.subject_type,
            event.subject_id,
            event.facts,
        ]
    )
    return sha256((previous_hash + body).encode()).hexdigest()


def record(*, actor: str, action: str, subject: models.Model, **facts: object) -> None:
    """Write down one event about ``subject`` in the company in scope."""
    record_many(actor, [Happening(action, subject._meta.model_name or "", int(subject.pk), facts)])


@transaction.atomic
def record_many(actor: str, happenings: Iterable[Happening]) -> None:
    """Write down several events of one actor, in order, in the company in scope."""
    company_id = current_company_id()
    head = _locked_head(company_id)
    now = timezone.now()
    events = []
    for happening in happenings:
        event = Event(
            company_id=company_id,
            sequence=head.sequence + 1,
            happened_at=now,
            actor=actor,
            action=happening.action,
            subject_type=happening.subject_type,
            subject_id=happening.subject_id,
            facts=canonical(dict(happening.facts)),
            previous_hash=head.hash,
            hash_version=HASH_VERSION,
        )
        event.hash = link_hash(head.hash, event)
        head.sequence, head.hash = event.sequence, event.hash
        events.append(event)
    Event.objects.bulk_create(events, batch_size=1000)
    head.save(update_fields=["sequence", "hash"])


def _locked_head(company_id: int) -> ChainHead:
    head = ChainHead.objects.select_for_update().first()
    if head is None:
        ChainHead.objects.get_or_create(company_id=company_id)
        head = ChainHead.objects.select_for_update().get()
    return head

"""Adding links to a company's chain of events, in the caller's transaction."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from typing import NamedTuple

from django.db import connection, models, transaction
from django.utils import timezone

from ecritoire.apps import clock
from ecritoire.apps.audit.models import HASH_VERSION, ChainHead, Event
from ecritoire.apps.bulk import insert_rows, moment_value
from ecritoire.apps.scope import current_company_id


@dataclass(frozen=True, slots=True)
class Happening:
    """What is to be written down: an action on a subject, with facts of integers, text, dates and booleans."""

    action: str
    subject_type: str
    subject_id: int
    facts: Mapping[str, object] = field(default_factory=dict)


class _Content(NamedTuple):
    """What the hash of an event is taken over, in this order."""

    company_id: int
    sequence: int
    happened_at: str  # as canonical() writes it
    actor: str
    action: str
    subject_type: str
    subject_id: int
    facts: str


_COLUMNS = (*_Content._fields, "previous_hash", "hash", "hash_version")


def canonical(value: object) -> str:
    """Write ``value`` in the one way that is hashed: sorted keys, no spaces, ISO dates, decimals as text."""
    return _ENCODER.encode(value)


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


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def link_hash(previous_hash: str, event: Event) -> str:
    """Hash of one link: SHA-256 over the hash before it and the event's canonical bytes."""
    content = _Content(
        event.company_id,
        event.sequence,
        _plain(event.happened_at),
        event.actor,
        event.action,
        event.subject_type,
        event.subject_id,
        event.facts,
    )
    return _hash(previous_hash, content)


def _hash(previous_hash: str, content: _Content) -> str:
    return sha256((previous_hash + canonical(content)).encode()).hexdigest()


def record(*, actor: str, action: str, subject: models.Model, **facts: object) -> None:
    """Write down one event about ``subject`` in the company in scope."""
    record_many(actor, [Happening(action, subject._meta.model_name or "", int(subject.pk), facts)])


@transaction.atomic(savepoint=False)
def record_many(actor: str, happenings: Iterable[Happening]) -> None:
    """Write down several events of one actor, in order, in the company in scope."""
    company_id = current_company_id()
    sequence, last_hash = _locked_head(company_id)
    now = clock.now()
    canonical_now, stored_now = _plain(now), moment_value(now)
    rows = []
    for happening in happenings:
        sequence += 1
        facts = canonical(dict(happening.facts))
        content = _Content(
            company_id, sequence, canonical_now, actor, happening.action, happening.subject_type,
            happening.subject_id, facts,
        )  # fmt: skip
        previous_hash, last_hash = last_hash, _hash(last_hash, content)
        rows.append((*content._replace(happened_at=stored_now), previous_hash, last_hash, HASH_VERSION))
    insert_rows(Event, _COLUMNS, rows)
    with connection.cursor() as cursor:
        cursor.execute(_MOVE_HEAD, [sequence, last_hash, company_id])


# Every service writes its event: as text, these two cost a tenth of what composing them each time would.
_HEAD = "SELECT sequence, hash FROM audit_chainhead WHERE company_id = %s"
_MOVE_HEAD = "UPDATE audit_chainhead SET sequence = %s, hash = %s WHERE company_id = %s"


def _locked_head(company_id: int) -> tuple[int, str]:
    """Sequence and hash of the last link of a company's chain, locked until the transaction ends."""
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(_HEAD + lock, [company_id])
        head = cursor.fetchone()
        if head is None:
            ChainHead.objects.get_or_create(company_id=company_id)
            cursor.execute(_HEAD + lock, [company_id])
            head = cursor.fetchone()
    return head[0], head[1]

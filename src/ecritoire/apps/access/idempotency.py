"""Requests that may be sent again: the same key and the same content get the same answer, and act once.

Follows the IETF draft "The Idempotency-Key HTTP Header Field": another content under the same key is refused, and so is
a second request while the first is under way.
"""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction

from ecritoire.apps import clock
from ecritoire.apps.access.models import ApiToken, KeptAnswer
from ecritoire.domain.errors import EcritoireError

KEPT = timedelta(days=7)
# A process that died leaves its request under way. What it asked either stands or was rolled back (an export that was
# claimed is completed at the next start), so that asking again is safe once nothing can be running any more.
UNDER_WAY_AT_MOST = timedelta(minutes=10)


class KeyReusedError(EcritoireError):
    """The key was sent before with something else."""

    code = "idempotency_key_reused"
    template = "La clé d’idempotence « %(key)s » a déjà servi à une autre demande. Prenez-en une nouvelle."


class UnderWayError(EcritoireError):
    """The first request with this key has not ended."""

    code = "idempotency_key_in_use"
    template = "La demande de clé « %(key)s » est en cours. Attendez sa réponse, puis redemandez-la avec la même clé."


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered."""

    status: int
    body: Any


def begin(token: ApiToken, key: str, fingerprint: str) -> KeptAnswer | Answer:
    """Note that a request begins, or return what it was answered before.

    Raises:
        KeyReusedError: the key named another request.
        UnderWayError: the first one has not ended.
    """
    now = clock.now()
    with transaction.atomic():
        KeptAnswer.objects.filter(started_at__lt=now - KEPT).delete()
        kept, is_new = KeptAnswer.objects.get_or_create(
            company_id=token.company_id,
            token=token,
            key=key,
            defaults={"fingerprint": fingerprint, "started_at": now},
        )
    if is_new:
        return kept
    if kept.fingerprint != fingerprint:
        raise KeyReusedError(key=key)
    if kept.status is not None:
        return Answer(kept.status, json.loads(kept.body) if kept.body else None)
    late = KeptAnswer.objects.filter(pk=kept.pk, status=None, started_at__lt=now - UNDER_WAY_AT_MOST)
    if not late.update(started_at=now):
        raise UnderWayError(key=key)
    return kept


def keep(request: KeptAnswer, status: int, body: str) -> None:
    """Keep the answer (JSON) for those who ask again."""
    KeptAnswer.objects.filter(pk=request.pk).update(status=status, body=body)


def forget(request: KeptAnswer) -> None:
    """Let a request that failed for our own reasons be tried again."""
    KeptAnswer.objects.filter(pk=request.pk).delete()

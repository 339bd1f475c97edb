"""The steps of one round of approval: who is asked now, who comes next. Written with the document locked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ecritoire.apps.companies.models import User
from ecritoire.apps.purchases.models import ApprovalRequest, Document

LINK_DAYS = 14


@dataclass(frozen=True, slots=True)
class Asking:
    """Who is asked in which order, by whom, with a word for them."""

    people: Sequence[User]
    actor: str
    note: str = ""
    rule: str = ""  # the rule of the company that asks, if one does


def begin_round(document: Document, asking: Asking, at: datetime) -> ApprovalRequest:
    """Put every step down and ask the first; what is left of an earlier round is closed."""
    close_round(document, at)
    steps = [
        ApprovalRequest(
            company_id=document.company_id,
            document=document,
            approver=person,
            position=position,
            asked_by=asking.actor,
            note=asking.note,
            asked_at=at if position == 1 else None,
            expires_at=at + timedelta(days=LINK_DAYS) if position == 1 else None,
        )
        for position, person in enumerate(asking.people, 1)
    ]
    ApprovalRequest.objects.bulk_create(steps)
    return steps[0]


def close_round(document: Document, at: datetime) -> None:
    """Take back whatever is still asked."""
    ApprovalRequest.objects.filter(document=document, closed_at=None).update(closed_at=at)


def current_request(document: Document) -> ApprovalRequest | None:
    """The question that waits for its answer; none for a document recorded without its rounds."""
    waiting = ApprovalRequest.objects.filter(document=document, closed_at=None).exclude(asked_at=None)
    return waiting.select_related("approver").order_by("position").first()


def next_request(document: Document, at: datetime) -> ApprovalRequest | None:
    """Ask the step after the one that said yes; none after the last."""
    waiting = ApprovalRequest.objects.filter(document=document, closed_at=None, asked_at=None)
    step = waiting.select_related("approver").order_by("position").first()
    if step is not None:
        step.asked_at, step.expires_at = at, at + timedelta(days=LINK_DAYS)
        step.save(update_fields=["asked_at", "expires_at"])
    return step


def answer_current(document: Document, answer: str, at: datetime) -> None:
    """Keep the answer with the question that it answers."""
    request = current_request(document)
    if request is not None:
        ApprovalRequest.objects.filter(pk=request.pk).update(answer=answer, closed_at=at)

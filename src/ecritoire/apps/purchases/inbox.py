"""The inbox (Réception): what waits for control, in which order, and what a person set aside."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet

from ecritoire.apps import clock
from ecritoire.apps.audit.services import record
from ecritoire.apps.purchases.checking import POSSIBLE_DUPLICATE
from ecritoire.apps.purchases.control import controlled_already
from ecritoire.apps.purchases.locking import lock_document
from ecritoire.apps.purchases.models import Document, SetAside
from ecritoire.domain.errors import EcritoireError

REASON_LENGTH_MOST = 500


class AsideReasonMissingError(EcritoireError):
    """A document set aside without a reason."""

    code = "aside_reason_missing"
    template = "Dites pourquoi %(number)s est mis de côté : le motif reste avec le document."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document stands in the inbox, from 1, and its neighbours' keys; none at an end."""

    rank: int
    count: int
    previous: int | None
    following: int | None


def waiting_documents() -> QuerySet[Document]:
    """The documents of the company in scope that wait for control, oldest first, those set aside left out."""
    return Document.objects.filter(controlled_at=None, set_aside=None).order_by("invoice_date", "pk")


def documents_aside() -> QuerySet[Document]:
    """What was set aside and not controlled since, latest first."""
    return Document.objects.filter(controlled_at=None, set_aside__isnull=False).order_by("-set_aside__at", "-pk")


def place_of(document: Document) -> Place:
    """Where a document stands among those that wait; one that does not wait any more has the place it would have."""
    before = Q(invoice_date__lt=document.invoice_date) | Q(invoice_date=document.invoice_date, pk__lt=document.pk)
    after = Q(invoice_date__gt=document.invoice_date) | Q(invoice_date=document.invoice_date, pk__gt=document.pk)
    waiting = waiting_documents()
    earlier = waiting.filter(before)
    return Place(
        rank=earlier.count() + 1,
        count=waiting.count(),
        previous=earlier.reverse().values_list("pk", flat=True).first(),
        following=waiting.filter(after).values_list("pk", flat=True).first(),
    )


def next_to_control(document: Document) -> int | None:
    """The document to control after this one: the following one, else the oldest that waits; none when all is done."""
    others = waiting_documents().exclude(pk=document.pk)
    return place_of(document).following or others.values_list("pk", flat=True).first()


@transaction.atomic
def set_aside(document: Document, *, reason: str, actor: str) -> Document:
    """Take a document out of what waits, until somebody takes it back; it stays in the inbox, so it is never exported.

    Raises:
        AsideReasonMissingError: nobody said why.
        ControlledAlreadyError: it is in the books.
    """
    document = lock_document(document)
    if not reason.strip():
        raise AsideReasonMissingError(number=document.number)
    if document.controlled_at is not None:
        raise controlled_already(document)
    facts = {"at": clock.now(), "by": actor, "reason": reason.strip()[:REASON_LENGTH_MOST]}
    SetAside.objects.update_or_create(company_id=document.company_id, document=document, defaults=facts)
    record(actor=actor, action="set_aside", subject=document, reason=facts["reason"])
    return document


@transaction.atomic
def take_back(document: Document, *, actor: str) -> Document:
    """Let a document that was set aside wait for control again."""
    document = lock_document(document)
    if SetAside.objects.filter(document=document).delete()[0]:
        record(actor=actor, action="take_back", subject=document)
    return document


@transaction.atomic
def confirm_not_duplicate(document: Document, *, actor: str) -> Document:
    """Note that a person compared a document with those it resembles, and that it is another one."""
    document = lock_document(document)
    if POSSIBLE_DUPLICATE in document.flags:
        document.flags = [flag for flag in document.flags if flag != POSSIBLE_DUPLICATE]
        document.save(update_fields=["flags"])
        record(actor=actor, action="confirm_not_duplicate", subject=document)
    return document

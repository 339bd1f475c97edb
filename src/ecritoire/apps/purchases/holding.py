"""Keeping a document out of every export (hors export), and putting it back."""

from django.db import transaction
from django.utils import timezone

from ecritoire.apps import clock
from ecritoire.apps.audit.services import record
from ecritoire.apps.purchases.locking import lock_document
from ecritoire.apps.purchases.models import Document
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.wording import said_moment

REASON_LENGTH = 500


class ReasonMissingError(EcritoireError):
    """A person who decides against a document says why."""

    code = "reason_missing"
    template = "Le motif manque : dites en une phrase pourquoi, il sera gardé avec %(number)s."


class HeldBackAlreadyError(EcritoireError):
    """The document is held back already."""

    code = "held_back_already"
    template = "%(number)s est déjà hors export : %(by)s, le %(at)s, « %(reason)s ». Remettez-la dans l’export d’abord."


class NotHeldBackError(EcritoireError):
    """There is nothing to release."""

    code = "not_held_back"
    template = "%(number)s n’est pas hors export : il n’y a rien à remettre."


class ExportedAlreadyError(EcritoireError):
    """What the books have cannot be kept out of them."""

    code = "exported_already"
    template = (
        "%(number)s est déjà dans un export comptable : elle ne peut plus être mise hors export. "
        "Annulez cet export, ou corrigez le document."
    )


@transaction.atomic
def hold_back(document: Document, *, reason: str, actor: str) -> Document:
    """Keep a document out of every export until it is released; its payments are not concerned.

    Raises:
        ReasonMissingError: no reason is given.
        HeldBackAlreadyError: it is held back already.
        ExportedAlreadyError: an export holds its entry.
    """
    document = lock_document(document)
    reason = reason.strip()[:REASON_LENGTH]
    if not reason:
        raise ReasonMissingError(number=document.number)
    if document.held_back_at is not None:
        raise HeldBackAlreadyError(
            number=document.number,
            by=document.held_back_by,
            at=said_moment(timezone.localtime(document.held_back_at)),
            reason=document.held_back_reason,
        )
    if document.previous_entry_id or (document.entry is not None and document.entry.export_id):
        raise ExportedAlreadyError(number=document.number)
    document.held_back_at, document.held_back_by, document.held_back_reason = clock.now(), actor, reason
    document.save(update_fields=["held_back_at", "held_back_by", "held_back_reason"])
    record(actor=actor, action="hold_back", subject=document, reason=reason)
    return document


@transaction.atomic
def release(document: Document, *, actor: str) -> Document:
    """Let a document that was held back into the exports again.

    Raises:
        NotHeldBackError: it is not held back.
    """
    document = lock_document(document)
    if document.held_back_at is None:
        raise NotHeldBackError(number=document.number)
    document.held_back_at, document.held_back_by, document.held_back_reason = None, "", ""
    document.save(update_fields=["held_back_at", "held_back_by", "held_back_reason"])
    record(actor=actor, action="release", subject=document)
    return document

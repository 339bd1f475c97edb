"""Cancelling an export as long as its target has not acknowledged it, and noting that it did."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ecritoire.apps import clock
from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.models import Export, ExportedEntry
from ecritoire.apps.ledger.models import Entry
from ecritoire.apps.ledger.services import withdraw_entry
from ecritoire.apps.purchases.models import Document
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.wording import said_moment


class CancelReasonMissingError(EcritoireError):
    """A cancellation without a reason."""

    code = "cancel_reason_missing"
    template = "Dites pourquoi l’export n° %(number)s est annulé : le motif reste dans son historique."


class AlreadyCancelledError(EcritoireError):
    """The export is cancelled already."""

    code = "already_cancelled"
    template = "L’export n° %(number)s est déjà annulé, le %(on)s par %(by)s."


class AcknowledgedError(EcritoireError):
    """The target said it has the entries: they stay there, so they stay exported."""

    code = "export_acknowledged"
    template = (
        "Le logiciel comptable a accusé réception de l’export n° %(number)s le %(on)s : il ne peut plus être annulé. "
        "Corrigez les documents, l’écriture exportée sera contre-passée."
    )


class HandedOverError(EcritoireError):
    """Something of the export is, or may be, at the target of its connection."""

    code = "export_handed_over"
    template = (
        "Des écritures de l’export n° %(number)s sont arrivées, ou peut-être arrivées, chez le destinataire de la "
        "connexion : il ne peut plus être annulé. Corrigez les documents, l’écriture exportée sera contre-passée."
    )


class ExportHasCorrectionsError(EcritoireError):
    """Later exports undo entries of this one; they have to be cancelled first."""

    code = "export_has_corrections"
    template = (
        "L’export n° %(later)s contre-passe des écritures de l’export n° %(number)s. "
        "Annulez d’abord l’export n° %(later)s."
    )


@transaction.atomic
def cancel_export(export: Export, *, reason: str, actor: str) -> Export:
    """Cancel an export: its entries wait again; its number, files and history stay.

    Raises:
        CancelReasonMissingError, AlreadyCancelledError, AcknowledgedError, HandedOverError,
        ExportHasCorrectionsError
    """
    Company.objects.select_for_update().get(pk=export.company_id)
    export = Export.objects.select_for_update().get(pk=export.pk)
    _check_cancellable(export, reason)
    export.cancelled_at, export.cancelled_by, export.cancel_reason = clock.now(), actor, reason.strip()
    export.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason"])
    Entry.objects.filter(export=export).update(export=None, number=None)
    _drop_needless_corrections(export)
    record(actor=actor, action="cancel_export", subject=export, number=export.number, reason=export.cancel_reason)
    return export


def _check_cancellable(export: Export, reason: str) -> None:
    if not reason.strip():
        raise CancelReasonMissingError(number=export.number)
    if export.cancelled_at is not None:
        on = said_moment(timezone.localtime(export.cancelled_at))
        raise AlreadyCancelledError(number=export.number, on=on, by=export.cancelled_by)
    if export.acknowledged_at is not None:
        on = said_moment(timezone.localtime(export.acknowledged_at))
        raise AcknowledgedError(number=export.number, on=on)
    if export.handed_over_at is not None:
        raise HandedOverError(number=export.number)
    taken = ExportedEntry.objects.filter(export=export).values("entry")
    later = Entry.objects.filter(Q(reversal_of__in=taken) | Q(replaces__in=taken), export__isnull=False)
    later = later.exclude(export=export)
    number = later.values_list("export__number", flat=True).order_by("-export__number").first()
    if number is not None:
        raise ExportHasCorrectionsError(number=export.number, later=number)


def _drop_needless_corrections(export: Export) -> None:
    """Once an export is cancelled, a correction still waiting need not be a correction: the new entry alone will do."""
    released = ExportedEntry.objects.filter(export=export).values("entry")
    changed = Document.objects.filter(previous_entry__in=released).select_related("entry", "previous_entry")
    for document in changed:
        previous = document.previous_entry
        assert previous is not None
        for reversal in Entry.objects.filter(reversal_of=previous, export=None, voided_at=None):
            withdraw_entry(reversal)
        if document.entry is not None:
            Entry.objects.filter(pk=document.entry.pk).update(replaces=None)
        document.previous_entry = None
        document.save(update_fields=["previous_entry"])
        withdraw_entry(previous)


@transaction.atomic
def acknowledge_export(export: Export, *, actor: str) -> Export:
    """Note that the accounting software said it has the entries; the export cannot be cancelled any more.

    Raises:
        AlreadyCancelledError: it was cancelled before.
    """
    locked = Export.objects.select_for_update().get(pk=export.pk)
    if locked.cancelled_at is not None:
        on = said_moment(timezone.localtime(locked.cancelled_at))
        raise AlreadyCancelledError(number=locked.number, on=on, by=locked.cancelled_by)
    locked.acknowledged_at = locked.acknowledged_at or clock.now()
    locked.save(update_fields=["acknowledged_at"])
    record(actor=actor, action="acknowledge_export", subject=locked, number=locked.number)
    return locked

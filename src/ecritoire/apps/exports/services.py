"""Creating an export, cancelling it, and noting what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ecritoire.apps import clock
from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.claiming import claim
from ecritoire.apps.exports.conditions import Selection
from ecritoire.apps.exports.legal import LEGAL_TEMPLATE
from ecritoire.apps.exports.limits import limited_entries
from ecritoire.apps.exports.models import Export, ExportedEntry, LeftOut
from ecritoire.apps.exports.read_back import FileDiffersError
from ecritoire.apps.exports.rendering import complete_export
from ecritoire.apps.exports.selection import Candidate, left_out
from ecritoire.apps.exports.template_settings import settings_of
from ecritoire.apps.ledger.models import Entry
from ecritoire.apps.ledger.services import withdraw_entry
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.scope import company_scope
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.exporting import ExportParameters
from ecritoire.domain.wording import said_date, said_moment
from ecritoire.formats.engine.errors import (
    TemplateAmountError,
    TemplateDecimalsError,
    TemplateDigitsError,
    TemplateFieldMissingError,
    TemplateLimitError,
)
from ecritoire.formats.reading import FileNotReadBackError
from ecritoire.formats.registry import load_template

BATCH = 1000
REASON_LENGTH_MAX = 500
# No second try would write the file: what it would say is refused by its format, or not read back from it.
UNWRITABLE = (
    FileDiffersError, FileNotReadBackError, TemplateLimitError, TemplateAmountError, TemplateDecimalsError,
    TemplateDigitsError, TemplateFieldMissingError,
)  # fmt: skip
T = TypeVar("T")


class StartAfterEndError(EcritoireError):
    """The start date of an export is after its end date."""

    code = "start_after_end"
    template = (
        "La date de début %(start)s est postérieure à la date de fin %(until)s. Inversez-les, ou retirez le début."
    )


class LegalFileIsNotAnExportError(EcritoireError):
    """The legal file restates what was exported; it takes nothing."""

    code = "legal_file_not_an_export"
    template = "Le modèle %(template)s rend compte d’écritures déjà exportées : il ne crée pas d’export."


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


class ExportHasCorrectionsError(EcritoireError):
    """Later exports undo entries of this one; they have to be cancelled first."""

    code = "export_has_corrections"
    template = (
        "L’export n° %(later)s contre-passe des écritures de l’export n° %(number)s. "
        "Annulez d’abord l’export n° %(later)s."
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of asking for an export: none when nothing could be taken, and then nothing was written."""

    export: Export | None
    selection: Selection


def create_export(company: Company, parameters: ExportParameters, *, actor: str) -> Outcome:
    """Create an export of the company in scope: claim its entries in one transaction, then write its files.

    A crash between the two leaves a claimed export that the next start completes (``complete_interrupted``).

    Raises:
        UnknownTemplateError: no such template.
        StartAfterEndError: the dates are the wrong way round.
        LegalFileIsNotAnExportError: the template is the legal file.
        ConcurrentExportError: another export took some of the entries at the same moment; nothing was written.
        FileDiffersError, FileNotReadBackError, TemplateLimitError: a file is not right; the export is cancelled.
    """
    _check(parameters)
    outcome = _claim_export(company, parameters, actor=actor)
    if outcome.export is not None:
        _complete(outcome.export, actor=actor)
        outcome.export.refresh_from_db()
    return outcome


def _complete(export: Export, *, actor: str) -> None:
    """Write the files of a claimed export; when they cannot be right, cancel it, so that its entries wait again."""
    try:
        complete_export(export)
    except UNWRITABLE as error:
        cancel_export(export, reason=error.message[:REASON_LENGTH_MAX], actor=actor)
        raise


def _check(parameters: ExportParameters) -> None:
    load_template(parameters.template)
    if parameters.template == LEGAL_TEMPLATE:
        raise LegalFileIsNotAnExportError(template=parameters.template)
    if parameters.start is not None and parameters.start > parameters.until:
        raise StartAfterEndError(start=said_date(parameters.start), until=said_date(parameters.until))


@transaction.atomic
def _claim_export(company: Company, parameters: ExportParameters, *, actor: str) -> Outcome:
    company = Company.objects.select_for_update().get(pk=company.pk)
    selection = Selection(company, parameters, created_at=clock.now())
    selection = replace(selection, limited=limited_entries(selection))
    export = Export.objects.create(
        company=company,
        number=company.next_export_number,
        created_at=selection.created_at,
        created_by=actor,
        template=parameters.template,
        template_settings=settings_of(parameters.template),
        until=parameters.until,
        start=parameters.start,
        journals=parameters.journals,
        scope=parameters.scope,
        with_documents=parameters.with_documents,
    )
    left_out_count = _keep_left_out(export, selection)
    claimed = claim(export, selection)
    if claimed.entries == 0:
        transaction.set_rollback(True)
        return Outcome(None, selection)
    export.entry_count, export.line_count = claimed.entries, claimed.lines
    export.debit_minor, export.credit_minor = claimed.debit_minor, claimed.credit_minor
    export.left_out_count = left_out_count
    export.save()
    company.next_export_number += 1
    company.save(update_fields=["next_export_number"])
    record(
        actor=actor, action="create_export", subject=export, number=export.number, entries=claimed.entries,
        debit_minor=claimed.debit_minor, left_out=left_out_count,
    )  # fmt: skip
    return Outcome(export, selection)


def _keep_left_out(export: Export, selection: Selection) -> int:
    count = 0
    for batch in _batches(left_out(selection)):
        LeftOut.objects.bulk_create(_left_out_row(export, candidate) for candidate in batch)
        count += len(batch)
    return count


def _left_out_row(export: Export, candidate: Candidate) -> LeftOut:
    return LeftOut(
        company_id=export.company_id,
        export=export,
        reasons=[{"code": finding.code, "facts": finding.facts} for finding in candidate.findings],
        **{f"{candidate.kind}_id": candidate.key},
    )


def _batches(rows: Iterator[T]) -> Iterator[list[T]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def complete_interrupted(company: Company) -> list[Export]:
    """Write the files of the exports of the company in scope that a crash left claimed but unwritten.

    One whose files cannot be right is cancelled; its history says why.
    """
    interrupted = Export.objects.filter(completed_at=None, cancelled_at=None, company=company).order_by("number")
    return [export for export in list(interrupted) if _is_completed(export)]


def _is_completed(export: Export) -> bool:
    try:
        _complete(export, actor=export.created_by)
    except UNWRITABLE:
        return False
    return True


def complete_all_interrupted() -> None:
    """Complete the interrupted exports of every company; run at each start."""
    waiting = Export.across_companies.filter(completed_at=None, cancelled_at=None).order_by().values("company")
    for company in Company.objects.filter(pk__in=waiting):
        with company_scope(company):
            complete_interrupted(company)


@transaction.atomic
def cancel_export(export: Export, *, reason: str, actor: str) -> Export:
    """Cancel an export: its entries wait again; its number, files and history stay.

    Raises:
        CancelReasonMissingError, AlreadyCancelledError, AcknowledgedError, ExportHasCorrectionsError
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
def mark_downloaded(export: Export, *, file_name: str, actor: str) -> None:
    """Note that somebody took a file of an export."""
    Export.objects.filter(pk=export.pk, downloaded_at=None).update(downloaded_at=clock.now())
    record(actor=actor, action="download_export", subject=export, number=export.number, file=file_name)


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

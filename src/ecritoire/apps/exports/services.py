"""Creating an export: claim its entries, write its files, finish what a crash left open."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from django.db import transaction

from ecritoire.apps import clock
from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.cancelling import cancel_export
from ecritoire.apps.exports.claiming import claim
from ecritoire.apps.exports.conditions import Selection
from ecritoire.apps.exports.legal import LEGAL_TEMPLATE
from ecritoire.apps.exports.limits import limited_entries
from ecritoire.apps.exports.models import Export, LeftOut
from ecritoire.apps.exports.own_templates import own_template_to_export
from ecritoire.apps.exports.read_back import FileDiffersError
from ecritoire.apps.exports.rendering import complete_export
from ecritoire.apps.exports.running import Stage, alone
from ecritoire.apps.exports.selection import Candidate, left_out
from ecritoire.apps.exports.template_settings import current_template, settings_of
from ecritoire.apps.scope import company_scope
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.exporting import ExportParameters
from ecritoire.domain.wording import said_date
from ecritoire.formats.engine.errors import (
    TemplateAmountError,
    TemplateDecimalsError,
    TemplateDigitsError,
    TemplateFieldMissingError,
    TemplateLimitError,
)
from ecritoire.formats.reading import FileNotReadBackError

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
    outcome = claim_export(company, parameters, actor=actor)
    if outcome.export is not None:
        complete_claimed(outcome.export, actor=actor)
        outcome.export.refresh_from_db()
    return outcome


def claim_export(company: Company, parameters: ExportParameters, *, actor: str) -> Outcome:
    """The first half of ``create_export``: everything but the files.

    Raises:
        EcritoireError: what ``create_export`` raises of the parameters and of other exports.
    """
    _check(parameters)
    return _claim_export(company, parameters, actor=actor)


def complete_claimed(export: Export, *, actor: str, wait: bool = True) -> None:
    """The second half: write the files; when they cannot be right, cancel the export, so that its entries wait again.

    With ``wait``, another process that is at it is waited for; without, it is left to it.
    """
    with alone(export, wait=wait) as notes:
        if notes is None or _is_settled(export):
            return
        try:
            complete_export(export, notes)
        except UNWRITABLE as error:
            if _is_settled(export):
                return  # cancelled while its files were being written, which is why they differ
            cancel_export(export, reason=error.message[:REASON_LENGTH_MAX], actor=actor)
            raise
        except EcritoireError as error:
            notes.stage(Stage.FAILED, failure=error.message)
            raise


def _is_settled(export: Export) -> bool:
    return not Export.objects.filter(pk=export.pk, completed_at=None, cancelled_at=None).exists()


def _check(parameters: ExportParameters) -> None:
    current_template(parameters.template)
    if parameters.template == LEGAL_TEMPLATE:
        raise LegalFileIsNotAnExportError(template=parameters.template)
    if parameters.start is not None and parameters.start > parameters.until:
        raise StartAfterEndError(start=said_date(parameters.start), until=said_date(parameters.until))


@transaction.atomic
def _claim_export(company: Company, parameters: ExportParameters, *, actor: str) -> Outcome:
    company = Company.objects.select_for_update().get(pk=company.pk)
    selection = Selection(company, parameters, created_at=clock.now())
    selection = replace(selection, limited=limited_entries(selection))
    own = own_template_to_export(parameters.template)
    export = Export.objects.create(
        company=company,
        number=company.next_export_number,
        created_at=selection.created_at,
        created_by=actor,
        template=parameters.template,
        template_settings=settings_of(parameters.template),
        template_version=own.version if own else None,
        until=parameters.until,
        start=parameters.start,
        journals=parameters.journals,
        scope=parameters.scope,
        with_documents=parameters.with_documents,
        choice_id=parameters.choice,
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

    One that another process is writing is left to it. One whose files cannot be right is cancelled; its history says
    why.
    """
    interrupted = Export.objects.filter(completed_at=None, cancelled_at=None, company=company).order_by("number")
    return [export for export in list(interrupted) if _is_completed(export)]


def _is_completed(export: Export) -> bool:
    try:
        complete_claimed(export, actor=export.created_by, wait=False)
    except UNWRITABLE:
        return False
    return Export.objects.filter(pk=export.pk, completed_at__isnull=False).exists()


def complete_all_interrupted() -> None:
    """Complete the interrupted exports of every company; run at each start."""
    waiting = Export.across_companies.filter(completed_at=None, cancelled_at=None).order_by().values("company")
    for company in Company.objects.filter(pk__in=waiting):
        with company_scope(company):
            complete_interrupted(company)


@transaction.atomic
def mark_downloaded(export: Export, *, file_name: str, actor: str) -> None:
    """Note that somebody took a file of an export."""
    Export.objects.filter(pk=export.pk, downloaded_at=None).update(downloaded_at=clock.now())
    record(actor=actor, action="download_export", subject=export, number=export.number, file=file_name)

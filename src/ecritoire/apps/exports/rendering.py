"""Writing the files of an export from its claimed entries: the same bytes however often it is done.

Called right after the claim, and again at the next start for an export whose process died in between.
"""

from pathlib import PurePosixPath

from django.db import transaction

from ecritoire.apps import clock, files
from ecritoire.apps.companies.models import FiscalYear
from ecritoire.apps.exports.documents import write_zip
from ecritoire.apps.exports.entries_file import entries_file, write_entries
from ecritoire.apps.exports.models import Export, ExportedEntry, ExportFile
from ecritoire.apps.exports.report import Report
from ecritoire.apps.exports.running import Notes, Stage
from ecritoire.domain.language import in_french


@in_french()
def write_files(export: Export, notes: Notes | None = None) -> list[ExportFile]:
    """Write every file of an export to the store and return what to record of them, nothing recorded yet."""
    notes = notes or Notes()
    years = fiscal_years_of(export)
    with files.writing() as draft:
        report = Report(export, draft.write)
        written = [_entries_file(export, year, report, notes) for year in years]
        report.finish()
    if export.with_documents:
        notes.stage(Stage.DOCUMENTS)
        written += [_documents_file(export, *pair) for pair in zip(years, tuple(written), strict=True)]
    return [*written, _record(export, f"RAPPORT{export.number}.csv", draft)]


def complete_export(export: Export, notes: Notes | None = None) -> None:
    """Write the files of a claimed export and record them, once; harmless when another process did it meanwhile.

    They are written outside any transaction, since what was claimed stays as it is and nobody has to wait for them.
    """
    written = write_files(export, notes)
    with transaction.atomic():
        locked = Export.objects.select_for_update().get(pk=export.pk)
        if locked.completed_at is None and locked.cancelled_at is None:
            ExportFile.objects.bulk_create(written)
            locked.completed_at = clock.now()
            locked.save(update_fields=["completed_at"])


def fiscal_years_of(export: Export) -> list[FiscalYear]:
    """The fiscal years an export took entries of, in order; it has one file of entries for each."""
    taken = ExportedEntry.objects.filter(export=export).order_by().values("fiscal_year")
    return list(FiscalYear.objects.filter(pk__in=taken).order_by("end"))


def _entries_file(export: Export, year: FiscalYear, report: Report, notes: Notes) -> ExportFile:
    file = entries_file(export, year, notes)
    return _record(export, file.name, write_entries(file, report))


def _documents_file(export: Export, year: FiscalYear, entries: ExportFile) -> ExportFile:
    with files.writing() as draft:
        write_zip(export, year, (entries.name, entries.sha256), draft)
    return _record(export, f"{PurePosixPath(entries.name).stem}.zip", draft)


def _record(export: Export, name: str, draft: files.Draft) -> ExportFile:
    return ExportFile(
        company_id=export.company_id, export=export, name=name, sha256=draft.sha256, size_bytes=draft.size_bytes
    )

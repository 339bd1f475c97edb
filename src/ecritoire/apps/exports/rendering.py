"""Writing the files of an export from its claimed entries: the same bytes however often it is done.

Called right after the claim, and again at the next start for an export whose process died in between.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from django.db import transaction

from ecritoire.apps import clock, files
from ecritoire.apps.companies.models import Company, FiscalYear
from ecritoire.apps.exports.documents import documents_of, naming_documents, write_zip
from ecritoire.apps.exports.models import Export, ExportedEntry, ExportFile
from ecritoire.apps.exports.read_back import ReadBack
from ecritoire.apps.exports.reading import entries_of_export, export_context
from ecritoire.apps.exports.report import Report
from ecritoire.apps.exports.template_settings import template_of_export
from ecritoire.domain.language import in_french
from ecritoire.formats.engine.render import Renderer
from ecritoire.formats.file_name import file_name
from ecritoire.formats.records import EntryRecord


@in_french()
def write_files(export: Export) -> list[ExportFile]:
    """Write every file of an export to the store and return what to record of them, nothing recorded yet."""
    years = fiscal_years_of(export)
    with files.writing() as draft:
        report = Report(export, draft.write)
        written = [_entries_file(export, year, report) for year in years]
        report.finish()
    if export.with_documents:
        written += [_documents_file(export, *pair) for pair in zip(years, tuple(written), strict=True)]
    return [*written, _record(export, f"RAPPORT{export.number}.csv", draft)]


@transaction.atomic
def complete_export(export: Export) -> None:
    """Write the files of a claimed export and record them, once; harmless when another process did it meanwhile."""
    written = write_files(export)
    locked = Export.objects.select_for_update().get(pk=export.pk)
    if locked.completed_at is None:
        ExportFile.objects.bulk_create(written)
        locked.completed_at = clock.now()
        locked.save(update_fields=["completed_at"])


def fiscal_years_of(export: Export) -> list[FiscalYear]:
    """The fiscal years an export took entries of, in order; it has one file of entries for each."""
    taken = ExportedEntry.objects.filter(export=export).order_by().values("fiscal_year")
    return list(FiscalYear.objects.filter(pk__in=taken).order_by("end"))


def _entries_file(export: Export, year: FiscalYear, report: Report) -> ExportFile:
    company: Company = export.company
    template = template_of_export(export)
    context = export_context(company, year, export)
    name = file_name(template, context)
    read_back = ReadBack(template, context, lambda: _entries(export, year))
    with files.writing() as draft:
        Renderer(template).render(report.taken(read_back.watched()), draft.write, context)
    read_back.check(name, draft.sha256)
    return _record(export, name, draft)


def _entries(export: Export, year: FiscalYear) -> Iterator[EntryRecord]:
    """The entries of one file, with the names of their documents when these are handed over too."""
    entries = entries_of_export(export, year)
    return naming_documents(entries, documents_of(export, year)) if export.with_documents else entries


def _documents_file(export: Export, year: FiscalYear, entries: ExportFile) -> ExportFile:
    with files.writing() as draft:
        write_zip(export, year, (entries.name, entries.sha256), draft)
    return _record(export, f"{PurePosixPath(entries.name).stem}.zip", draft)


def _record(export: Export, name: str, draft: files.Draft) -> ExportFile:
    return ExportFile(
        company_id=export.company_id, export=export, name=name, sha256=draft.sha256, size_bytes=draft.size_bytes
    )

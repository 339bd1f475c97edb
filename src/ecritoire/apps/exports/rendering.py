"""Writing the files of an export from its claimed entries: the same bytes however often it is done.

Called right after the claim, and again at the next start for an export whose process died in between.
"""

import zipfile
from collections.abc import Iterator
from typing import IO, cast

from django.db import transaction

from ecritoire.apps import clock, files
from ecritoire.apps.companies.models import Company, FiscalYear
from ecritoire.apps.exports.models import Export, ExportedEntry, ExportFile
from ecritoire.apps.exports.reading import entries_of_export, export_context
from ecritoire.apps.exports.report import Report
from ecritoire.apps.purchases.models import SourceFile
from ecritoire.formats.engine.render import Renderer
from ecritoire.formats.file_name import file_name
from ecritoire.formats.registry import load_template

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
SAFE_CHARACTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")


def write_files(export: Export) -> list[ExportFile]:
    """Write every file of an export to the store and return what to record of them, nothing recorded yet."""
    with files.writing() as draft:
        report = Report(export, draft.write)
        written = [_entries_file(export, year, report) for year in fiscal_years_of(export)]
        report.finish()
    if export.with_documents:
        written.append(_documents_file(export))
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
    template = load_template(export.template)
    context = export_context(company, year, export)
    with files.writing() as draft:
        entries = report.taken(entries_of_export(export, year))
        Renderer(template).render(entries, draft.write, context)
    return _record(export, file_name(template, context), draft)


def _documents_file(export: Export) -> ExportFile:
    with files.writing() as draft:
        _zip_documents(export, draft)
    return _record(export, f"DOCS{export.number}.zip", draft)


def _zip_documents(export: Export, draft: files.Draft) -> None:
    # Of a stream that cannot seek, ZipFile asks only to write and to flush.
    with zipfile.ZipFile(cast("IO[bytes]", _Unseekable(draft)), "w", zipfile.ZIP_STORED) as archive:
        for name, digest in _documents(export):
            info = zipfile.ZipInfo(name, ZIP_EPOCH)
            info.external_attr = 0o600 << 16
            with archive.open(info, "w", force_zip64=True) as member:
                for block in files.blocks(digest):
                    member.write(block)


class _Unseekable:
    """What a ZIP is written to: bytes only go forward."""

    def __init__(self, draft: files.Draft) -> None:
        self._draft = draft

    def write(self, block: bytes) -> int:
        return self._draft.write(bytes(block))

    def flush(self) -> None:
        """Nothing is held back."""


def _documents(export: Export) -> Iterator[tuple[str, str]]:
    """Names in the ZIP and content hashes of the documents whose entries an export took, each once."""
    sources = (
        SourceFile.objects.filter(documents__entry__exports__export=export)
        .order_by("documents__entry__exports__fiscal_year", "documents__entry__exports__number")
        .values_list("documents__entry__exports__number", "documents__number", "name", "sha256")
    )
    for number, document_number, name, digest in sources.iterator(chunk_size=2000):
        suffix = ".xml" if name.lower().endswith(".xml") else ".pdf"
        safe = "".join(c if c in SAFE_CHARACTERS else "_" for c in document_number)[:60]
        yield f"{number:08d}_{safe}{suffix}", digest


def _record(export: Export, name: str, draft: files.Draft) -> ExportFile:
    return ExportFile(
        company_id=export.company_id, export=export, name=name, sha256=draft.sha256, size_bytes=draft.size_bytes
    )

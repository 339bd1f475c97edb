"""Writing the entries of one fiscal year into a file, and reading it back; a large one in two processes if one wants.

A file whose lines stand for themselves is its halves one after the other. The second is then written, and read back, by
a process of its own (``second_half``) that reads what the claim committed; the bytes are those one process writes.
Whatever happens to that process, its half is then written here. Without this one it ends, and leaves nothing.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection

from ecritoire.apps import files
from ecritoire.apps.companies.models import Company, FiscalYear
from ecritoire.apps.exports.documents import documents_of, naming_documents
from ecritoire.apps.exports.models import Export
from ecritoire.apps.exports.read_back import ReadBack
from ecritoire.apps.exports.reading import ALL_NUMBERS, Numbers, entries_of_export, export_context
from ecritoire.apps.exports.report import Report
from ecritoire.apps.exports.running import Notes, Stage
from ecritoire.apps.exports.template_settings import template_of_export
from ecritoire.apps.ledger.models import Entry
from ecritoire.apps.scope import company_scope
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.language import in_french
from ecritoire.formats.engine.render import Renderer
from ecritoire.formats.engine.template import Template
from ecritoire.formats.file_name import file_name
from ecritoire.formats.records import EntryRecord, ExportContext

LARGE_ENTRIES = 50_000  # below, starting a process takes longer than it saves
HELPER = "ecritoire.apps.exports.second_half"
Write = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class EntriesFile:
    """What is needed to write one file of an export."""

    export: Export
    year: FiscalYear
    template: Template
    context: ExportContext
    name: str
    notes: Notes = field(default_factory=Notes)

    def entries(self, numbers: Numbers) -> Iterator[EntryRecord]:
        """The entries of some numbers, with the names of their documents when these are handed over too."""
        entries = entries_of_export(self.export, self.year, numbers)
        if not self.export.with_documents:
            return entries
        return naming_documents(entries, documents_of(self.export, self.year))


def entries_file(export: Export, year: FiscalYear, notes: Notes | None = None) -> EntriesFile:
    """Bring together what is needed to write the file of one fiscal year."""
    company: Company = export.company
    template = template_of_export(export)
    context = export_context(company, year, export)
    return EntriesFile(export, year, template, context, file_name(template, context), notes or Notes())


def write_entries(file: EntriesFile, report: Report) -> files.Draft:
    """Write a file to the store, read back, and note in the report what it takes.

    Raises:
        FileDiffersError, FileNotReadBackError: read back, it does not say what the entries say.
    """
    middle = _middle(file)
    if middle is None:
        with files.writing() as draft:
            read_back = _render(file, ALL_NUMBERS, draft.write, report)
        read_back.check(file.name, files.path_of(draft.sha256))
        return draft
    with files.writing() as draft:
        _write_in_two(file, middle, draft.write, report)
    return draft


def write_half(file: EntriesFile, numbers: Numbers, folder: Path) -> None:
    """Write the entries of some numbers as a file of their own, and their report, into a folder; read the file back.

    Raises:
        FileDiffersError, FileNotReadBackError: read back, it does not say what the entries say.
    """
    folder.mkdir(exist_ok=True)
    with _entries_in(folder).open("wb") as entries, _report_in(folder).open("wb") as noted:
        report = Report(file.export, noted.write)
        read_back = _render(file, numbers, entries.write, report, parts=2)
        report.flush()
    read_back.check(file.name, _entries_in(folder))


@in_french()
def write_half_of(company_id: int, export_id: int, year_id: int, numbers: Sequence[int], folder: Path) -> bool:
    """Write a half in a process that knows keys only; tell whether it is right. What is not, the other process says."""
    with company_scope(Company.objects.get(pk=company_id)):
        export = Export.objects.select_related("company").get(pk=export_id)
        file = entries_file(export, FiscalYear.objects.get(pk=year_id))
        try:
            write_half(file, Numbers(*numbers), folder)
        except EcritoireError:
            return False
    return True


def _render(file: EntriesFile, numbers: Numbers, write: Write, report: Report, parts: int = 1) -> ReadBack:
    """Write some entries; where others write the other ``parts`` meanwhile, what is noted counts these in."""
    read_back = ReadBack(file.template, file.context, lambda: file.entries(numbers))
    entries = file.notes.counted(report.taken(read_back.watched()), Stage.ENTRIES, parts)
    Renderer(file.template).render(entries, write, file.context)
    file.notes.stage(Stage.READ_BACK)
    return read_back


def _middle(file: EntriesFile) -> int | None:
    """The entry number after which the second half begins; none when the file is written in one go."""
    # What a transaction has not committed yet, another process cannot read.
    is_divisible = file.template.is_sum_of_parts and not file.export.with_documents and not connection.in_atomic_block
    if not is_divisible or settings.ECRITOIRE_EXPORT_PROCESSES < 2 or len(os.sched_getaffinity(0)) == 1:
        return None
    entries = Entry.objects.filter(export=file.export, fiscal_year=file.year).order_by("number")
    count = entries.count()
    return None if count < LARGE_ENTRIES else entries.values_list("number", flat=True)[count // 2]


def _write_in_two(file: EntriesFile, middle: int, write: Write, report: Report) -> None:
    first, second = Numbers(ALL_NUMBERS.after, middle), Numbers(middle, ALL_NUMBERS.last)
    with files.scratch() as folder:
        halves = [folder / "1", folder / "2"]
        with _helper(file, second, halves[1]) as helper:
            write_half(file, first, halves[0])
            if helper.wait():
                write_half(file, second, halves[1])
        head = _head_of(lambda write: Renderer(file.template).render([], write, file.context))
        report_head = _head_of(lambda write: Report(file.export, write).flush())
        write(head)
        for half in halves:
            for block in _after(head, _entries_in(half)):
                write(block)
            report.add(_after(report_head, _report_in(half)))


@contextmanager
def _helper(file: EntriesFile, numbers: Numbers, folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A process that writes a half, and ends with this block at the latest."""
    database = str(connection.settings_dict["NAME"])
    job = json.dumps([database, file.export.company_id, file.export.pk, file.year.pk, numbers, str(folder)])
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": str(settings.SETTINGS_MODULE),
        "ECRITOIRE_DATA": str(settings.ECRITOIRE_DATA),
    }
    command = [sys.executable, "-m", HELPER, job]
    pipe = subprocess.PIPE  # it ends when this process does, whatever the way
    with subprocess.Popen(command, stdin=pipe, stdout=subprocess.DEVNULL, env=environment) as helper:  # noqa: S603 - us
        try:
            yield helper
        finally:
            helper.kill()


def _entries_in(folder: Path) -> Path:
    return folder / "entries"


def _report_in(folder: Path) -> Path:
    return folder / "report"


def _head_of(render: Callable[[Write], object]) -> bytes:
    """What a file begins with whatever its entries."""
    blocks: list[bytes] = []
    render(blocks.append)
    return b"".join(blocks)


def _after(head: bytes, path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        found = stream.read(len(head))
        assert found == head, "every half begins as a whole file does"
        while block := stream.read(files.BLOCK_BYTES):
            yield block

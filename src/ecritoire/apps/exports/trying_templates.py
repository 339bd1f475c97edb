"""Trying a template that is being written on entries of the company, before it is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django.utils import timezone

from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.limits import context_of, waiting_entries
from ecritoire.apps.exports.models import Export
from ecritoire.apps.exports.queries import selection_for
from ecritoire.apps.exports.reading import entries_of_export, export_context
from ecritoire.apps.exports.rendering import fiscal_years_of
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.exporting import ExportParameters
from ecritoire.formats.adapting import SPECIMEN, SPECIMEN_CONTEXT
from ecritoire.formats.engine.render import Renderer
from ecritoire.formats.engine.template import FileKind, Template
from ecritoire.formats.engine.text import BYTE_ORDER_MARKS, ENCODINGS, TextRules
from ecritoire.formats.file_name import file_name
from ecritoire.formats.own import Problem, problems_of, template_of
from ecritoire.formats.own_reading import own_reader
from ecritoire.formats.records import EntryRecord, ExportContext

ENTRIES_SHOWN = 6
LINES_SHOWN = 60
CELL_SEPARATOR = "\t"  # of a spreadsheet's cells, shown as text: texts never have one


@dataclass(frozen=True, slots=True)
class Sample:
    """Entries to try a template on: ``exported``, ``pending``, or the ``specimen`` that comes with Écritoire."""

    source: str
    entries: tuple[EntryRecord, ...]
    context: ExportContext


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of it: what is wrong and where, or the lines of the file."""

    problems: tuple[Problem, ...]
    sample: Sample
    lines: tuple[str, ...] = ()
    file_name: str = ""
    is_read_back: bool = False
    is_fixed: bool = False
    separator: str = ""


def sample_of(company: Company) -> Sample:
    """The entries that a template of the company in scope is tried on."""
    export = Export.objects.filter(cancelled_at=None).order_by("-number").first()
    if export is not None:
        year = fiscal_years_of(export)[-1]
        entries = islice(entries_of_export(export, year), ENTRIES_SHOWN)
        return Sample("exported", tuple(_with_documents(entries)), export_context(company, year, export))
    selection = selection_for(company, ExportParameters("fec", timezone.localdate()))
    waiting = tuple(_with_documents(islice(waiting_entries(selection), ENTRIES_SHOWN)))
    if waiting:
        return Sample("pending", waiting, context_of(selection))
    return Sample("specimen", (SPECIMEN,), SPECIMEN_CONTEXT)


def _with_documents(entries: Iterator[EntryRecord]) -> Iterator[EntryRecord]:
    """Name a document for each, as in an export with documents."""
    for entry in entries:
        yield entry if entry.document_file else entry._replace(document_file=f"{entry.number:08d}.pdf")


def try_template(company: Company, data: Mapping[str, Any]) -> Trial:
    """Write entries of the company in scope with a template, and tell everything that is in the way."""
    sample = sample_of(company)
    problems = problems_of(data)
    try:
        template = template_of(data)
        refused = tuple(_refused(template, sample))
        lines = _lines(template, sample, {number for number, _ in refused})
    except EcritoireError:
        return Trial(tuple(problems), sample)
    found = dict.fromkeys([*problems, *(problem for _, problem in refused)])
    return Trial(
        problems=tuple(found),
        sample=sample,
        lines=lines,
        file_name=file_name(template, sample.context),
        is_read_back=own_reader(template) is not None,
        is_fixed=template.layout.kind is FileKind.FIXED,
        separator=_shown(template).layout.separator,
    )


def _refused(template: Template, sample: Sample) -> Iterator[tuple[int | None, Problem]]:
    """The entries that the template cannot write, and the field that refuses each."""
    for finding in Renderer(template).check(sample.entries, sample.context):
        places = [
            (record, rank)
            for record, each in enumerate(template.records)
            for rank, field in enumerate(each.fields)
            if field.name == finding.field and field.says == finding.says
        ]
        record, rank = places[0] if places else (None, None)
        if record is not None and rank is not None:
            rank -= sum(not field.says for field in template.records[record].fields[:rank])  # gaps are no one's field
        yield finding.entry_number, Problem(record, rank, finding.reason)


def _lines(template: Template, sample: Sample, refused: set[int | None]) -> tuple[str, ...]:
    if None in refused:
        return ()
    shown = _shown(template)
    entries = [entry for entry in sample.entries if entry.number not in refused]
    chunks: list[bytes] = []
    Renderer(shown).render(entries, chunks.append, sample.context)
    encoding = shown.layout.text.encoding
    content = b"".join(chunks).removeprefix(BYTE_ORDER_MARKS.get(encoding, b""))
    text = content.decode(ENCODINGS[encoding].removesuffix("-sig"))
    return tuple(text.replace("\r\n", "\n").splitlines()[:LINES_SHOWN])


def _shown(template: Template) -> Template:
    """A workbook is shown as its cells."""
    if template.layout.kind is not FileKind.SPREADSHEET:
        return template
    cells = replace(template.layout, kind=FileKind.DELIMITED, separator=CELL_SEPARATOR, text=TextRules("utf-8"))
    return replace(template, layout=cells)

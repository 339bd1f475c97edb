"""The documents of an export: named as the accounting package links them, and handed over in one ZIP with the entries.

There is a ZIP for each fiscal year: entries, documents, index. It is written forward, document by document, so that its
size does not matter.
"""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import IO, NamedTuple, cast

from django.db.models import Count

from ecritoire.apps import files
from ecritoire.apps.companies.models import FiscalYear
from ecritoire.apps.exports.models import Export
from ecritoire.apps.exports.report import guarded
from ecritoire.apps.exports.template_settings import template_of_export
from ecritoire.apps.purchases.models import Document, SourceFile
from ecritoire.domain.wording import french_date
from ecritoire.formats.records import EntryRecord
from ecritoire.formats.registry import carried_by

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
SAFE_CHARACTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")
REFERENCE_LENGTH_MAX = 60
CHUNK = 2000
INDEX = "INDEX.csv"
INDEX_HEADER = (
    "Fichier", "Écriture", "Journal", "Date", "Pièce", "Fournisseur", "Nom d’origine", "Empreinte SHA-256",
)  # fmt: skip


class LinkedDocument(NamedTuple):
    """The document of one entry. Several entries may have the same: then they name the same file."""

    number: int  # of the entry, in its fiscal year
    file: str
    is_first: bool  # of the entries that name this file
    sha256: str
    journal: str
    date: date
    reference: str
    supplier: str
    original_name: str


def documents_of(export: Export, year: FiscalYear) -> Iterator[LinkedDocument]:
    """The documents whose entries an export took in one fiscal year, in the order of the entries."""
    is_linked = "document" in carried_by(template_of_export(export))
    rows = (
        Document.objects.filter(
            entry__exports__export=export, entry__exports__fiscal_year=year, source__isnull=False
        )
        .order_by("entry__exports__number")
        .values_list(
            "entry__exports__number", "source_id", "source__sha256", "entry__journal__code", "entry__date", "number",
            "supplier__name", "source__name",
        )
    )  # fmt: skip
    shared: dict[int, str] = dict.fromkeys(_shared_sources(export, year), "")
    for number, source, digest, journal, day, reference, supplier, original in rows.iterator(chunk_size=CHUNK):
        file = shared.get(source) or _file_name(number, reference, original, is_linked=is_linked)
        is_first = not shared.get(source)
        if source in shared:
            shared[source] = file
        yield LinkedDocument(number, file, is_first, digest, journal, day, reference, supplier, original)


def _shared_sources(export: Export, year: FiscalYear) -> Iterator[int]:
    """The few files that several documents came in."""
    taken = {"documents__entry__exports__export": export, "documents__entry__exports__fiscal_year": year}
    counted = SourceFile.objects.filter(**taken).annotate(count=Count("documents")).filter(count__gt=1)
    return counted.order_by().values_list("pk", flat=True).iterator(chunk_size=CHUNK)


def _file_name(number: int, reference: str, original: str, *, is_linked: bool) -> str:
    """Name a file after its entry: nothing but figures for a package that links it, Quadra takes no more than 8.3."""
    suffix = ".xml" if original.lower().endswith(".xml") else ".pdf"
    if is_linked:
        return f"{number:08d}{suffix}"
    safe = "".join(each if each in SAFE_CHARACTERS else "_" for each in reference)
    return f"{number:08d}_{safe[:REFERENCE_LENGTH_MAX]}{suffix}"


def naming_documents(entries: Iterator[EntryRecord], documents: Iterator[LinkedDocument]) -> Iterator[EntryRecord]:
    """Yield the entries, each with the name of its document's file; both come in the order of the numbers."""
    waiting = next(documents, None)
    for entry in entries:
        if waiting is not None and waiting.number == entry.number:
            yield entry._replace(document_file=waiting.file)
            waiting = next(documents, None)
        else:
            yield entry
    assert waiting is None, "every document belongs to an entry that was read"


def write_zip(export: Export, year: FiscalYear, entries_file: tuple[str, str], draft: files.Draft) -> None:
    """Write the ZIP of one fiscal year; ``entries_file`` is the name and the content hash of its file of entries."""
    # Of a stream that cannot seek, ZipFile asks only to write and to flush.
    with zipfile.ZipFile(cast("IO[bytes]", _Unseekable(draft)), "w", zipfile.ZIP_STORED) as archive:
        name, digest = entries_file
        _add(archive, name, files.blocks(digest))
        for document in documents_of(export, year):
            if document.is_first:
                _add(archive, document.file, files.blocks(document.sha256))
        _add(archive, INDEX, _index(documents_of(export, year)))


def _add(archive: zipfile.ZipFile, name: str, blocks: Iterator[bytes]) -> None:
    info = zipfile.ZipInfo(name, ZIP_EPOCH)
    info.external_attr = 0o600 << 16
    with archive.open(info, "w", force_zip64=True) as member:
        for block in blocks:
            member.write(block)


def _index(documents: Iterator[LinkedDocument]) -> Iterator[bytes]:
    """The index as CSV for a spreadsheet: a row for each entry that has a document."""
    yield b"\xef\xbb\xbf" + _row(INDEX_HEADER)
    for each in documents:
        yield _row((
            each.file, each.number, each.journal, french_date(each.date), guarded(each.reference),
            guarded(each.supplier), guarded(each.original_name), each.sha256,
        ))  # fmt: skip


def _row(cells: tuple[object, ...]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerow(cells)
    return text.getvalue().encode()


class _Unseekable:
    """What a ZIP is written to: bytes only go forward."""

    def __init__(self, draft: files.Draft) -> None:
        self._draft = draft

    def write(self, block: bytes) -> int:
        return self._draft.write(bytes(block))

    def flush(self) -> None:
        """Nothing is held back."""

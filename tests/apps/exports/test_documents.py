"""An export with its documents: a ZIP whose names are those the entries say, with an index, and no file twice."""

import csv
import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from ecritoire.apps import clock, files
from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.formats import templates
from ecritoire.apps.exports.legal import LEGAL_TEMPLATE
from ecritoire.apps.exports.models import Export, ExportFile
from ecritoire.apps.exports.rendering import write_files
from ecritoire.apps.exports.services import create_export
from ecritoire.apps.purchases.models import Document, SourceFile
from ecritoire.domain.exporting import ExportParameters
from ecritoire.formats.registry import load_reader
from tests.apps.exports.books import build, invoices, plain_invoice
from tests.apps.exports.model import World

LINKING = [
    str(each["name"])
    for each in templates()
    if "document" in each["carries"] and each["name"] != LEGAL_TEMPLATE  # type: ignore[operator]
]


@pytest.fixture
def whole(october: ExportParameters) -> ExportParameters:
    """The usual export, with its documents."""
    return replace(october, with_documents=True)


def receive_originals() -> None:
    """Give every document a file of its own, the second an e-invoice in XML."""
    for rank, document in enumerate(Document.objects.order_by("pk")):
        attach(f"facture {rank}.xml" if rank == 1 else f"../Facture {rank}.PDF", b"%%PDF %d" % rank, document)


def attach(name: str, content: bytes, *documents: Document) -> None:
    source = SourceFile.objects.create(
        company=documents[0].company,
        sha256=files.store(content),
        name=name,
        size_bytes=len(content),
        received_at=clock.now(),
    )
    Document.objects.filter(pk__in=[document.pk for document in documents]).update(source=source)


def exported(company: Company, parameters: ExportParameters) -> Export:
    export = create_export(company, parameters, actor="Nadia Ferrand").export
    assert export is not None
    return export


def opened(export: Export) -> zipfile.ZipFile:
    (file,) = export.files.filter(name__endswith=".zip")
    return zipfile.ZipFile(io.BytesIO(files.load(file.sha256)))


def test_entries_documents_and_index_are_in_one_zip(company: Company, whole: ExportParameters) -> None:
    invoices(company, 3, paid=True)
    receive_originals()
    export = exported(company, replace(whole, template="fec-documents"))
    with opened(export) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        entries = archive.read(names[0])
        read = list(load_reader("fec-documents")(entries))
        named = {entry.number: entry.lines[0].document_file for entry in read}
        index = list(csv.reader(io.StringIO(archive.read("INDEX.csv").decode("utf-8-sig")), delimiter=";"))
        contents = {name: archive.read(name) for name in names[1:-1]}
    assert names[0] == "552100554FEC20261231_1.txt"
    assert names[-1] == "INDEX.csv"
    assert set(filter(None, named.values())) == set(contents)
    assert [name[8:] for name in contents] == [".pdf", ".xml", ".pdf"]
    assert sorted(contents.values()) == [b"%PDF 0", b"%PDF 1", b"%PDF 2"]
    assert [(row[0], row[1]) for row in index[1:]] == [
        (file, number) for number, file in named.items() if file
    ]  # fmt: skip
    assert [hashlib.sha256(contents[row[0]]).hexdigest() for row in index[1:]] == [row[7] for row in index[1:]]
    assert index[1][6] == "../Facture 0.PDF"
    by_name = {file.name: file.sha256 for file in ExportFile.objects.filter(export=export)}
    assert files.load(by_name["552100554FEC20261231_1.txt"]) == entries


@pytest.mark.parametrize("template", LINKING)
def test_every_package_that_links_documents_finds_them_in_the_zip(
    company: Company, whole: ExportParameters, template: str
) -> None:
    invoices(company, 2)
    receive_originals()
    with opened(exported(company, replace(whole, template=template))) as archive:
        entries, *documents, _ = archive.namelist()
        content = archive.read(entries)
        assert documents == ["00000001.pdf", "00000002.xml"]
    lines = [line for entry in load_reader(template)(content) for line in entry.lines]
    named = {line.document_file for line in lines if line.document_file}
    pieces = {entry.number for entry in load_reader(template)(content)}
    assert named == set(documents) or pieces == {"00000001", "00000002"}


def test_a_file_with_two_invoices_is_there_once_and_both_entries_name_it(
    company: Company, whole: ExportParameters
) -> None:
    invoices(company, 2)
    attach("deux.pdf", b"two invoices", *Document.objects.all())
    with opened(exported(company, replace(whole, template="quadra"))) as archive:
        names = archive.namelist()
        read = list(load_reader("quadra")(archive.read(names[0])))
        index = archive.read("INDEX.csv").decode("utf-8-sig").splitlines()
    assert names[1:] == ["00000001.pdf", "INDEX.csv"]
    assert {line.document_file for entry in read for line in entry.lines} == {"00000001.pdf"}
    assert [row.split(";")[:2] for row in index[1:]] == [["00000001.pdf", "1"], ["00000001.pdf", "2"]]


def test_a_package_without_documents_gets_names_that_people_read(company: Company, whole: ExportParameters) -> None:
    invoices(company, 1)
    receive_originals()
    with opened(exported(company, whole)) as archive:
        assert archive.namelist() == ["552100554FEC20261231_1.txt", "00000001_FA-0.pdf", "INDEX.csv"]


def test_each_fiscal_year_has_its_own_zip(company: Company, whole: ExportParameters) -> None:
    build(World(None, (plain_invoice(date(2025, 12, 30)), plain_invoice(date(2026, 1, 2))), ()), company)
    receive_originals()
    export = exported(company, replace(whole, template="quadra"))
    archives = export.files.filter(name__endswith=".zip").order_by("pk")
    assert [file.name for file in archives] == ["quadra-552100554-20251231-1.zip", "quadra-552100554-20261231-1.zip"]
    contents = [zipfile.ZipFile(io.BytesIO(files.load(file.sha256))) for file in archives]
    assert [archive.namelist()[1] for archive in contents] == ["00000001.pdf", "00000001.xml"]


def test_the_same_export_gives_the_same_bytes_again(company: Company, whole: ExportParameters) -> None:
    invoices(company, 2)
    receive_originals()
    export = exported(company, replace(whole, template="cegid-tra"))
    kept = list(export.files.order_by("pk").values_list("name", "sha256"))
    assert [(file.name, file.sha256) for file in write_files(export)] == kept

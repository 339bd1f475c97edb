"""The committed documents are what the generator writes, conform, and say the same on the page and in the data."""

import hashlib
import io
from pathlib import Path

import facturx
import pikepdf
import pypdfium2
import pytest
from lxml import etree

from samples.make import DOCUMENTS, FOLDER, main
from samples.model import Document, Syntax
from samples.pages import words

SIZE_MAX = 4_000_000
WITH_PAGE = [document for document in DOCUMENTS if document.syntax in {Syntax.FACTURX, Syntax.PDF}]
FACTURX = [document for document in DOCUMENTS if document.syntax is Syntax.FACTURX]
XML = [document for document in DOCUMENTS if document.syntax in {Syntax.CII, Syntax.UBL}]


def fingerprints(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def content(document: Document) -> bytes:
    return (FOLDER / document.file_name).read_bytes()


def test_the_generator_writes_the_committed_bytes(tmp_path: Path) -> None:
    main([str(tmp_path)])
    assert fingerprints(tmp_path) == fingerprints(FOLDER)


def test_the_documents_stay_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < SIZE_MAX


@pytest.mark.parametrize("document", XML, ids=lambda document: document.number)
def test_xml_conforms_to_its_schema(document: Document) -> None:
    assert facturx.xml_check_xsd(content(document))


@pytest.mark.parametrize("document", FACTURX, ids=lambda document: document.file_name)
def test_the_data_in_a_pdf_conforms_to_its_profile(document: Document) -> None:
    name, data = facturx.get_xml_from_pdf(content(document), check_xsd=True)
    assert name == "factur-x.xml"
    level = facturx.get_level(etree.fromstring(data))
    assert level == document.profile.name.lower().replace("_", "")


@pytest.mark.parametrize("document", FACTURX, ids=lambda document: document.file_name)
def test_a_pdf_embeds_its_fonts_and_says_what_it_is(document: Document) -> None:
    with pikepdf.open(io.BytesIO(content(document))) as pdf:
        assert len(pdf.pages) == 1
        fonts = [font for _, font in pdf.pages[0].Resources.Font.items()]
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)
        with pdf.open_metadata() as metadata:
            assert metadata.pdfa_status == "3B"
        assert "/OutputIntents" in pdf.Root


@pytest.mark.parametrize("document", WITH_PAGE, ids=lambda document: document.file_name)
def test_the_page_shows_number_buyer_and_amounts(document: Document) -> None:
    pdf = pypdfium2.PdfDocument(content(document))
    text = " ".join(pdf[0].get_textpage().get_text_range().split())
    pdf.close()
    shown = [
        document.number,
        document.buyer.name,
        words.bare(document.total_minor, document),
        words.bare(document.due_minor, document),
        *(words.bare(line.net_minor, document) for line in document.lines),
    ]
    missing = [value for value in shown if value.replace(words.NO_BREAK, " ") not in text]
    assert missing == []


def test_the_copy_has_the_bytes_of_the_original() -> None:
    copy = FOLDER / "copie_trolan_TR-061077.pdf"
    assert copy.read_bytes() == (FOLDER / "2026-10-14_trolan_TR-061077.pdf").read_bytes()


def test_the_second_copy_has_the_same_data_in_other_bytes() -> None:
    files = [FOLDER / f"2026-10-14_trolan_TR-061077{suffix}.pdf" for suffix in ("", "_duplicata")]
    first, second = (path.read_bytes() for path in files)
    assert first != second
    assert facturx.get_xml_from_pdf(first) == facturx.get_xml_from_pdf(second)


def test_the_truncated_file_cannot_be_opened() -> None:
    data = (FOLDER / "piece-jointe_tronquee.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(data)


def test_the_page_without_data_has_no_attachment() -> None:
    with pikepdf.open(FOLDER / "facture_garage_sans_donnees.pdf") as pdf:
        assert list(pdf.attachments) == []

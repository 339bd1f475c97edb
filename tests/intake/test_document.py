from pathlib import Path

import pytest

from ecritoire.intake import IntakeError, read_document, read_path
from ecritoire.intake.document import MAX_PDF_SIZE, MAX_XML_SIZE
from tests.intake.builders import UBL, pdf_with


def refusal(content: bytes, filename: str = "") -> IntakeError:
    with pytest.raises(IntakeError) as caught:
        read_document(content, filename=filename)
    return caught.value


def test_an_xml_file_is_its_own_data() -> None:
    document = read_document(UBL.encode(), filename="facture 12.xml")
    assert (document.container, document.xml_name, document.xml) == ("xml", "facture 12.xml", UBL.encode())
    assert document.supporting == ()


@pytest.mark.parametrize(
    ("filename", "xml_name"), [("../../x.pdf", "x.pdf"), ("", "facture.xml"), ("C:\\factures\\1.xml", "1.xml")]
)
def test_a_file_name_is_never_a_path(filename: str, xml_name: str) -> None:
    assert read_document(UBL.encode(), filename=filename).xml_name == xml_name


@pytest.mark.parametrize("content", [b"", b" \r\n\t", bytes(1000)])
def test_an_empty_file_is_not_worth_keeping(content: bytes) -> None:
    error = refusal(content, "vide.xml")
    assert (error.code, error.keep_original) == ("empty_file", False)
    assert "« vide.xml »" in error.message


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04", b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"Bonjour", b"{}", b"x" * 2000]
)
def test_another_kind_of_file_is_named(content: bytes) -> None:
    error = refusal(content, "../photo.jpg")
    assert (error.code, error.keep_original) == ("unsupported_file", False)
    assert "« photo.jpg »" in error.message


@pytest.mark.parametrize(
    ("content", "limit"),
    [(b"%PDF-1.7" + bytes(MAX_PDF_SIZE), "50 Mo"), (b"<a>" + b" " * MAX_XML_SIZE + b"</a>", "20 Mo")],
    ids=["pdf", "xml"],
)
def test_a_file_over_the_limit_of_its_kind_is_refused(content: bytes, limit: str) -> None:
    error = refusal(content)
    assert error.code == "file_too_large"
    assert limit in error.message


def test_a_path_is_read(tmp_path: Path) -> None:
    path = tmp_path / "facture.pdf"
    path.write_bytes(pdf_with({"xrechnung.xml": UBL.encode()}))
    document = read_path(path)
    assert (document.invoice.number, document.container) == ("F-2026-1", "pdf")


def test_a_file_that_cannot_be_opened_is_the_callers_to_explain(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_path(tmp_path / "absent.pdf")

"""Cutting a PDF: pages kept as they are, hostile files refused."""

from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from ecritoire.intake.errors import EncryptedPdfError, UnreadablePdfError
from ecritoire.intake.splitting import Pages, count_pages, split_pdf


def pdf_of(count: int) -> bytes:
    written = BytesIO()
    canvas = Canvas(written, pagesize=(595, 842), invariant=1)
    for number in range(1, count + 1):
        canvas.drawString(50, 700, f"Facture FA-{number}")
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def texts_of(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    texts = [page.get_textpage().get_text_range().strip() for page in document]
    document.close()
    return texts


def test_each_part_has_its_pages_and_their_text() -> None:
    parts = split_pdf(pdf_of(4), [Pages(1, 2), Pages(4, 4)])
    assert [texts_of(part) for part in parts] == [["Facture FA-1", "Facture FA-2"], ["Facture FA-4"]]


def test_the_same_cut_gives_the_same_bytes() -> None:
    content = pdf_of(3)
    assert split_pdf(content, [Pages(1, 1)]) == split_pdf(content, [Pages(1, 1)])


def test_pages_are_counted() -> None:
    assert count_pages(pdf_of(3)) == 3


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 damaged", b"<xml/>"])
def test_what_is_no_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadablePdfError):
        count_pages(content)
    with pytest.raises(UnreadablePdfError):
        split_pdf(content, [Pages(1, 1)])


def test_a_page_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnreadablePdfError):
        split_pdf(pdf_of(2), [Pages(1, 3)])


def test_a_password_is_asked_for_in_vain() -> None:
    locked = BytesIO()
    with pikepdf.open(BytesIO(pdf_of(1))) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(EncryptedPdfError):
        count_pages(locked.getvalue())
    with pytest.raises(EncryptedPdfError):
        split_pdf(locked.getvalue(), [Pages(1, 1)])

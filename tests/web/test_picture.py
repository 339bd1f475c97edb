"""The picture of a first page, and the file as it arrived."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from reportlab.pdfgen.canvas import Canvas

from ecritoire.apps import files
from ecritoire.apps.companies.models import Company
from ecritoire.apps.purchases.models import Document
from tests.apps.ground import received

PNG = b"\x89PNG\r\n"


def with_file(document: Document, content: bytes, name: str = "facture.pdf") -> Document:
    source = document.source
    assert source is not None
    source.name, source.sha256, source.size_bytes = name, files.store(content), len(content)
    source.save()
    return document


def pdf(size: tuple[float, float] = (595, 842)) -> bytes:
    page = io.BytesIO()
    canvas = Canvas(page, pagesize=size)
    canvas.drawString(50, 50, "Facture")
    canvas.showPage()
    canvas.save()
    return page.getvalue()


def test_the_first_page_is_drawn_once_and_kept_by_the_browser(browser: Client, company: Company) -> None:
    address = reverse("documents:picture", args=[with_file(received(company), pdf()).pk])
    drawn = browser.get(address)
    assert drawn.content.startswith(PNG)
    assert drawn.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    again = browser.get(address, headers={"If-None-Match": drawn.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 damaged", b"<xml/>", pdf((10, 5000))])
def test_what_cannot_be_drawn_has_no_picture(browser: Client, company: Company, content: bytes) -> None:
    document = with_file(received(company), content)
    assert browser.get(reverse("documents:picture", args=[document.pk])).status_code == 404


def test_the_file_is_handed_over_as_it_arrived_and_runs_nothing(browser: Client, company: Company) -> None:
    content = pdf()
    shown = browser.get(reverse("documents:file", args=[with_file(received(company), content).pk]))
    assert shown.getvalue() == content
    assert shown.headers["Content-Type"] == "application/pdf"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"


def test_an_xml_file_is_downloaded_never_shown(browser: Client, company: Company) -> None:
    document = with_file(received(company), b"<script>alert(1)</script>", name="facture.xml")
    handed = browser.get(reverse("documents:file", args=[document.pk]))
    assert handed.headers["Content-Type"] == "application/octet-stream"
    assert handed.headers["Content-Disposition"].startswith("attachment;")

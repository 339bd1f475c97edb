"""Cutting a file on its page, setting one aside, and the list of those that wait."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ecritoire.apps.companies.models import Company
from ecritoire.apps.purchases.keying import key_document
from ecritoire.apps.purchases.models import FileAside, FilePart, SourceFile
from tests.apps.ground import NADIA
from tests.apps.purchases.test_keying import KEYED, plain
from tests.intake.test_splitting import pdf_of


def _files(browser: Client, tab: str = "refused") -> str:
    return browser.get(reverse("inbox:list"), {"tab": tab}).text


def test_a_file_is_cut_and_its_first_part_opened(browser: Client, company: Company) -> None:
    whole = plain(company, 3)
    url = reverse("keying:split", args=[whole.pk])
    assert "Page 3" in browser.get(url).text
    answer = browser.post(url, {"pages": "1-2, 3"})
    first, second = FilePart.objects.order_by("first_page")
    assert answer.headers["Location"] == reverse("keying:key", args=[first.file_id])
    assert "Pages 1-2 de scan.pdf" in browser.get(answer.headers["Location"]).text
    listed = _files(browser)
    assert "scan, pages 3.pdf" in listed
    assert reverse("keying:key", args=[whole.pk]) not in listed
    key_document(second.file, KEYED, actor=NADIA)
    assert "scan, pages 3.pdf" not in _files(browser)


@pytest.mark.parametrize("text", ["", "1-9", "a", "1-2, 2", "1-3", "<b>1</b>", "9" * 2000])
def test_pages_that_cannot_be_are_said_beside_the_field(browser: Client, company: Company, text: str) -> None:
    answer = browser.post(reverse("keying:split", args=[plain(company, 3).pk]), {"pages": text})
    assert answer.status_code == 422
    assert 'id="id_pages_error"' in answer.text
    assert "<b>1</b>" not in answer.text
    assert not FilePart.objects.exists()


def test_what_is_no_pdf_cannot_be_cut_and_says_so(browser: Client, company: Company) -> None:
    browser.post(reverse("inbox:drop"), {"files": SimpleUploadedFile("abime.pdf", b"%PDF-1.7 abime")})
    damaged = SourceFile.objects.get(name="abime.pdf")
    answer = browser.post(reverse("keying:split", args=[damaged.pk]), {"pages": "1, 2"})
    assert answer.status_code == 422
    assert "abîmé ou incomplet" in answer.text


def test_a_file_is_set_aside_with_a_reason_and_taken_back(browser: Client, company: Company) -> None:
    source = plain(company)
    url = reverse("keying:aside", args=[source.pk])
    assert "Mettre scan.pdf de côté ?" in browser.get(url).text
    assert browser.post(url, {"reason": " "}).status_code == 422
    browser.post(url, {"reason": "Publicité"})
    assert reverse("keying:aside", args=[source.pk]) not in _files(browser)
    assert "Mis de côté : Publicité" in _files(browser, "files_aside")
    browser.post(reverse("keying:back", args=[source.pk]))
    assert not FileAside.objects.exists()
    assert reverse("keying:key", args=[source.pk]) in _files(browser)


def test_a_plain_file_that_was_dropped_offers_to_be_keyed(browser: Client, company: Company) -> None:
    dropped = browser.post(reverse("inbox:drop"), {"files": SimpleUploadedFile("scan.pdf", pdf_of(1))}).text
    assert reverse("keying:key", args=[SourceFile.objects.get().pk]) in dropped


def test_who_only_reads_is_offered_nothing_to_do(reader: Client, company: Company) -> None:
    source = plain(company)
    listed = _files(reader)
    assert source.name in listed
    assert reverse("keying:key", args=[source.pk]) not in listed

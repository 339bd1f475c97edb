"""The inbox: files dropped, each with what became of it; what waits, searched and filtered."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ecritoire.apps.companies.models import Company
from ecritoire.apps.purchases.models import Document
from tests.apps.einvoices import BRENNECKE, EInvoice, files
from tests.apps.ground import received

DROP = reverse("inbox:drop")
INBOX = reverse("inbox:list")


def _file(invoice: EInvoice) -> SimpleUploadedFile:
    name, content = next(iter(files(invoice)))
    return SimpleUploadedFile(name, content)


def test_each_file_says_what_became_of_it_and_stops_no_other(
    browser: Client, company: Company, htmx: dict[str, str]
) -> None:
    sent = [
        _file(EInvoice()),
        SimpleUploadedFile("../../x.pdf", b"rien"),
        _file(EInvoice()),
        _file(EInvoice(number="F-2")),
    ]
    shown = browser.post(DROP, {"files": sent}, headers=htmx).text
    assert [shown.count(f'"outcome {tone}"') for tone in ("ok", "info", "bad")] == [2, 1, 1]
    assert "est déjà là" in shown
    assert {document.number for document in Document.objects.all()} == {"F-1", "F-2"}


def test_without_scripts_the_outcome_is_a_page(browser: Client, company: Company) -> None:
    assert "Fichiers déposés" in browser.post(DROP, {"files": [_file(EInvoice())]}).text
    nothing = browser.post(DROP, {})
    assert nothing.status_code == 422
    assert "Aucun fichier n’est arrivé" in nothing.text


def test_a_file_that_nothing_came_of_is_listed_with_why(browser: Client, company: Company) -> None:
    browser.post(DROP, {"files": [SimpleUploadedFile("<b>note</b>.xml", b"<html></html>")]})
    shown = browser.get(INBOX, {"tab": "refused"}).text
    assert "n’est pas une facture UBL" in shown
    assert "<b>note" not in shown


def test_what_waits_is_searched_and_filtered(browser: Client, company: Company) -> None:
    received(company, EInvoice(number="A-1"))
    received(company, EInvoice(number="B-1", seller=BRENNECKE, type_code="381"))
    assert "A-1" not in browser.get(INBOX, {"q": "brennecke"}).text
    assert "A-1" not in browser.get(INBOX, {"type": "credit_note"}).text
    assert "Rien ne correspond" in browser.get(INBOX, {"q": "zzz"}).text
    for odd in ({"tab": "x"}, {"type": "x"}, {"after": "-1"}, {"after": "9" * 40}, {"q": "x" * 5000}):
        assert browser.get(INBOX, odd).status_code == 200

"""Keying a plain file on its page: what it shows, what it keeps, and what bad input makes of it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from reportlab.pdfgen.canvas import Canvas

from ecritoire.apps.companies.models import Company
from ecritoire.apps.purchases.keying import key_document
from ecritoire.apps.purchases.models import Document, SourceFile
from ecritoire.apps.suppliers.models import Supplier
from tests.apps.ground import NADIA, received
from tests.apps.purchases.test_keying import KEYED, plain
from tests.web.conftest import Sent

LINES = {
    "lines-TOTAL_FORMS": "2",
    "lines-INITIAL_FORMS": "0",
    "lines-0-label": "Chêne avivé",
    "lines-0-net": "1 234,5",
    "lines-0-vat_code": "FR20",
    "lines-1-label": "",
    "lines-1-net": "",
    "lines-1-vat_code": "FR20",
}
TYPED: Sent = {
    "supplier": "Scierie Le Goff",
    "siren": "",
    "vat_number": "",
    "type": "invoice",
    "number": "2026-118",
    "invoice_date": "2026-10-20",
    "due_date": "",
    "currency": "EUR",
    "order_reference": "",
    "preceding": "",
    "vat": "",
    "total": "1 481,40 €",
    **LINES,
}


def _typed(**changes: str) -> Sent:
    return {**TYPED, **{name.replace("__", "-"): value for name, value in changes.items()}}


def _page(key: int) -> str:
    return reverse("keying:key", args=[key])


@pytest.mark.parametrize("text", ["1 234,5", "1\u202f234,50\u00a0€", "1.234,50", "1,234.50", "1234.50"])
def test_amounts_are_taken_as_people_type_them(browser: Client, company: Company, text: str) -> None:
    browser.post(_page(plain(company).pk), _typed(lines__0__net=text))
    assert Document.objects.get().net_minor == 123_450


def test_what_is_typed_becomes_a_document_and_its_control_opens(browser: Client, company: Company) -> None:
    source = plain(company)
    assert "Facture FA-1" in browser.get(reverse("keying:text", args=[source.pk, 1])).text
    assert source.name in browser.get(_page(source.pk)).text
    answer = browser.post(_page(source.pk), _typed())
    document = Document.objects.get()
    assert answer.headers["Location"] == reverse("control:sheet", args=[document.pk])
    assert (document.number, document.net_minor, document.vat_minor, document.total_minor) == (
        "2026-118",
        123_450,
        24_690,
        148_140,
    )
    assert browser.get(_page(source.pk)).headers["Location"] == answer.headers["Location"]
    assert "Saisie à la main" in browser.get(reverse("documents:panel", args=[document.pk])).text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"supplier": " "}, "Qui a émis le document"),
        ({"number": ""}, "Recopiez le numéro du document"),
        ({"number": "9" * 101}, "Assurez-vous que cette valeur comporte au plus 100 caractères"),
        ({"invoice_date": "2026-02-31"}, "Cette date n’existe pas"),
        ({"invoice_date": "31/02"}, "Cette date n’existe pas"),
        ({"invoice_date": "0026-10-20"}, "L’année 26 n’est pas plausible"),
        ({"due_date": "0026-10-20"}, "L’année 26 n’est pas plausible"),
        ({"currency": "€"}, "Trois lettres"),
        ({"total": ""}, "Recopiez le montant du document"),
        ({"total": "mille"}, "Ce n’est pas un montant"),
        ({"total": "1e9"}, "Ce n’est pas un montant"),
        ({"total": "9" * 39}, "Ce n’est pas un montant"),
        ({"total": "1 481,401"}, "Un montant en EUR a 2 décimales au plus"),
        ({"total": "1 481,41"}, "écart 0,01"),
        ({"vat": "24,69"}, "Aux taux choisis la TVA fait 246,90"),
        ({"lines__0__net": ""}, "Donnez le montant hors taxe de cette ligne"),
        ({"lines__0__net": "<script>"}, "Ce n’est pas un montant"),
        ({"lines__0__vat_code": "FR99"}, "Sélectionnez un choix valide"),
        ({"lines__0__label": "", "lines__0__net": "", "total": "0"}, "Donnez au moins une ligne"),
        ({"siren": "123 456 789"}, "SIREN"),
        ({"vat_number": "FR00"}, "n’est pas un numéro de TVA"),
        ({"type": "order?"}, "Sélectionnez un choix valide"),
    ],
)
def test_bad_input_gets_its_sentence_and_loses_nothing(
    browser: Client, company: Company, changes: dict[str, str], sentence: str
) -> None:
    answer = browser.post(_page(plain(company).pk), _typed(**{"order_reference": "BC-77", **changes}))
    assert answer.status_code == 422
    assert sentence.replace(" ", "") in answer.text.replace("\u202f", "").replace("\u00a0", "").replace(" ", "")
    assert 'value="BC-77"' in answer.text
    assert not Document.objects.exists()
    assert not Supplier.objects.exists()


def test_html_in_a_field_is_text(browser: Client, company: Company) -> None:
    html = "<img src=x onerror=alert(1)>"
    source = plain(company)
    changes = {"supplier": html, "number": html, "lines__0__label": html}
    refused = browser.post(_page(source.pk), _typed(total="1", **changes))
    assert html not in refused.text
    browser.post(_page(source.pk), _typed(**changes))
    document = Document.objects.get()
    assert (document.number, document.lines.get().label) == (html, html)
    assert html not in browser.get(reverse("control:sheet", args=[document.pk])).text


def test_too_many_or_forged_lines_are_a_sentence(browser: Client, company: Company) -> None:
    source = plain(company)
    for total in ("100000000", "-1", "deux", ""):
        answer = browser.post(_page(source.pk), _typed(lines__TOTAL_FORMS=total))
        assert answer.status_code in {302, 422}
        Document.objects.all().delete()


def test_a_number_that_is_there_is_said_beside_the_number(browser: Client, company: Company) -> None:
    key_document(plain(company), KEYED, actor=NADIA)
    answer = browser.post(_page(plain(company, 2, "copie.pdf").pk), _typed())
    assert answer.status_code == 422
    assert 'id="keying_number_error"' in answer.text
    assert "a déjà une facture 2026-118 en 2026" in answer.text


def test_two_people_on_one_file_the_second_is_told_and_keeps_what_they_typed(browser: Client, company: Company) -> None:
    source = plain(company)
    key_document(source, KEYED, actor="Paul Guillou")
    answer = browser.post(_page(source.pk), _typed(number="2026-119"))
    assert answer.status_code == 422
    assert "a déjà été traité pendant votre saisie" in answer.text
    assert 'value="2026-119"' in answer.text


def test_the_sums_follow_what_is_typed(browser: Client, company: Company) -> None:
    url = reverse("keying:sums", args=[plain(company).pk])
    assert "Les montants concordent" in browser.post(url, _typed()).text
    assert "Écart 0,01" in browser.post(url, _typed(total="1481,41")).text
    assert "Écart de TVA" in browser.post(url, _typed(vat="1")).text
    assert "Total TTC à recopier" in browser.post(url, _typed(total="")).text
    assert "Aucune ligne encore" in browser.post(url, {}).text
    assert not Document.objects.exists()


def test_known_suppliers_are_offered(browser: Client, company: Company) -> None:
    supplier = received(company).supplier
    offered = browser.get(reverse("keying:suppliers"), {"supplier": "vis"}).text
    assert f'value="{supplier.name}"' in offered
    assert supplier.auxiliary in offered
    assert browser.get(reverse("keying:suppliers"), {"supplier": "zzz" * 1000}).text.strip() == ""


def test_a_file_that_is_no_pdf_is_keyed_without_a_picture(browser: Client, company: Company) -> None:
    source = plain(company)
    source.name = "photo.jpg"
    source.save()
    assert "n’a pas de page à montrer" in browser.get(_page(source.pk)).text
    assert browser.post(_page(source.pk), _typed()).status_code == 302


def test_what_the_pdf_says_in_words_is_proposed(browser: Client, company: Company) -> None:
    written = BytesIO()
    canvas = Canvas(written, pagesize=(595, 842))
    for rank, text in enumerate(("Facture n° FG-88", "Date : 05/11/2026", "Total HT 100,00", "Net à payer 120,00")):
        canvas.drawString(50, 700 - 30 * rank, text)
    canvas.showPage()
    canvas.save()
    browser.post(reverse("inbox:drop"), {"files": SimpleUploadedFile("plat.pdf", written.getvalue())})
    shown = browser.get(_page(SourceFile.objects.get().pk)).text
    assert "lu dans le texte du PDF" in shown
    assert 'value="FG-88"' in shown
    assert 'value="2026-11-05"' in shown
    assert 'value="120,00"' in shown
    assert 'name="lines-0-net" value="100,00"' in shown


def test_a_scan_proposes_nothing(browser: Client, company: Company) -> None:
    assert "lu dans le texte" not in browser.get(_page(plain(company).pk)).text

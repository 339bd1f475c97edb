"""The control sheet: what it shows, what it keeps, and what two people at once, or bad input, make of it."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from ecritoire.apps.audit.models import Event
from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.models import Entry
from ecritoire.apps.purchases.coding import code_document
from ecritoire.apps.purchases.inbox import set_aside, waiting_documents
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.purchases.sheets import sheet_version
from tests.apps.einvoices import EInvoice, Item
from tests.apps.ground import NADIA, fresh, received
from tests.web.conftest import Sent
from tests.web.test_picture import pdf, with_file

TWO_LINES = EInvoice(items=(Item("Vis", "100.00"), Item("Port", "20.00")))


def _sent(document: Document, **changes: str) -> Sent:
    lines = {f"account_{line.position}": "606400" for line in document.lines.all()}
    codes = {f"vat_code_{line.position}": line.vat_code for line in document.lines.all()}
    return {"version": sheet_version(document), **lines, **codes, "action": "control", **changes}


def _sheet(document: Document) -> str:
    return reverse("control:sheet", args=[document.pk])


def test_what_is_typed_is_kept_the_document_confirmed_and_the_next_one_shown(browser: Client, company: Company) -> None:
    first = received(company, TWO_LINES)
    second = received(company, EInvoice(number="F-2", issue_date=date(2026, 10, 20)))
    answer = browser.post(_sheet(first), _sent(first, account_2="624100", period_end="2026-12-31"))
    assert answer.headers["Location"] == _sheet(second)
    kept = fresh(first)
    assert [line.account for line in kept.lines.order_by("position")] == ["606400", "624100"]
    assert kept.controlled_at is not None
    assert kept.period_end == date(2026, 12, 31)


def test_after_the_last_one_the_inbox_is_shown(browser: Client, company: Company) -> None:
    document = received(company)
    assert browser.post(_sheet(document), _sent(document)).headers["Location"] == reverse("inbox:list")
    assert "Tout est contrôlé" in browser.get(reverse("inbox:list")).text


def test_saving_keeps_the_document_in_the_inbox(browser: Client, company: Company) -> None:
    document = received(company)
    browser.post(_sheet(document), _sent(document, action="save"))
    assert fresh(document).controlled_at is None
    assert document.lines.get().account == "606400"


def test_the_entry_is_shown_before_anything_is_kept(browser: Client, company: Company) -> None:
    document = received(company, TWO_LINES)
    events = Event.objects.count()
    shown = browser.post(reverse("control:entry", args=[document.pk]), _sent(document, account_2="624100")).text
    assert "624100" in shown
    assert "Équilibrée" in shown
    assert "ligne 2" in shown
    assert Entry.objects.count() == 0
    assert Event.objects.count() == events
    assert [line.account for line in document.lines.all()] == ["", ""]


def test_an_uncoded_line_is_told_in_place_of_the_entry(browser: Client, company: Company) -> None:
    document = received(company)
    page = browser.get(_sheet(document)).text
    assert "Incomplète" in page
    assert "compte d’achat manquant" in page


def test_somebody_elses_change_stays_and_so_does_what_was_typed(browser: Client, company: Company) -> None:
    document = received(company)
    sent = _sent(document)
    code_document(document, "602200", actor="Claire Morel")
    answer = browser.post(_sheet(document), sent)
    assert answer.status_code == 422
    assert "a changé pendant votre saisie" in answer.text
    assert 'value="606400"' in answer.text
    assert document.lines.get().account == "602200"
    assert browser.post(_sheet(document), {**sent, "version": sheet_version(fresh(document))}).status_code == 302
    assert document.lines.get().account == "606400"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("account_1", "6064", "n’est pas dans le plan comptable"),
        ("account_1", "<b>606400</b>", "n’est pas dans le plan comptable"),
        ("account_1", "9" * 500, "20 caractères"),
        ("vat_code_1", "TVA", "TVA"),
        ("period_start", "31/02/2026", "Cette date n’existe pas"),
        ("period_end", "2020-01-01", "La fin précède le début"),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_nothing_is_kept(
    browser: Client, company: Company, field: str, typed: str, sentence: str
) -> None:
    document = received(company)
    answer = browser.post(_sheet(document), {**_sent(document, period_start="2026-10-01"), field: typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "<b>606400" not in answer.text
    assert fresh(document).controlled_at is None


def test_what_was_controlled_meanwhile_is_shown_among_the_documents(browser: Client, company: Company) -> None:
    document = received(company)
    browser.post(_sheet(document), _sent(document))
    assert browser.get(_sheet(document)).headers["Location"] == f"{reverse('documents:list')}?doc={document.pk}"
    assert "est déjà contrôlé" in browser.post(_sheet(document), _sent(fresh(document))).text


def test_what_is_set_aside_waits_no_more_until_it_is_taken_back(browser: Client, company: Company) -> None:
    document = received(company)
    address = reverse("control:aside", args=[document.pk])
    assert browser.post(address, {"reason": " "}).status_code == 422
    browser.post(address, {"reason": "doublon de F-0"})
    assert not waiting_documents().exists()
    assert "F-1" in browser.get(reverse("inbox:list"), {"tab": "aside"}).text
    browser.post(reverse("control:back", args=[document.pk]))
    assert waiting_documents().get() == document


def test_a_possible_double_is_compared_and_confirmed(browser: Client, company: Company) -> None:
    received(company)
    document = received(company, EInvoice(number="F-1bis"))
    assert "possible_duplicate" in document.flags
    assert "Comparer" in browser.get(_sheet(document)).text
    compared = browser.get(reverse("control:compare", args=[document.pk])).text
    assert "F-1bis" in compared
    assert compared.count("compared-one") == 2
    browser.post(reverse("control:compare", args=[document.pk]))
    assert "possible_duplicate" not in fresh(document).flags


def test_the_text_of_a_page_can_be_selected_on_its_picture(browser: Client, company: Company) -> None:
    document = with_file(received(company), pdf())
    layer = browser.get(reverse("control:text", args=[document.pk, 1])).text
    assert ">Facture</text>" in layer
    assert browser.get(reverse("control:text", args=[document.pk, 2])).status_code == 404
    assert browser.get(reverse("control:picture", args=[document.pk, 1, 901])).status_code == 404


def test_an_invoice_without_a_picture_is_readable_from_its_terms(browser: Client, company: Company) -> None:
    document = received(company, TWO_LINES)
    page = browser.get(_sheet(document)).text
    assert "qui n’a pas d’image" in page
    assert "Vis" in page


def test_setting_aside_what_is_in_the_books_is_refused(browser: Client, company: Company) -> None:
    document = received(company)
    browser.post(_sheet(document), _sent(document))
    answer = browser.post(reverse("control:aside", args=[document.pk]), {"reason": "trop tard"})
    assert "est déjà contrôlé" in answer.text
    with pytest.raises(Exception, match="déjà contrôlé"):
        set_aside(fresh(document), reason="trop tard", actor=NADIA)

"""The side panel: notices in their exact words, every reason with its way out, tabs."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from ecritoire.apps.companies.models import Company, User
from ecritoire.apps.companies.services import set_lock_date
from ecritoire.apps.exports.queries import export_list
from ecritoire.apps.payments.services import record_payment
from ecritoire.apps.purchases.approvals import ask_approval
from ecritoire.apps.purchases.coding import code_document
from ecritoire.apps.purchases.control import control_document
from ecritoire.apps.purchases.holding import hold_back
from ecritoire.apps.purchases.models import Document
from tests.apps.einvoices import EInvoice, Item
from tests.apps.ground import NADIA, controlled, export, fresh, received
from tests.web.conftest import browser_of

FUTURE = date(2099, 12, 31)


def panel(browser: Client, document: Document, tab: str = "details") -> str:
    return browser.get(reverse("documents:panel", args=[document.pk]), {"tab": tab}).text


def act(browser: Client, document: Document, name: str, htmx: dict[str, str], **data: str) -> str:
    """Do what a button of the panel does, and return the panel that comes back."""
    response = browser.post(reverse(f"documents:{name}", args=[document.pk]), data, headers=htmx)
    return response.text


def order(company: Company) -> Document:
    return control_document(received(company, EInvoice("BC-1", type_code="325", process="B1")), actor=NADIA)


def test_a_document_in_an_export_says_so_in_green(browser: Client, company: Company) -> None:
    document = controlled(company)
    exported = export(company)
    shown = panel(browser, document)
    day = exported.created_at.strftime("%d/%m/%y")
    assert f"Document exporté en comptabilité le {day}" in shown
    assert reverse("exports:detail", args=[exported.number]) in shown
    assert "Pourquoi" not in shown


def test_a_deposit_on_an_order_asks_for_the_invoice_in_blue(
    browser: Client, company: Company, htmx: dict[str, str]
) -> None:
    bought = order(company)
    assert "Acompte réglé" not in panel(browser, bought)
    record_payment(company, allocations=[(bought, 3000)], on=date(2026, 10, 15), actor=NADIA)
    shown = panel(browser, bought)
    assert "Acompte réglé via bon de commande. <u>Cliquez ici pour ajouter la facture</u>" in shown
    attach = reverse("documents:attach", args=[bought.pk])
    assert attach in shown
    assert "importez-la d’abord" in browser.get(attach, headers=htmx).text
    invoice = controlled(company, EInvoice("F-9"))
    assert "F-9, 14/10/26" in browser.get(attach, headers=htmx).text
    told = browser.post(attach, {"invoice": invoice.pk, "seen": "1"}, headers=htmx).text
    assert "a changé" in told
    assert fresh(invoice).order_id is None
    seen = browser.get(attach, headers=htmx).text.split('name="seen" value="')[1].split('"')[0]
    assert browser.post(attach, {"invoice": invoice.pk, "seen": seen}, headers=htmx).headers["HX-Redirect"]
    assert fresh(invoice).order_id == bought.pk
    assert "Acompte réglé" not in panel(browser, bought)


def test_a_document_changed_since_its_export_says_so_in_amber(browser: Client, company: Company) -> None:
    document = controlled(company)
    exported = export(company)
    code_document(document, "606300", replace=True, actor=NADIA)
    shown = panel(browser, document, "entry")
    assert f"Modifié depuis l’export n° {exported.number}" in " ".join(shown.split())
    assert "Contre-passation, en attente" in shown
    assert "Nouvelle écriture, en attente" in shown
    assert shown.count("Équilibrée") == 3


@pytest.mark.parametrize(
    ("type_code", "question"),
    [("380", "Pourquoi n’est-elle pas exportée ?"), ("381", "Pourquoi n’est-il pas exporté ?")],
)
def test_the_panel_says_why_not(browser: Client, company: Company, type_code: str, question: str) -> None:
    shown = panel(browser, received(company, EInvoice(type_code=type_code)))
    assert question in shown
    assert "Document encore en Réception, jamais contrôlé" in shown
    assert "Non équilibrée : <strong>compte d’achat manquant</strong>, ligne 1 (Vis inox" in shown


def test_coding_from_the_panel_solves_the_reason(browser: Client, company: Company, htmx: dict[str, str]) -> None:
    document = control_document(received(company), actor=NADIA)
    response = browser.post(reverse("documents:code", args=[document.pk]), {"account": "606400"}, headers=htmx)
    assert response.status_code == 200
    assert response.headers["HX-Trigger"] == '{"documents-changed": {}}'
    assert "compte d’achat manquant" not in response.text
    assert "est imputée" in response.text
    assert fresh(document).entry is not None


def test_an_unknown_account_is_refused_beside_the_field(
    browser: Client, company: Company, htmx: dict[str, str]
) -> None:
    document = control_document(received(company), actor=NADIA)
    response = browser.post(reverse("documents:code", args=[document.pk]), {"account": "999"}, headers=htmx)
    assert response.status_code == 422
    assert "Le compte 999 n’est pas dans le plan comptable" in response.text
    assert 'aria-invalid="true"' in response.text
    assert "HX-Trigger" not in response.headers


def test_the_period_is_edited_from_its_reason(browser: Client, company: Company, htmx: dict[str, str]) -> None:
    document = controlled(company, EInvoice(period=(date(2026, 10, 1), FUTURE)))
    assert "Période de comptabilisation jusqu’au <strong>31/12/99</strong>" in panel(browser, document)
    wrong = act(browser, document, "period", htmx, start="2026-10-31", end="2026-10-01")
    assert "Inversez les dates" in wrong
    assert "Cette date n’existe pas" in act(browser, document, "period", htmx, start="", end="31 octobre")
    assert "Période de comptabilisation" not in act(browser, document, "period", htmx, start="", end="2026-10-31")


def test_a_held_back_document_is_released(browser: Client, company: Company, htmx: dict[str, str]) -> None:
    document = hold_back(controlled(company), reason="litige en cours", actor=NADIA)
    shown = panel(browser, document)
    assert "litige en cours" in shown
    assert "Remettre dans l’export" in shown
    assert "litige en cours" not in act(browser, document, "release", htmx)
    assert "il n’y a rien à remettre" in act(browser, document, "release", htmx)


def test_a_locked_entry_is_dated_on_the_first_open_day(browser: Client, company: Company, htmx: dict[str, str]) -> None:
    document = controlled(company)
    set_lock_date(company, date(2026, 10, 31), actor=NADIA)
    assert "exercice verrouillé" in panel(browser, document)
    act(browser, document, "first_open_day", htmx)
    assert fresh(document).entry_date == date(2026, 11, 1)


def test_the_cent_of_difference_goes_to_the_rounding_account(
    browser: Client, company: Company, htmx: dict[str, str]
) -> None:
    document = controlled(company, EInvoice(cent_off="0.01"))
    assert "Écart 0,01" in panel(browser, document, "entry")
    assert "Porter l’écart au compte d’arrondi" in panel(browser, document)
    assert "Non équilibrée" not in act(browser, document, "book_gap", htmx)


def test_a_missing_rate_is_entered(browser: Client, company: Company, htmx: dict[str, str]) -> None:
    document = controlled(company, EInvoice(currency="USD", items=(Item(rate="0", category="G"),)))
    assert "Taux de change manquant pour USD au <strong>14/10/26</strong>" in panel(browser, document)
    assert "Ce n’est pas un taux" in act(browser, document, "rate", htmx, rate="un peu plus d’un")
    assert "Taux de change manquant" not in act(browser, document, "rate", htmx, rate="1,0842")


def test_control_from_the_panel_and_from_the_inbox(browser: Client, company: Company, htmx: dict[str, str]) -> None:
    first, second = received(company, EInvoice("F-1")), received(company, EInvoice("F-2"))
    assert "Document encore en Réception" not in act(browser, first, "control", htmx)
    inbox = reverse("inbox:list")
    assert "F-2" in browser.get(inbox).text
    assert browser.post(reverse("inbox:control", args=[second.pk])).headers["Location"] == inbox
    assert "Tout est contrôlé" in browser.get(inbox).text


def test_without_scripts_a_button_leads_back_to_the_list(browser: Client, company: Company) -> None:
    document = received(company)
    address = f"http://testserver{reverse('documents:list')}?doc={document.pk}"
    response = browser.post(reverse("documents:control", args=[document.pk]), headers={"Referer": address})
    assert response.headers["Location"] == f"{reverse('documents:list')}?doc={document.pk}"


def test_whoever_is_asked_approves_or_refuses(
    browser: Client, claire: User, paul: User, company: Company, htmx: dict[str, str]
) -> None:
    first = ask_approval(controlled(company, EInvoice("F-1")), claire, actor=NADIA)
    second = ask_approval(controlled(company, EInvoice("F-2")), claire, actor=NADIA)
    hers = browser_of(claire)
    assert reverse("documents:approve", args=[first.pk]) in panel(hers, first)
    assert reverse("documents:approve", args=[first.pk]) not in panel(browser_of(paul), first)
    assert "est demandée à Claire Morel" in act(browser_of(paul), first, "approve", htmx)
    assert "Validée par" in act(hers, first, "approve", htmx)
    refuse = reverse("documents:refuse", args=[second.pk])
    assert hers.post(refuse, {"answered": "1", "reason": ""}, headers=htmx).status_code == 422
    assert hers.post(refuse, {"answered": "1", "reason": "trop cher"}, headers=htmx).headers["HX-Redirect"]
    assert "Validation refusée : trop cher" in panel(browser, second, "history")


def test_tabs_show_the_entry_the_payments_and_the_history(browser: Client, company: Company) -> None:
    document = controlled(company, EInvoice("F-1"))
    record_payment(company, allocations=[(document, 12000)], on=date(2026, 10, 20), actor=NADIA)
    entry = panel(browser, document, "entry")
    for shown in ("606400", "445660", "401000", "Équilibrée", "Écriture HA"):
        assert shown in entry
    assert "Le 20/10/26" in panel(browser, document, "payments")
    history = panel(browser, document, "history")
    for shown in ("Reçue : F-1.xml", "Contrôlée", "Imputée en 606400", "Nadia Ferrand"):
        assert shown in history


def test_the_list_opens_the_panel_that_its_address_names(browser: Client, company: Company) -> None:
    document = controlled(company)
    page = browser.get(reverse("documents:list"), {"doc": str(document.pk), "tab": "entry"}).text
    assert f'data-panel="{document.pk}"' in page
    assert 'aria-current="true"' in page


def test_the_next_export_is_told_like_the_last(browser: Client, company: Company) -> None:
    document = controlled(company, EInvoice(issue_date=date(2026, 10, 1)))
    assert "Sera pris par le prochain export" in panel(browser, document)
    assert not export_list().exists()

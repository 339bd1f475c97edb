"""Comptabilité > Configuration: tables edited in place, accounts of posting, the lock date."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from ecritoire.apps.companies.models import Company
from ecritoire.apps.companies.services import set_lock_date
from ecritoire.apps.ledger.chart import edit_account
from ecritoire.apps.ledger.models import Account, Journal, VatAccount
from ecritoire.apps.ledger.services import set_vat_account
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.scope import company_scope
from ecritoire.domain.chart import AccountFamily
from tests.apps.einvoices import EInvoice
from tests.apps.ground import coded, controlled, received
from tests.web.conftest import Sent

HOME = reverse("configuration:home")
HTML = "<script>alert(1)</script>"


def sheet(name: str) -> str:
    return reverse("configuration:sheet", args=[name])


def edited(browser: Client, name: str, key: int, **changes: str) -> Sent:
    """What the form of one row sends, with changes."""
    form = next(row.form for row in browser.get(sheet(name), {"row": key}).context["rows"] if row.form)
    values = {str(field.name): str(field.value() or "") for field in form}
    return {**values, "row": key, **changes}


def test_the_cards_say_what_they_hold(browser: Client, reader: Client) -> None:
    page = browser.get(HOME)
    assert "Comptes d’achat" in page.text
    assert "BQ" in page.text
    assert reader.get(HOME).status_code == 403
    assert "Configuration" not in reader.get(reverse("documents:list")).text


def test_an_account_is_edited_in_place(browser: Client, company: Company) -> None:
    account = Account.objects.get(number="606400")
    response = browser.post(sheet("achats"), edited(browser, "achats", account.pk, label="Bureau"), follow=True)
    assert "Enregistré" in response.text
    account.refresh_from_db()
    assert (account.number, account.label) == ("606400", "Bureau")


def test_two_people_on_one_account_overwrite_nothing_by_accident(browser: Client, company: Company) -> None:
    account = Account.objects.get(number="606400")
    mine = edited(browser, "achats", account.pk, label="Le mien")
    edit_account(account, "Celui de Paul", AccountFamily.PURCHASE, actor="Paul Guillou")
    refused = browser.post(sheet("achats"), mine)
    assert refused.status_code == 422
    assert "a changé pendant votre saisie" in refused.text
    assert 'value="Le mien"' in refused.text
    account.refresh_from_db()
    assert account.label == "Celui de Paul"


@pytest.mark.parametrize(
    ("number", "label", "sentence"),
    [
        ("606400", "Encore", "est déjà dans le plan"),
        ("9", "Rien", "n’est pas un numéro de compte"),
        (HTML, "Rien", "20 caractères"),
        ("1 234,5", "Rien", "n’est pas un numéro de compte"),
        ("606999", "x" * 100_000, "120 caractères"),
        ("606999", " ", "obligatoire"),
    ],
)
def test_a_wrong_account_is_refused_beside_its_field(
    browser: Client, company: Company, number: str, label: str, sentence: str
) -> None:
    response = browser.post(sheet("achats"), {"number": number, "label": label, "family": "purchase"})
    assert response.status_code == 422
    assert sentence in response.text
    assert HTML not in response.text


def test_an_account_leaves_the_chart_only_when_nothing_depends_on_it(browser: Client, company: Company) -> None:
    coded(company, EInvoice("F-1"))
    used, free = Account.objects.get(number="606400"), Account.objects.get(number="606100")
    refused = browser.post(sheet("achats"), edited(browser, "achats", used.pk, action="remove"))
    assert "sert encore : lignes de document : 1" in refused.text
    browser.post(sheet("achats"), edited(browser, "achats", free.pk, action="remove"))
    assert list(Account.objects.filter(number__in=["606400", "606100"])) == [used]


def test_a_bank_account_comes_with_its_journal(browser: Client, company: Company) -> None:
    sent = {"bank_account": "512200", "code": "b2", "label": "Compte épargne"}
    assert browser.post(sheet("banques"), sent).status_code == 302
    assert Journal.objects.get(code="B2").bank_account == "512200"
    assert Account.objects.get(number="512200").family == "bank"
    assert "est déjà celui du journal B2" in browser.post(sheet("banques"), sent | {"code": "B3"}).text
    assert (
        "n’est pas un compte de banque"
        in browser.post(sheet("banques"), sent | {"bank_account": "606400", "code": "B3"}).text
    )


def test_a_journal_with_entries_keeps_its_code(browser: Client, company: Company) -> None:
    controlled(company, EInvoice("F-1"))
    journal = Journal.objects.get(code="HA")
    refused = browser.post(sheet("journaux"), edited(browser, "journaux", journal.pk, code="AC"))
    assert "a déjà des écritures" in refused.text
    browser.post(sheet("journaux"), edited(browser, "journaux", journal.pk, label="Achats et frais"))
    journal.refresh_from_db()
    assert (journal.code, journal.label) == ("HA", "Achats et frais")


def test_a_vat_account_posts_what_waited_for_it(browser: Client, company: Company) -> None:
    set_vat_account(company, "FR20", account="", actor="Nadia Ferrand")
    waiting = coded(company, EInvoice("F-1"))
    assert Document.objects.get(pk=waiting.pk).lacks_vat_account
    row = VatAccount.objects.get(vat_code="FR20")
    browser.post(sheet("tva"), edited(browser, "tva", row.pk, account="445660"))
    assert not Document.objects.get(pk=waiting.pk).lacks_vat_account
    wrong = browser.post(sheet("tva"), edited(browser, "tva", row.pk, account="606400"))
    assert wrong.status_code == 422


def test_posting_accounts_are_those_of_the_chart(browser: Client, company: Company) -> None:
    address = reverse("configuration:posting")
    assert browser.post(address, {"rounding_loss": "658999"}).status_code == 422
    browser.post(address, {"rounding_loss": "658100", "supplier": "401000"})
    company.refresh_from_db()
    assert company.posting_accounts == {"rounding_loss": "658100"}


def test_locking_says_what_it_locks_and_asks(browser: Client, company: Company, htmx: dict[str, str]) -> None:
    address = reverse("configuration:lock")
    controlled(company, EInvoice("F-1", issue_date=date(2026, 9, 10)))
    received(company, EInvoice("F-2", issue_date=date(2026, 9, 11)))
    asked = browser.get(address, {"lock_date": "2026-09-30"}, headers=htmx).text
    assert "Verrouiller jusqu’au <strong>30/09/26</strong> ?" in asked or "Verrouiller jusqu’au 30/09/26 ?" in asked
    assert "1 écriture" in asked
    assert "1 document" in asked
    company.refresh_from_db()
    assert company.lock_date is None
    browser.post(address, {"lock_date": "2026-09-30"}, headers=htmx)
    company.refresh_from_db()
    assert company.lock_date == date(2026, 9, 30)
    assert "Cette date n’existe pas" in browser.post(address, {"lock_date": "31/02/2026"}, headers=htmx).text
    page = browser.get(reverse("configuration:periods")).text
    assert "Ouvert depuis le 30/09/26" in page
    set_lock_date(company, None, actor="Nadia Ferrand")


@pytest.mark.parametrize("name", ["achats", "banques", "tva", "journaux", "axes", "sections"])
def test_a_place_that_makes_no_sense_is_not_an_error(browser: Client, company: Company, name: str) -> None:
    for place in ("x", "-1", "\x00", "9" * 50, HTML):
        assert browser.get(sheet(name), {"after": place, "q": place}).status_code == 200


@pytest.mark.parametrize("query", [{"row": "x"}, {"row": "99999999999999999999"}, {"row": "0"}])
def test_a_row_that_is_not_there_does_not_exist(browser: Client, query: dict[str, str]) -> None:
    assert browser.get(sheet("achats"), query).status_code == 404


def test_the_row_of_another_company_does_not_exist(browser: Client, other_company: Company) -> None:
    with company_scope(other_company):
        theirs = Account.objects.get(number="606400")
    assert browser.get(sheet("achats"), {"row": theirs.pk}).status_code == 404
    sent = {"row": theirs.pk, "label": "x", "family": "purchase"}
    assert browser.post(sheet("achats"), sent).status_code == 404
    assert browser.get(sheet("nulle-part")).status_code == 404

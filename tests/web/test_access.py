"""Who may open what: visitors sign in, strangers get 404, roles that may not get 403, reading never writes."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from ecritoire.apps.companies.models import Company, User
from ecritoire.apps.scope import company_scope
from tests.apps.einvoices import EInvoice
from tests.apps.ground import controlled, export, received
from tests.web.conftest import browser_of

PAGES = [
    reverse("documents:list"),
    reverse("documents:accounts"),
    reverse("documents:panel", args=[1]),
    reverse("documents:picture", args=[1]),
    reverse("documents:file", args=[1]),
    reverse("exports:list"),
    reverse("exports:new"),
    reverse("exports:detail", args=[1]),
    reverse("inbox:list"),
]
WRITES = [
    *(
        reverse(f"documents:{name}", args=[1])
        for name in (
            "control",
            "code",
            "period",
            "book_gap",
            "vat_account",
            "rate",
            "first_open_day",
            "release",
            "approve",
        )
    ),
    reverse("exports:download", args=[1, 1]),
    reverse("exports:download_all", args=[1]),
    reverse("inbox:control", args=[1]),
    reverse("accounts:company"),
    reverse("accounts:theme"),
]
OF_ONE_DOCUMENT = ("panel", "picture", "file", "hold_back", "ask_approval", "attach")


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_a_visitor_is_sent_to_sign_in(client: Client, address: str) -> None:
    assert client.get(address).headers["Location"] == f"/compte/login/?next={address}"


@pytest.mark.django_db
@pytest.mark.parametrize("address", WRITES)
def test_a_visitor_changes_nothing(client: Client, address: str) -> None:
    assert client.post(address).headers["Location"].startswith("/compte/login/")


@pytest.mark.parametrize("address", WRITES)
def test_reading_an_address_that_writes_is_refused(paul: User, address: str) -> None:
    assert browser_of(paul).get(address).status_code == 405


@pytest.mark.parametrize("address", [reverse("documents:list"), reverse("exports:list"), reverse("inbox:list")])
def test_somebody_without_a_company_is_refused(db: None, address: str) -> None:
    stranger = browser_of(User.objects.create_user("nouveau@example.fr"))
    response = stranger.get(address)
    assert response.status_code == 403
    assert "Accès refusé" in response.text


def test_a_reader_reads_and_changes_nothing(reader: Client, company: Company) -> None:
    document = controlled(company)
    assert reader.get(reverse("documents:list"), {"doc": document.pk}).status_code == 200
    assert reader.get(reverse("exports:new")).status_code == 403
    assert reader.post(reverse("documents:code", args=[document.pk]), {"account": "606400"}).status_code == 403
    assert reader.get(reverse("documents:hold_back", args=[document.pk])).status_code == 403
    assert reader.post(reverse("documents:bulk"), {"action": "code", "documents": str(document.pk)}).status_code == 403
    assert reader.post(reverse("inbox:control", args=[document.pk])).status_code == 403


def test_a_reader_sees_no_button_that_would_be_refused(reader: Client, company: Company) -> None:
    document = received(company)
    page = reader.get(reverse("documents:list"), {"doc": document.pk}).text
    assert "Document encore en Réception, jamais contrôlé" in page
    for button in ("Nouvel export", "Imputer", "Mettre hors export", "data-check"):
        assert button not in page


def test_what_belongs_to_another_company_does_not_exist(browser: Client, other_company: Company) -> None:
    with company_scope(other_company):
        document = controlled(other_company, EInvoice(buyer_siren=other_company.siren, buyer_name=other_company.name))
        theirs = export(other_company)
    for name in OF_ONE_DOCUMENT:
        assert browser.get(reverse(f"documents:{name}", args=[document.pk])).status_code == 404
    assert browser.get(reverse("documents:list"), {"doc": document.pk}).status_code == 404
    assert browser.post(reverse("documents:code", args=[document.pk]), {"account": "606400"}).status_code == 404
    assert browser.get(reverse("documents:bulk"), {"action": "code", "documents": str(document.pk)}).status_code == 404
    assert browser.get(reverse("exports:detail", args=[theirs.number])).status_code == 404
    assert browser.post(reverse("exports:download_all", args=[theirs.number])).status_code == 404
    assert browser.get(reverse("exports:cancel", args=[theirs.number])).status_code == 404


def test_a_form_from_elsewhere_is_refused(nadia: User, company: Company) -> None:
    document = received(company)
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(nadia, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert careful.post(reverse("documents:control", args=[document.pk])).status_code == 403


def test_pages_allow_no_inline_script_and_no_inline_style(browser: Client, company: Company) -> None:
    controlled(company, EInvoice(issue_date=date(2026, 10, 1)))
    for address in (reverse("documents:list"), reverse("exports:new"), reverse("exports:list"), reverse("inbox:list")):
        response = browser.get(address)
        policy = response.headers["Content-Security-Policy"]
        assert "'unsafe-inline'" not in policy
        assert " style=" not in response.text
        assert "onclick=" not in response.text
        for script in response.text.split("<script")[1:]:
            assert "nonce=" in script.split(">")[0]

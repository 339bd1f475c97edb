"""What the table of routes cannot say of access: people without a company, buttons that would be refused, forgery."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from ecritoire.apps.companies.models import Company, User
from ecritoire.apps.scope import company_scope
from tests.apps.einvoices import EInvoice
from tests.apps.ground import controlled, received
from tests.web.conftest import browser_of


@pytest.mark.parametrize("address", [reverse("documents:list"), reverse("exports:list"), reverse("inbox:list")])
def test_somebody_without_a_company_is_refused(db: None, address: str) -> None:
    stranger = browser_of(User.objects.create_user("nouveau@example.fr"))
    response = stranger.get(address)
    assert response.status_code == 403
    assert "Accès refusé" in response.text


def test_a_reader_sees_no_button_that_would_be_refused(reader: Client, company: Company) -> None:
    document = received(company)
    page = reader.get(reverse("documents:list"), {"doc": document.pk}).text
    assert "Document encore en Réception, jamais contrôlé" in page
    for button in ("Nouvel export", "Imputer", "Mettre hors export", "data-check"):
        assert button not in page


def test_documents_of_another_company_are_in_no_list_and_no_selection(browser: Client, other_company: Company) -> None:
    with company_scope(other_company):
        document = controlled(other_company, EInvoice(buyer_siren=other_company.siren, buyer_name=other_company.name))
    assert browser.get(reverse("documents:list"), {"doc": document.pk}).status_code == 404
    assert browser.get(reverse("documents:bulk"), {"action": "code", "documents": str(document.pk)}).status_code == 404


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

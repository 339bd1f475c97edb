"""Signing in, the company one works in, the look one prefers."""

from django.test import Client
from django.urls import reverse

from ecritoire.apps.companies.models import Company, Membership, User
from ecritoire.domain.permissions import Role
from tests.web.conftest import browser_of

PASSWORD = "une phrase que personne ne devine"


def test_a_person_signs_in_and_lands_on_the_dashboard(client: Client, nadia: User) -> None:
    nadia.set_password(PASSWORD)
    nadia.save()
    response = client.post(reverse("account_login"), {"login": nadia.email, "password": PASSWORD}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("home")
    assert "Nadia Ferrand" in response.text


def test_a_wrong_password_is_told_in_french_without_saying_which_was_wrong(client: Client, nadia: User) -> None:
    response = client.post(reverse("account_login"), {"login": nadia.email, "password": "autre"})
    assert response.status_code == 200
    assert 'class="error"' in response.text
    assert "Se connecter" in response.text


def test_nobody_signs_up(client: Client, db: None) -> None:
    assert "inscri" in client.get(reverse("account_signup")).text.lower()
    assert client.post(reverse("account_signup"), {"email": "x@example.fr"}).status_code == 200
    assert not User.objects.exists()


def test_signing_out_asks_for_a_form(browser: Client) -> None:
    assert browser.post(reverse("account_logout")).headers["Location"] == reverse("account_login")
    assert browser.get(reverse("documents:list")).status_code == 302


def test_a_person_of_two_companies_chooses_one(nadia: User, company: Company, other_company: Company) -> None:
    Membership.across_companies.create(company=other_company, user=nadia, role=Role.READER)
    browser = browser_of(nadia)
    first = browser.get(reverse("documents:list")).context["company"]
    wanted = company if first == other_company else other_company
    assert browser.post(reverse("accounts:company"), {"company": wanted.pk}).status_code == 302
    assert browser.get(reverse("documents:list")).context["company"] == wanted


def test_a_company_one_does_not_work_in_does_not_exist(browser: Client, other_company: Company) -> None:
    assert browser.post(reverse("accounts:company"), {"company": other_company.pk}).status_code == 404
    assert browser.post(reverse("accounts:company"), {"company": "toutes"}).status_code == 404


def test_a_membership_that_ended_gives_no_access(browser: Client, nadia: User) -> None:
    assert browser.get(reverse("documents:list")).status_code == 200
    Membership.objects.filter(user=nadia).delete()
    assert browser.get(reverse("documents:list")).status_code == 403


def test_the_theme_stays_on_the_browser(browser: Client) -> None:
    browser.post(reverse("accounts:theme"), {"theme": "dark"}, headers={"Referer": "http://testserver/exports/"})
    assert 'data-theme="dark"' in browser.get(reverse("exports:list")).text
    browser.post(reverse("accounts:theme"), {"theme": ""})
    assert "data-theme" not in browser.get(reverse("exports:list")).text


def test_a_form_leads_back_to_this_site_only(browser: Client) -> None:
    address = reverse("accounts:theme")
    here = browser.post(address, {"theme": "", "next": "/exports/?before=3"})
    elsewhere = browser.post(address, {"theme": "", "next": "https://example.com/"})
    assert here.headers["Location"] == "/exports/?before=3"
    assert elsewhere.headers["Location"] == "/"


def test_a_language_stays_with_the_person(browser: Client, nadia: User) -> None:
    address = reverse("accounts:language")
    browser.post(address, {"language": "en"})
    assert "No documents yet" in browser_of(nadia).get(reverse("documents:list")).text
    browser.post(address, {"language": "de"})
    nadia.refresh_from_db()
    assert nadia.language == "en"

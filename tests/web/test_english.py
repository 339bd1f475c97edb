"""Every page in English: nothing that the catalogue translates is left in French."""

import re
from collections.abc import Iterator
from gettext import GNUTranslations

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.models import Account, Journal
from ecritoire.apps.scope import company_scope
from ecritoire.domain.permissions import Role
from ecritoire.settings import LOCALE_PATHS
from ecritoire.web.formats.starting import BLANK
from tests.apps.ground import member
from tests.tidy.read_pages import texts_of
from tests.web.conftest import browser_of
from tests.web.routes import ROUTES, Route, ground_of

# What a document says is in its own language.
OF_DOCUMENTS = {"control:text"}


@pytest.fixture
def english(company: Company) -> Client:
    """The browser of an owner who reads English."""
    owner = member(company, "grace.hall@example.fr", "Grace Hall", Role.OWNER)
    owner.language = "en"
    owner.save(update_fields=["language"])
    return browser_of(owner)


def _translated() -> tuple[dict[str, str], re.Pattern[str]]:
    """What the catalogue says otherwise in English: whole messages, and one pattern for those with facts."""
    with (LOCALE_PATHS[0] / "en" / "LC_MESSAGES" / "django.mo").open("rb") as compiled:
        catalogue: dict[str | tuple[str, int], str] = GNUTranslations(compiled)._catalog  # type: ignore[attr-defined]
    said = {(key if isinstance(key, str) else key[0]).rpartition("\x04")[2]: value for key, value in catalogue.items()}
    other = {french: english for french, english in said.items() if french and french != english}
    with_facts = [french for french in other if "%(" in french and len(re.sub(r"%\(\w+\)s|\W", "", french)) > 8]
    pattern = "|".join("(?:" + ".+?".join(map(re.escape, re.split(r"%\(\w+\)s", text))) + ")" for text in with_facts)
    return other, re.compile(pattern)


def _data(company: Company) -> set[str]:
    """What is French because the books or a file say it so: names of accounts, journals and columns."""
    columns = {str(each["name"]) for record in BLANK["records"] for each in record["fields"]}
    with company_scope(company):
        journals = set(Journal.objects.values_list("label", flat=True))
        return {*Account.objects.values_list("label", flat=True), *journals, *columns}


def _left(html: str, data: set[str]) -> Iterator[str]:
    whole, with_facts = _translated()
    same = set(whole.values())
    for _line, text in texts_of(html):
        if text not in data and text not in same and (text in whole or with_facts.fullmatch(text)):
            yield text


@pytest.mark.parametrize(
    "route", [route for route in ROUTES if route.gets and route.name not in OF_DOCUMENTS], ids=lambda route: route.name
)
def test_a_page_leaves_nothing_in_french(route: Route, english: Client, company: Company) -> None:
    ground = ground_of(company)
    response = english.get(reverse(route.name, args=route.about(ground)), route.query(ground))
    assert response.status_code == 200
    if isinstance(response, HttpResponse) and response.headers["Content-Type"].startswith("text/html"):
        assert response.headers["Content-Language"] == "en"
        assert list(_left(response.content.decode(), _data(company))) == []


def test_a_person_reads_their_own_language_whatever_the_browser_asks(english: Client, browser: Client) -> None:
    address = reverse("documents:list")
    assert "No documents yet" in english.get(address, headers={"accept-language": "fr"}).content.decode()
    assert "Aucun document" in browser.get(address, headers={"accept-language": "en"}).content.decode()


def test_a_visitor_reads_the_language_of_the_browser(client: Client) -> None:
    address = reverse("account_login")
    with translation.override("fr"):  # what a visitor asks for stays active in the process until the next request
        assert "Mot de passe oublié" in client.get(address).content.decode()
        assert "Forgotten password" in client.get(address, headers={"accept-language": "en-GB"}).content.decode()

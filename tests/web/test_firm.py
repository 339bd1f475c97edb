"""Dossiers: the companies of one person, what needs somebody first, and nothing of anybody else's."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ecritoire.apps.companies.models import Company, Membership, User
from ecritoire.apps.exports.firm import client_files
from ecritoire.apps.ledger.services import create_company
from ecritoire.apps.purchases.approvals import ask_approval
from ecritoire.apps.purchases.holding import hold_back
from ecritoire.apps.scope import company_scope
from ecritoire.domain.permissions import Role
from tests.apps.einvoices import EInvoice
from tests.apps.ground import NADIA, coded, controlled, export, member
from tests.web.conftest import browser_of

URL = "/dossiers/"
UNTIL = date(2026, 10, 31)


def _invoice(number: str, company: Company, day: date = date(2026, 10, 14)) -> EInvoice:
    return EInvoice(number=number, issue_date=day, buyer_siren=company.siren, buyer_name=company.name)


@pytest.fixture
def second(nadia: User) -> Company:
    """Another company that Nadia keeps the books of."""
    created = create_company("300000007", "Garage Le Guen", actor="Nadia")
    Membership.across_companies.create(company=created, user=nadia, role=Role.ACCOUNTANT)
    return created


def test_each_company_says_what_waits_what_is_left_and_who_must_act(
    company: Company, second: Company, nadia: User, claire: User
) -> None:
    controlled(company, _invoice("FA-0", company))
    export(company, UNTIL)
    ask_approval(controlled(company, _invoice("FA-1", company)), claire, actor=NADIA)
    hold_back(controlled(company, _invoice("FA-2", company)), reason="Doublon", actor=NADIA)
    with company_scope(second):
        coded(second, _invoice("FA-1", second, date(2026, 9, 1)))
        coded(second, _invoice("FA-2", second))
        controlled(second, _invoice("FA-3", second))
        controlled(second, _invoice("FA-4", second, date(2026, 11, 3)))
    most, least = client_files(nadia, UNTIL)
    assert (most.company, most.waiting, most.left_out, most.oldest) == (second, 4, 2, date(2026, 9, 1))
    assert (most.actions, most.last_export) == ({"control": 2, "export": 1}, None)
    assert (least.company, least.waiting, least.left_out) == (company, 1, 1)
    assert (least.actions, least.approvers, least.last_export) == ({"approve": 1}, ["Claire Morel"], 1)


def test_the_lock_date_of_each_company_is_its_own(company: Company, second: Company, nadia: User) -> None:
    controlled(company, _invoice("FA-1", company))
    with company_scope(second):
        controlled(second, _invoice("FA-1", second))
    second.lock_date = UNTIL
    second.save(update_fields=["lock_date"])
    assert {file.company.name: file.left_out for file in client_files(nadia, UNTIL)} == {
        company.name: 0,
        second.name: 1,
    }


def test_a_company_where_one_does_not_work_is_not_there(
    browser: Client, company: Company, other_company: Company
) -> None:
    with company_scope(other_company):
        controlled(other_company, _invoice("FA-1", other_company))
    text = browser.get(URL).content.decode()
    assert company.name in text
    assert other_company.name not in text


def test_opening_one_works_in_it(browser: Client, company: Company, second: Company) -> None:
    browser.get(URL)
    response = browser.post("/compte/societe/", {"company": str(second.pk)}, follow=True)
    assert response.redirect_chain[-1][0] == "/"
    assert second.name in response.content.decode().partition("</nav>")[0]
    del company


@pytest.mark.parametrize(
    ("search", "found"),
    [("garage", True), ("Guen garage", True), ("300 000", True), ("menuiserie", False), ("<b>", False), ("1,5", False)],
)
@pytest.mark.usefixtures("second")
def test_a_search_is_by_name_or_siren(browser: Client, search: str, found: bool) -> None:
    table = browser.get(URL, {"q": search}).content.decode().partition('id="files"')[2]
    assert ("Garage Le Guen" in table) == found


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999", "2"])
def test_a_page_that_is_not_there_shows_one_that_is(browser: Client, page: str) -> None:
    assert "Menuiserie" in browser.get(URL, {"page": page}).content.decode()


@pytest.mark.usefixtures("company")
def test_the_navigation_has_it_for_people_of_several_companies_only(browser: Client, nadia: User) -> None:
    assert 'href="/dossiers/"' not in browser.get("/").content.decode()
    other = create_company("300000007", "Garage Le Guen", actor="Nadia")
    Membership.across_companies.create(company=other, user=nadia, role=Role.READER)
    assert 'href="/dossiers/"' in browser.get("/").content.decode()


def _sirens(count: int) -> list[str]:
    """SIRENs with a right key."""
    found = []
    for base in range(40_000_000, 40_000_000 + count):
        digits = [int(digit) for digit in str(base)]
        total = sum(digit if place % 2 else sum(divmod(2 * digit, 10)) for place, digit in enumerate(reversed(digits)))
        found.append(f"{base}{-total % 10}")
    return found


@pytest.mark.usefixtures("company")
def test_the_queries_do_not_grow_with_companies_and_the_list_has_pages(nadia: User) -> None:
    browser = browser_of(nadia)

    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            assert browser.get(URL).status_code == 200
        return len(made)

    names = [f"Société {number:03}" for number in range(120)]
    companies = Company.objects.bulk_create(
        Company(siren=siren, name=name) for siren, name in zip(_sirens(120), names, strict=True)
    )
    Membership.across_companies.bulk_create(
        Membership(company=each, user=nadia, role=Role.ACCOUNTANT) for each in companies[:2]
    )
    few = queries()
    Membership.across_companies.bulk_create(
        Membership(company=each, user=nadia, role=Role.ACCOUNTANT) for each in companies[2:]
    )
    assert queries() == few
    text = browser.get(URL).content.decode()
    table = text.partition('id="files"')[2]
    assert len(re.findall(r'<th scope="row">', table)) == 100
    assert "?page=2" in table
    assert "Tous les dossiers" in text.partition("</nav>")[0]


def test_somebody_without_a_company_is_refused(company: Company) -> None:
    person = member(company, "parti@example.fr", "Jean Parti", Role.READER)
    Membership.across_companies.filter(user=person).delete()
    assert browser_of(person).get(URL).status_code == 403

"""The first page: cards that open exactly their list, charts with their table, first steps."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ecritoire.apps.companies.models import Company, User
from ecritoire.apps.purchases.approvals import ask_approval
from ecritoire.apps.purchases.models import Document
from ecritoire.domain.wording import french_number
from tests.apps.einvoices import EInvoice
from tests.apps.ground import coded, controlled, export

HREF = re.compile(r'class="card" href="([^"]+)"')
VALUE = re.compile(r'class="card-value">([^<]+)<')


def _month_before() -> date:
    return timezone.localdate().replace(day=1) - timedelta(days=1)


def _invoice(number: str, **more: object) -> EInvoice:
    return EInvoice(number=number, issue_date=_month_before(), **more)  # type: ignore[arg-type]


@pytest.fixture
def documents(company: Company, claire: User) -> list[Document]:
    """Three controlled, one of them waiting for Claire, one exported, one in the inbox."""
    first = controlled(company, _invoice("FA-1"))
    export(company, until=_month_before())
    second, third = controlled(company, _invoice("FA-2")), controlled(company, _invoice("FA-3"))
    ask_approval(third, claire, actor="Nadia Ferrand")
    return [first, second, third, coded(company, _invoice("FA-4"))]


@pytest.mark.usefixtures("documents")
def test_each_card_opens_a_list_of_as_many_documents(browser: Client) -> None:
    text = browser.get("/").content.decode()
    links = [link.replace("&amp;", "&") for link in HREF.findall(text)]
    assert [link.partition("?")[0] for link in links] == ["/reception/", "/documents/", "/documents/", "/documents/"]
    assert VALUE.findall(text) == ["1", "1", "4", "3"]
    for link, count in zip(links, VALUE.findall(text), strict=True):
        shown = browser.get(link).content.decode()
        assert re.search(rf"\b{count} documents?\b", shown), link


@pytest.mark.usefixtures("documents")
def test_the_coverage_says_exported_waiting_and_left_of_the_month(browser: Client) -> None:
    text = browser.get("/", {"month": f"{_month_before():%Y-%m}"}).content.decode()
    row = text[text.index("is-chosen") :].partition("</tr>")[0]
    numbers = [int(cell) for cell in re.findall(r'class="num[^"]*">(\d+)</td>', row)]
    assert numbers == [1, 2, 1]
    reasons = text[text.index("coverage-reasons") :]
    assert "Document encore en Réception" in reasons
    assert "Voir le document" in reasons


@pytest.mark.usefixtures("documents")
def test_every_reason_opens_the_documents_it_holds(browser: Client) -> None:
    text = browser.get("/").content.decode()
    links = re.findall(r'href="(/documents/\?reason=[^"]+)"', text)
    assert links
    for link in links:
        assert "FA-4" in browser.get(link.replace("&amp;", "&")).content.decode()


@pytest.mark.usefixtures("documents")
def test_spending_by_account_is_of_the_chosen_month(browser: Client) -> None:
    net_minor = sum(Document.objects.filter(controlled_at__isnull=False).values_list("net_minor", flat=True))
    shown = french_number(net_minor).replace("\u202f", "\u2009")
    assert shown in browser.get("/").content.decode()
    assert "Aucune écriture d’achat" in browser.get("/", {"month": "2019-05"}).content.decode()


@pytest.mark.parametrize("month", ["2026-13", "9999-12", "0001-01", "<b>", "x" * 10_000, ""])
def test_a_month_that_makes_no_sense_shows_the_one_before(browser: Client, month: str) -> None:
    response = browser.get("/", {"month": month})
    assert response.status_code == 200
    chosen = re.search(r'value="([\d-]+)"\s+selected', response.content.decode())
    assert chosen is not None
    assert chosen[1] == f"{_month_before():%Y-%m}"


def test_a_new_company_has_its_first_steps_and_each_its_button(browser: Client) -> None:
    text = browser.get("/").content.decode()
    assert text.count('class="step"') == 4
    assert 'href="/exports/nouveau/"' in text


def test_a_step_done_is_ticked_and_all_go_once_an_export_is_made(browser: Client, company: Company) -> None:
    coded(company)
    assert browser.get("/").content.decode().count("step is-done") == 1
    controlled(company, _invoice("FA-9"))
    assert browser.get("/").content.decode().count("step is-done") == 3
    export(company)
    assert "Premiers pas" not in browser.get("/").content.decode()


def test_somebody_who_may_only_read_gets_steps_without_buttons(reader: Client) -> None:
    steps = reader.get("/").content.decode().partition('class="cards"')[0]
    assert "Premiers pas" in steps
    assert "Contrôler</a>" not in steps


def test_each_chart_has_a_button_for_its_table(browser: Client, company: Company) -> None:
    controlled(company, _invoice("FA-1"))
    text = browser.get("/").content.decode()
    for table in re.findall(r'data-chart-table[^>]+aria-controls="([^"]+)"', text):
        assert re.search(rf'id="{table}"\s+hidden', text)
    assert text.count("data-chart-table") == 2
    assert "style=" not in text

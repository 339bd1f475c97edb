"""Every column sorts, both ways, page after page without a gap, what has no value last."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ecritoire.apps.companies.models import Company
from ecritoire.apps.desk.tagging import tag_documents
from ecritoire.apps.purchases.models import Document
from ecritoire.web.documents import listing
from ecritoire.web.documents.columns import COLUMNS
from tests.apps.einvoices import SILLAGE, EInvoice, Item
from tests.apps.ground import NADIA, controlled, export, received

LIST = reverse("documents:list")
BACKWARDS = {"": "-", "-": ""}


@pytest.fixture
def varied(company: Company) -> int:
    """Documents that differ in everything that columns say; returns how many."""
    first = controlled(company, EInvoice("EXPORTEE"))
    export(company)
    tag_documents(company, [first], "Litige", actor=NADIA)
    for n in range(6):
        invoice = EInvoice(
            f"n_{n}",
            seller=SILLAGE if n % 2 else EInvoice("").seller,
            issue_date=date(2026, 10, 1) + timedelta(days=n // 2),
            due_date=None if n % 3 else date(2026, 11, n + 1),
            type_code="381" if n == 4 else "380",
            items=(Item(net=f"{100 + n // 2}.00"),),
        )
        (controlled if n < 3 else received)(company, invoice)
    return 7


def _walk(browser: Client, sort: str) -> list[str]:
    """The numbers of all pages, forwards; on the way each page before is seen to be the one that was seen."""
    seen: list[list[str]] = []
    query = f"sort={sort}"
    for _ in range(10):
        response = browser.get(f"{LIST}?{query}")
        rows = [row.number for row in response.context["rows"]]
        previous = response.context["pages"].previous
        if previous:
            back = browser.get(f"{LIST}?{previous}")
            assert [row.number for row in back.context["rows"]] == seen[-1], previous
        seen.append(rows)
        query = response.context["pages"].next
        if not query:
            break
    return [number for page in seen for number in page]


@pytest.mark.parametrize("name", COLUMNS)
def test_each_column_sorts_both_ways_without_a_gap(
    browser: Client, varied: int, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(listing, "PAGE_SIZE", 2)
    ascending, descending = _walk(browser, name), _walk(browser, f"-{name}")
    assert len(ascending) == len(set(ascending)) == varied
    assert set(descending) == set(ascending)


def test_what_has_no_value_comes_last_both_ways(browser: Client, varied: int) -> None:
    without = set(Document.objects.filter(due_date=None).values_list("number", flat=True))
    assert without
    for sort in ("due", "-due"):
        rows = [row.number for row in browser.get(LIST, {"sort": sort}).context["rows"]]
        assert set(rows[varied - len(without) :]) == without


def test_amounts_sort_as_they_are_shown(browser: Client, varied: int) -> None:
    rows = browser.get(LIST, {"sort": "total"}).context["rows"]
    assert rows[0].signed_minor < 0
    assert [row.signed_minor for row in rows] == sorted(row.signed_minor for row in rows)
    assert len(rows) == varied


def test_a_head_says_how_it_sorts_and_leads_to_the_other_way(browser: Client, varied: int) -> None:
    heads = {head.name: head for head in browser.get(LIST, {"sort": "supplier"}).context["heads"]}
    assert heads["supplier"].direction == "ascending"
    assert heads["supplier"].query == "sort=-supplier"
    assert heads["total"].direction == ""
    assert heads["total"].query == "sort=-total"


@pytest.mark.parametrize(
    "query",
    [
        "sort=nothing",
        "sort=--date",
        "after=31/02_1",
        "sort=total&after=abc_1",
        "sort=total&after=99999999999999999999_1",
        "after=2026-10-14_0",
        "after=2026-10-14_99999999999999999999",
        "before=_",
        "rank=-4&after=2026-10-14_1",
        "doc=99999999999999999999",
        "doc=²",
        "sort=due&after=_5",
    ],
)
def test_an_address_that_makes_no_sense_shows_the_list(browser: Client, varied: int, query: str) -> None:
    assert browser.get(f"{LIST}?{query}").status_code == 200


def test_columns_are_chosen_and_ordered_and_kept_for_each_person(browser: Client, reader: Client, varied: int) -> None:
    def heads(person: Client, query: str = "") -> list[str]:
        return [head.name for head in person.get(f"{LIST}?{query}").context["heads"]]

    usual = heads(browser)
    assert len(usual) == 10
    behind = {"referer": f"http://testserver{LIST}?accounting=not_exported"}
    chosen = ["total", "supplier", "tags", "nonsense"]
    answer = browser.post(reverse("documents:keep_columns"), {"column": chosen}, headers=behind)
    assert answer.headers["Location"] == f"{LIST}?accounting=not_exported&columns=total%2Csupplier%2Ctags"
    assert heads(browser) == ["total", "supplier", "tags"]
    assert heads(reader) == usual
    assert heads(browser, "columns=due") == ["supplier", "due"]
    assert "Litige" in browser.get(LIST).text
    browser.post(reverse("documents:keep_columns"), {"reset": "1"})
    assert heads(browser) == usual

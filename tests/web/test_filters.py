"""What is typed as a filter: days and amounts as people write them, and a sentence for what is neither."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from ecritoire.apps.companies.models import Company
from ecritoire.apps.desk.models import Tag
from ecritoire.apps.desk.tagging import tag_documents
from ecritoire.web.shared.amounts import minor_of
from tests.apps.einvoices import SILLAGE, EInvoice, Item
from tests.apps.ground import NADIA, coded, received

LIST = reverse("documents:list")


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("1 234,5", 123450),
        ("1\u202f234,50 €", 123450),
        ("1.234,50", 123450),
        ("1234.5", 123450),
        ("1,234.50", 123450),
        ("\u2212318,00", -31800),
        ("0", 0),
        ("12,345", None),
        ("abc", None),
        ("1e400", None),
        ("NaN", None),
        ("9" * 40, None),
        ("", None),
    ],
)
def test_amounts_are_read_as_people_write_them(typed: str, minor: int | None) -> None:
    assert minor_of(typed) == minor


@pytest.fixture
def three(company: Company) -> None:
    coded(company, EInvoice("PETITE", items=(Item(net="10.00"),), due_date=date(2026, 11, 5)))
    grande = coded(company, EInvoice("GRANDE", items=(Item(net="2000.00"),), due_date=None), account="613500")
    received(company, EInvoice("MOYENNE", seller=SILLAGE, items=(Item(net="500.00"),), due_date=date(2026, 12, 1)))
    tag_documents(company, [grande], "Chantier Lannion", actor=NADIA)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("min=1 234,5", {"GRANDE"}),
        ("max=600", {"PETITE", "MOYENNE"}),
        ("min=100,00&max=1000", {"MOYENNE"}),
        ("due_until=2026-11-30", {"PETITE"}),
        ("due_since=01/12/2026", {"MOYENNE"}),
        ("account=6135", {"GRANDE"}),
        ("account=606400", {"PETITE"}),
        ("tag=0", set()),
    ],
)
def test_amounts_days_and_accounts_filter(browser: Client, three: None, query: str, expected: set[str]) -> None:
    rows = browser.get(f"{LIST}?{query}").context["rows"]
    assert {row.number for row in rows} == expected


def test_tags_filter_and_are_chips(browser: Client, three: None) -> None:
    key = Tag.objects.values_list("pk", flat=True).get()
    response = browser.get(LIST, {"tag": str(key), "min": "1 234,5", "account": "6135"})
    assert [row.number for row in response.context["rows"]] == ["GRANDE"]
    assert [(str(chip.name), chip.value) for chip in response.context["chips"]] == [
        ("Étiquette", "Chantier Lannion"),
        ("Compte d’achat", "commence par 6135"),
        ("Total TTC", "au moins 1\u202f234,50\u00a0€"),
    ]
    assert response.context["chips"][2].query == f"tag={key}&account=6135"


def test_what_is_no_day_and_no_amount_gets_a_sentence_and_stays(browser: Client, three: None) -> None:
    response = browser.get(LIST, {"since": "31/02/2026", "min": "<b>cher</b>", "max": "600"})
    assert "« 31/02/2026 » n’est pas une date qui existe" in response.text
    assert "« &lt;b&gt;cher&lt;/b&gt; » n’est pas un montant" in response.text
    assert 'value="31/02/2026"' in response.text
    assert {row.number for row in response.context["rows"]} == {"PETITE", "MOYENNE"}
    assert [chip.query for chip in response.context["chips"]] == [""]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "x" * 5000, "\0", "%", "'; DROP TABLE", "é" * 300])
def test_any_text_can_be_searched_for(browser: Client, three: None, text: str) -> None:
    for name in ("q", "account", "min", "supplier", "tag", "columns", "sort", "doc"):
        page = browser.get(LIST, {name: text})
        assert page.status_code == 200
        assert "<script>alert" not in page.text

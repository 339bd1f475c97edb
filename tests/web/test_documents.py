"""The list of documents: filters in the address, chips, totals, pages, and a number of queries that does not grow."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecritoire.apps.companies.models import Company
from ecritoire.apps.purchases.holding import hold_back
from tests.apps.einvoices import SILLAGE, EInvoice, Item
from tests.apps.ground import NADIA, controlled, export, receive, received
from tests.web.conftest import Sent

LIST = reverse("documents:list")


def numbers(page: str) -> list[str]:
    """The numbers of the documents a page lists, in order."""
    return re.findall(r'<td class="number muted"[^>]*>([^<]+)</td>', page)


def test_the_list_shows_a_document_with_its_three_states(browser: Client, company: Company) -> None:
    controlled(company, EInvoice("FA-8817"))
    page = browser.get(LIST).text
    for shown in (
        "Vismer Fixations",
        "FA-8817",
        "14/10/26",
        "120,00",
        "Sans validation",
        "À payer",
        "Non comptabilisé",
    ):
        assert shown in page


def test_an_empty_list_says_what_is_true(browser: Client) -> None:
    assert "Aucun document pour le moment" in browser.get(LIST).text
    assert "Aucun document ne répond à ces filtres" in browser.get(LIST, {"approval": "pending"}).text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"EXPORTEE", "HELD", "WAITING", "INBOX"}),
        ("accounting=not_exported", {"WAITING", "INBOX"}),
        ("accounting=exported", {"EXPORTEE"}),
        ("accounting=held_back", {"HELD"}),
        ("accounting=exported&accounting=held_back", {"EXPORTEE", "HELD"}),
        ("reason=not_controlled", {"INBOX"}),
        ("q=waiting", {"WAITING"}),
        ("q=sillage", {"WAITING"}),
        ("q=240", {"WAITING"}),
        ("q=240,00 €", {"WAITING"}),
        ("since=2026-11-01", {"WAITING"}),
        ("until=2026-10-14", {"EXPORTEE", "HELD", "INBOX"}),
        ("accounting=not_exported&since=2026-11-01", {"WAITING"}),
        ("type=credit_note", set()),
        ("approval=nobody-knows&accounting=exported", {"EXPORTEE"}),
    ],
)
def test_filters_combine_and_live_in_the_address(
    browser: Client, company: Company, query: str, expected: set[str]
) -> None:
    controlled(company, EInvoice("EXPORTEE"))
    export(company)
    hold_back(controlled(company, EInvoice("HELD")), reason="litige", actor=NADIA)
    large = (Item(net="200.00"),)
    controlled(company, EInvoice("WAITING", seller=SILLAGE, issue_date=date(2026, 11, 2), items=large))
    received(company, EInvoice("INBOX"))
    assert set(numbers(browser.get(f"{LIST}?{query}").text)) == expected


def test_each_criterion_is_a_chip_that_can_be_removed(browser: Client, company: Company) -> None:
    query = "accounting=not_exported&accounting=changed_since&until=2026-10-31"
    response = browser.get(f"{LIST}?{query}")
    chips = response.context["chips"]
    assert [(str(chip.name), chip.value) for chip in chips] == [
        ("Comptabilité", "Non comptabilisé +1"),
        ("Date de facturation", "jusqu’au 31/10/26"),
    ]
    assert chips[0].query == "until=2026-10-31"
    assert chips[1].query == "accounting=not_exported&accounting=changed_since"
    assert [view.label for view in response.context["views"] if view.current] == ["Non comptabilisé"]


def test_the_footer_totals_the_filter_with_credit_notes_taken_off(browser: Client, company: Company) -> None:
    controlled(company, EInvoice("F-1", items=(Item(net="300.00"),)))
    controlled(company, EInvoice("A-1", type_code="381", items=(Item(net="100.00"),)))
    response = browser.get(LIST)
    assert response.context["totals"].total_minor == 24000
    assert response.context["totals"].label == "2 documents"
    assert "\u2212120,00" in response.text


def test_pages_go_forward_and_back_without_a_gap(browser: Client, company: Company) -> None:
    first = date(2026, 1, 1)
    invoices = [EInvoice(f"N-{n:03}", issue_date=first + timedelta(days=n // 2), due_date=None) for n in range(120)]
    receive(company, *invoices)
    seen: list[list[str]] = []
    ranks: list[str] = []
    query = previous = ""
    for _ in range(3):
        response = browser.get(f"{LIST}?{query}")
        seen.append(numbers(response.text))
        ranks.append(response.context["pages"].label)
        query, previous = response.context["pages"].next, response.context["pages"].previous
    assert query == ""
    assert ranks == ["1 à 50", "51 à 100", "101 à 120"]
    assert [number for page in seen for number in page] == sorted((i.number for i in invoices), reverse=True)
    back = browser.get(f"{LIST}?{previous}")
    assert numbers(back.text) == seen[1]
    assert back.context["pages"].label == "51 à 100"
    first_again = browser.get(f"{LIST}?{back.context['pages'].previous}")
    assert numbers(first_again.text) == seen[0]
    assert first_again.context["pages"].previous == ""
    assert browser.get(f"{LIST}?sort=date").context["rows"][0].number == "N-000"


def test_queries_do_not_grow_with_rows(browser: Client, company: Company) -> None:
    receive(company, EInvoice("N-1"))
    browser.get(LIST)
    with CaptureQueriesContext(connection) as few:
        browser.get(LIST)
    receive(company, *(EInvoice(f"M-{n}", seller=SILLAGE) for n in range(20)))
    with CaptureQueriesContext(connection) as many:
        browser.get(LIST)
    assert len(many) == len(few), "\n".join(query["sql"] for query in many)


def test_what_leaves_the_filter_not_exported_is_what_an_export_took(browser: Client, company: Company) -> None:
    controlled(company, EInvoice("F-1"))
    received(company, EInvoice("F-2"))
    export(company)
    assert numbers(browser.get(f"{LIST}?accounting=not_exported").text) == ["F-2"]


def test_checked_rows_are_held_back_together_or_not_at_all(browser: Client, company: Company) -> None:
    free, exported = controlled(company, EInvoice("F-1")), controlled(company, EInvoice("F-2"))
    other = controlled(company, EInvoice("F-3", issue_date=date(2027, 1, 5), due_date=None))
    export(company)
    bulk = reverse("documents:bulk")
    asked = browser.get(bulk, {"action": "hold_back", "documents": [str(free.pk), str(other.pk)]})
    assert "Mettre 2 documents hors export ?" in asked.text
    answer: Sent = {"action": "hold_back", "answered": "1", "documents": [other.pk, exported.pk], "reason": "litige"}
    refused = browser.post(bulk, answer)
    assert refused.status_code == 422
    assert "est déjà dans un export comptable" in refused.text
    other.refresh_from_db()
    assert other.held_back_at is None
    assert browser.post(bulk, answer | {"documents": [other.pk], "reason": ""}).status_code == 422
    assert browser.post(bulk, answer | {"documents": [other.pk]}).status_code == 302
    other.refresh_from_db()
    assert other.held_back_reason == "litige"


def test_an_unknown_action_on_checked_rows_does_not_exist(browser: Client, company: Company) -> None:
    document = controlled(company)
    assert browser.get(reverse("documents:bulk"), {"action": "pay", "documents": str(document.pk)}).status_code == 404

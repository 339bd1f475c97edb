"""What is done to the rows that are checked, or to the whole filter; and an export limited to them."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.cancelling import cancel_export
from ecritoire.apps.exports.models import Choice, Export, LeftOut
from ecritoire.apps.exports.queries import explain_in_export
from ecritoire.apps.payments.services import record_payment
from ecritoire.apps.purchases.models import Document
from ecritoire.web.documents import bulk
from tests.apps.einvoices import SILLAGE, EInvoice
from tests.apps.ground import NADIA, coded, controlled, fresh, received
from tests.web.conftest import Sent

BULK, CHOSEN, NEW = reverse("documents:bulk"), reverse("documents:export_chosen"), reverse("exports:new")


def test_checked_rows_are_controlled_tagged_held_back_and_released(browser: Client, company: Company) -> None:
    documents = [coded(company, EInvoice(f"F-{n}")) for n in range(3)]
    keys = [document.pk for document in documents]
    for name, more in (
        ("control", {}),
        ("tag", {"name": "Litige"}),
        ("hold_back", {"reason": "litige"}),
        ("release", {}),
    ):
        sent: Sent = {"action": name, "documents": keys}
        assert "3 documents" in browser.get(BULK, sent).text
        assert browser.post(BULK, sent | {"answered": "1"} | more).status_code == 302, name
    for document in documents:
        now = fresh(document)
        assert now.controlled_at is not None
        assert now.held_back_at is None
        assert [row.tag.name for row in now.tags.all()] == ["Litige"]


def test_one_that_cannot_stops_all_and_is_named(browser: Client, company: Company) -> None:
    waiting, done = coded(company, EInvoice("F-1")), controlled(company, EInvoice("F-2"))
    sent: Sent = {"action": "control", "documents": [waiting.pk, done.pk], "answered": "1"}
    refused = browser.post(BULK, sent)
    assert refused.status_code == 422
    assert "F-2 est déjà contrôlé" in refused.text
    assert fresh(waiting).controlled_at is None


def test_the_whole_filter_is_changed_and_nothing_else(
    browser: Client, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(3):
        received(company, EInvoice(f"F-{n}"))
    other = received(company, EInvoice("AUTRE", seller=SILLAGE))
    sent: Sent = {"action": "tag", "filter": f"supplier={Document.objects.get(number='F-0').supplier_id}"}
    assert "Étiqueter 3 documents" in browser.get(BULK, sent).text
    assert browser.post(BULK, sent | {"answered": "1", "name": "Lot"}).status_code == 302
    assert Document.objects.filter(tags__tag__name="Lot").count() == 3
    assert not Document.objects.filter(pk=other.pk, tags__isnull=False).exists()
    monkeypatch.setattr(bulk, "CHANGED_MOST", 2)
    assert "resserrez le filtre" in browser.get(BULK, sent).text


def test_a_reader_changes_nothing(reader: Client, company: Company) -> None:
    document = controlled(company)
    for name in ("tag", "control", "release", "hold_back"):
        assert reader.get(BULK, {"action": name, "documents": document.pk}).status_code == 403
    assert reader.post(CHOSEN, {"documents": document.pk}).status_code == 403
    assert "data-check" not in reader.get(reverse("documents:list")).text


def test_an_export_of_the_selection_takes_it_and_says_why_not_the_rest(browser: Client, company: Company) -> None:
    wanted, other = controlled(company, EInvoice("F-1")), controlled(company, EInvoice("F-2"))
    address = browser.post(CHOSEN, {"documents": wanted.pk}).headers["Location"]
    choice = Choice.objects.get()
    assert f"choice={choice.pk}" in address
    shown = browser.get(address)
    assert "Limité à 1 document choisi." in " ".join(shown.text.split())
    assert "Non choisi : l’export se limite à une sélection" in shown.text
    asked: Sent = {
        "template": "fec",
        "until": "2026-12-31",
        "scope": "all",
        "journals": ["purchase", "bank"],
        "choice": choice.pk,
    }
    assert browser.post(NEW, asked).status_code == 302
    export = Export.objects.get()
    assert export.choice_id == choice.pk
    assert explain_in_export(wanted, export).taken
    explained = explain_in_export(other, export)
    assert [finding.code for finding in explained.findings] == ["not_chosen"]
    assert LeftOut.objects.get().document_id == other.pk
    cancel_export(export, reason="essai", actor=NADIA)
    assert fresh(wanted).entry.export_id is None  # type: ignore[union-attr]
    assert "choice=" not in browser.get(reverse("exports:new")).text.split("<form")[0]


def test_a_payment_leaves_with_chosen_documents_only(browser: Client, company: Company) -> None:
    first, second = controlled(company, EInvoice("F-1")), controlled(company, EInvoice("F-2"))
    record_payment(company, allocations=[(first, None), (second, None)], on=date(2026, 10, 20), actor=NADIA)
    asked: Sent = {"template": "fec", "until": "2026-12-31", "scope": "all", "journals": ["purchase", "bank"]}
    for keys, entries in (([first.pk], 1), ([first.pk, second.pk], 3)):
        browser.post(CHOSEN, {"documents": keys})
        choice = Choice.objects.latest("pk")
        browser.post(NEW, asked | {"choice": choice.pk})
        export = Export.objects.latest("number")
        assert export.entry_count == entries
        cancel_export(export, reason="essai", actor=NADIA)


@pytest.mark.parametrize("choice", ["999999", "abc", "²", "9" * 30])
def test_a_selection_that_is_not_there_is_said(browser: Client, company: Company, choice: str) -> None:
    controlled(company)
    asked: Sent = {"template": "fec", "until": "2026-12-31", "scope": "all", "journals": ["purchase"], "choice": choice}
    refused = browser.post(NEW, asked)
    assert refused.status_code == 422
    assert not Export.objects.exists()


def test_another_companys_selection_is_not_there(browser: Client, company: Company, other_company: Company) -> None:
    choice = Choice.across_companies.create(company=other_company, chosen_at="2026-10-01T00:00Z", chosen_by="x")
    controlled(company)
    asked: Sent = {"template": "fec", "until": "2026-12-31", "scope": "all", "journals": ["purchase"]}
    assert browser.post(NEW, asked | {"choice": choice.pk}).status_code == 422


def test_the_whole_filter_is_exported(browser: Client, company: Company) -> None:
    for n in range(3):
        controlled(company, EInvoice(f"F-{n}"))
    browser.post(CHOSEN, {"filter": "max=1000"})
    assert Choice.objects.get().document_count == 3
    assert browser.post(CHOSEN, {"filter": "min=100000"}).status_code == 302
    assert Choice.objects.count() == 1

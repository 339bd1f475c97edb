"""A chart of accounts from and to a table: what depends on a change is told before anything changes."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.models import Account
from ecritoire.apps.suppliers.services import add_supplier
from tests.apps.einvoices import EInvoice
from tests.apps.ground import controlled

IMPORT = reverse("configuration:import_chart")


def brought(browser: Client, *rows: str, complete: bool = False, head: str = "Numéro;Intitulé") -> Any:  # noqa: ANN401 - the test client does not type its answers
    file = SimpleUploadedFile("plan.csv", "\n".join([head, *rows]).encode())
    return browser.post(IMPORT, {"file": file, **({"complete": "on"} if complete else {})}, follow=True)


def confirm(browser: Client, preview: Any) -> Any:  # noqa: ANN401 - as above
    return browser.post(preview.redirect_chain[-1][0], {"shown": preview.context["preview"].mark}, follow=True)


def sections(preview: Any) -> dict[str, list[str]]:  # noqa: ANN401 - as above
    return {str(one.title): [each.title for each in one.differences] for one in preview.context["preview"].sections}


def test_additions_changes_and_removals_are_shown_with_what_depends_on_them(browser: Client, company: Company) -> None:
    controlled(company, EInvoice("F-1"))
    add_supplier(company, {"name": "OVH Cloud", "default_account": "613500"}, actor="Nadia Ferrand")
    preview = brought(browser, "606400;Bureau", "606450;Encre", "9;Rien", "606450;Encore", "607000;", complete=True)
    shown = sections(preview)
    assert shown["À ajouter"] == ["606450"]
    assert shown["À modifier"] == ["606400"]
    assert "En dépendent : lignes d’écriture : 1, lignes de document : 1" in preview.text
    assert shown["Lignes refusées"] == ["Ligne 4", "Ligne 5", "Ligne 6"]
    kept = shown["Absents du fichier, gardés parce que quelque chose en dépend"]
    assert {"401000", "445660", "512100", "613500"} <= set(kept)
    assert "601000" in shown["À retirer"]
    assert Account.objects.filter(number="601000").exists()
    confirm(browser, preview)
    assert Account.objects.get(number="606400").label == "Bureau"
    assert Account.objects.get(number="606450").family == "purchase"
    assert not Account.objects.filter(number="601000").exists()
    assert Account.objects.filter(number="613500").exists()


def test_a_part_of_a_chart_removes_nothing(browser: Client, company: Company) -> None:
    count = Account.objects.count()
    confirm(browser, brought(browser, "51220;Compte épargne", "445664;TVA"))
    assert Account.objects.count() == count + 2
    assert dict(Account.objects.filter(number__in=["51220", "445664"]).values_list("number", "family")) == {
        "51220": "bank",
        "445664": "vat",
    }


def test_what_changed_since_the_preview_is_shown_again(browser: Client, company: Company) -> None:
    preview = brought(browser, "606400;Bureau")
    Account.objects.filter(number="606400").update(label="Autre")
    again = confirm(browser, preview)
    assert again.status_code == 422
    assert Account.objects.get(number="606400").label == "Autre"


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_chart_that_goes_out_comes_back_without_a_change(browser: Client, company: Company, suffix: str) -> None:
    response = browser.get(reverse("configuration:export_chart", args=[suffix]))
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    file = SimpleUploadedFile(f"plan.{suffix}", content)
    assert "Ce fichier ne change rien" in browser.post(IMPORT, {"file": file, "complete": "on"}, follow=True).text


def test_a_table_without_the_columns_of_a_chart_is_refused(browser: Client, company: Company) -> None:
    refused = brought(browser, "bleu;1 234,5", head="Couleur;Prix")
    assert "n’a pas les colonnes d’un plan comptable" in refused.text
    assert browser.post(IMPORT, {}).status_code == 422

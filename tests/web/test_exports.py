"""Exports in the browser: a dry run that writes nothing, one button, the same bytes for ever, a reason to cancel."""

import hashlib
import io
import zipfile
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.models import Export, ExportFile
from tests.apps.einvoices import EInvoice
from tests.apps.ground import controlled, export, received
from tests.web.conftest import Sent

NEW = reverse("exports:new")
PARAMETERS: Sent = {
    "template": "fec",
    "until": "2026-10-31",
    "start": "",
    "journals": ["purchase", "bank"],
    "scope": "all",
}


def test_the_dry_run_tells_what_will_be_taken_and_what_not(browser: Client, company: Company) -> None:
    controlled(company, EInvoice("F-1"))
    received(company, EInvoice("F-2"))
    page = browser.get(NEW, PARAMETERS).text
    assert "1 écriture, 1 document" in page
    assert "Créer l’export n° 1, 1 écriture" in page
    assert "Document encore en Réception, jamais contrôlé" in page
    assert not Export.objects.exists()


def test_nothing_chosen_means_like_the_last_export_up_to_the_end_of_last_month(
    browser: Client, company: Company
) -> None:
    with time_machine.travel("2026-11-24 09:12+01:00", tick=False):
        first = browser.get(NEW).context["form"].data
        assert (first["template"], first["until"], first["scope"]) == ("fec", "2026-10-31", "all")
        controlled(company)
        browser.post(NEW, PARAMETERS | {"scope": "valid", "journals": ["purchase"]})
        second = browser.get(NEW).context["form"].data
    assert (second["scope"], second.getlist("journals")) == ("valid", ["purchase"])


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"until": ""}, "Choisissez la date de fin"),
        ({"until": "31 octobre"}, "Cette date n’existe pas"),
        ({"start": "2026-11-01"}, "La date de fin est antérieure à la date de début"),
        ({"journals": []}, "Choisissez au moins un journal"),
    ],
)
def test_wrong_parameters_are_told_beside_the_field_and_nothing_is_offered(
    browser: Client, company: Company, changed: Sent, sentence: str
) -> None:
    controlled(company)
    page = browser.get(NEW, PARAMETERS | changed).text
    assert sentence in page
    assert "La simulation n’a pas été faite." in page
    assert "Créer l’export" not in page
    refused = browser.post(NEW, PARAMETERS | changed)
    assert refused.status_code == 422
    assert not Export.objects.exists()


def test_creating_takes_everything_once(browser: Client, company: Company) -> None:
    controlled(company, EInvoice("F-1"))
    created = browser.post(NEW, PARAMETERS, follow=True)
    assert "Export n° 1 créé, 1 écriture" in created.text
    assert created.redirect_chain == [(reverse("exports:detail", args=[1]), 302)]
    again = browser.post(NEW, PARAMETERS)
    assert again.status_code == 409
    assert "Rien à exporter : aucun export n’a été créé." in again.text
    assert Export.objects.count() == 1


def test_when_nothing_waits_the_page_says_so(browser: Client, company: Company) -> None:
    controlled(company)
    export(company)
    page = browser.get(NEW, PARAMETERS).text
    assert "Tout est comptabilisé au 31/10/26" in page
    assert "Ouvrir l’export n° 1" in page


def test_lines_unfold_to_entries_and_to_documents(browser: Client, company: Company) -> None:
    controlled(company, EInvoice("F-1"))
    received(company, EInvoice("F-2"))
    entries = browser.get(reverse("exports:account", args=["606400"]), PARAMETERS).text
    assert "F-1" in entries
    left = browser.get(reverse("exports:left_out", args=["not_controlled"]), PARAMETERS).text
    assert "F-2" in left
    assert "+ 1 autre motif" in left
    assert browser.get(reverse("exports:left_out", args=["not_controlled"])).status_code == 400


def test_an_export_opened_shows_what_it_took_left_and_wrote(browser: Client, company: Company) -> None:
    controlled(company, EInvoice("F-1"))
    received(company, EInvoice("F-2"))
    made = export(company)
    page = browser.get(reverse("exports:detail", args=[made.number])).text
    assert "F-1" in page
    assert "1 document, 2 motifs" in page
    for file in ExportFile.objects.filter(export=made):
        assert file.name in page
        assert file.sha256 in page
    left = browser.get(reverse("exports:opened_left_out", args=[made.number, "not_controlled"])).text
    assert "F-2" in left
    assert f"Export n° {made.number} créé, 1 écriture" in page


def test_every_download_has_the_same_bytes_and_is_written_down(browser: Client, company: Company) -> None:
    controlled(company)
    made = export(company)
    file = ExportFile.objects.filter(export=made).order_by("pk")[0]
    address = reverse("exports:download", args=[made.number, file.pk])
    contents = {browser.post(address).getvalue() for _ in range(2)}
    assert {hashlib.sha256(content).hexdigest() for content in contents} == {file.sha256}
    page = browser.get(reverse("exports:detail", args=[made.number])).text
    assert page.count(f"Fichier {file.name} téléchargé") == 2
    assert "Téléchargé" in page
    assert browser.post(reverse("exports:download", args=[made.number, file.pk + 1000])).status_code == 404


def test_all_files_come_in_one_archive(browser: Client, company: Company) -> None:
    controlled(company)
    made = export(company)
    address = reverse("exports:download_all", args=[made.number])
    content = browser.post(address).getvalue()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
    assert names == list(ExportFile.objects.filter(export=made).order_by("pk").values_list("name", flat=True))
    assert browser.post(address).getvalue() == content


def test_cancelling_asks_why(browser: Client, company: Company, htmx: dict[str, str]) -> None:
    controlled(company)
    made = export(company)
    address = reverse("exports:cancel", args=[made.number])
    asked = browser.get(address, headers=htmx).text
    assert f"Annuler l’export n° {made.number} ?" in asked
    assert "Numéro, fichiers et historique restent." in asked
    assert "<html" not in asked
    assert "<html" in browser.get(address).text
    refused = browser.post(address, {"reason": "  "}, headers=htmx)
    assert refused.status_code == 422
    assert "Dites pourquoi" in refused.text
    assert browser.post(address, {"reason": "mauvais mois"}, headers=htmx).headers["HX-Redirect"]
    page = browser.get(reverse("exports:detail", args=[made.number])).text
    assert "mauvais mois" in page
    assert "Annulé" in page
    twice = browser.post(address, {"reason": "encore"}, headers=htmx)
    assert "est déjà annulé" in twice.text


def test_the_history_lists_the_latest_first(browser: Client, company: Company) -> None:
    assert "Aucun export pour le moment" in browser.get(reverse("exports:list")).text
    for number in range(1, 4):
        controlled(company, EInvoice(f"F-{number}", issue_date=date(2026, 10, number)))
        export(company)
    response = browser.get(reverse("exports:list"))
    assert [row.number for row in response.context["history"]] == [3, 2, 1]


def test_queries_of_the_dry_run_do_not_grow_with_entries(browser: Client, company: Company) -> None:
    controlled(company, EInvoice("F-0"))
    received(company, EInvoice("G-0"))
    browser.get(NEW, PARAMETERS)
    with CaptureQueriesContext(connection) as few:
        browser.get(NEW, PARAMETERS)
    for number in range(1, 6):
        controlled(company, EInvoice(f"F-{number}"))
        received(company, EInvoice(f"G-{number}"))
    with CaptureQueriesContext(connection) as many:
        browser.get(NEW, PARAMETERS)
    assert len(many) == len(few)

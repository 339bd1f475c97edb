"""The report of an export, made for paper: everything taken and left out, totals, fingerprints."""

from datetime import date

from django.test import Client

from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.cancelling import cancel_export
from ecritoire.apps.exports.models import ExportFile
from tests.apps.einvoices import EInvoice
from tests.apps.ground import ACCOUNT, NADIA, coded, controlled, export


def _invoice(number: str) -> EInvoice:
    return EInvoice(number=number, issue_date=date(2026, 10, 14))


def test_everything_taken_and_left_out_is_there_with_totals_and_fingerprints(browser: Client, company: Company) -> None:
    for number in range(12):
        controlled(company, _invoice(f"FA-{number}"))
    coded(company, _invoice("REC-1"))
    taken = export(company)
    text = browser.get(f"/exports/{taken.number}/rapport/").content.decode()
    assert all(f">FA-{number}<" in text for number in range(12))
    assert "REC-1" in text
    assert "Document encore en Réception, jamais contrôlé" in text
    for file in ExportFile.objects.filter(export=taken):
        assert file.sha256 in text
    assert f"<strong>{ACCOUNT}</strong>" in text
    assert "12 écritures, 36 lignes" in text
    assert company.siren in text


def test_a_cancelled_one_says_so_and_keeps_what_it_took(browser: Client, company: Company) -> None:
    controlled(company, _invoice("FA-1"))
    taken = export(company)
    cancel_export(taken, reason="mauvaise date", actor=NADIA)
    text = browser.get(f"/exports/{taken.number}/rapport/").content.decode()
    assert "mauvaise date" in text
    assert ">FA-1<" in text


def test_there_is_no_report_of_an_export_that_is_not_there(browser: Client, company: Company) -> None:
    del company
    assert browser.get("/exports/99/rapport/").status_code == 404

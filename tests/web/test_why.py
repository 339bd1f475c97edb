"""« Pourquoi ? »: every export answers for a number or a supplier."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.cancelling import cancel_export
from ecritoire.apps.payments.services import record_payment
from ecritoire.apps.purchases.holding import hold_back
from ecritoire.apps.scope import company_scope
from tests.apps.einvoices import EInvoice
from tests.apps.ground import NADIA, coded, controlled, export, fresh

OCTOBER_END = date(2026, 10, 31)


def _invoice(number: str) -> EInvoice:
    return EInvoice(number=number, issue_date=date(2026, 10, 14))


def _asked(browser: Client, search: str) -> str:
    response = browser.get("/exports/pourquoi/", {"q": search})
    assert response.status_code == 200
    return response.content.decode()


def test_an_invoice_says_which_export_took_it(browser: Client, company: Company) -> None:
    document = controlled(company, _invoice("FA-1"))
    taken = export(company)
    text = _asked(browser, "fa-1")
    assert f'href="/documents/?doc={document.pk}"' in text
    assert f"Export n° {taken.number}" in text
    assert "Pris, écriture n° 1" in text
    assert "Prochain export" not in text


def test_an_invoice_left_out_says_why_then_and_what_will_happen_now(browser: Client, company: Company) -> None:
    controlled(company, _invoice("FA-0"))
    waiting = coded(company, _invoice("FA-1"))
    export(company)
    hold_back(waiting, reason="Doublon", actor=NADIA)
    text = _asked(browser, "FA-1")
    assert text.count("Document encore en Réception, jamais contrôlé") == 2  # then and now
    assert "Mis hors export par Nadia Ferrand" in text


def test_a_cancelled_export_is_told_with_its_reason_and_the_entry_waits_again(
    browser: Client, company: Company
) -> None:
    controlled(company, _invoice("FA-1"))
    cancel_export(export(company), reason="mauvaise date", actor=NADIA)
    text = _asked(browser, "FA-1")
    assert "Pris, écriture n° 1" in text
    assert "mauvaise date" in text
    assert "Sera pris" in text


def test_a_payment_exported_later_is_told_too(browser: Client, company: Company) -> None:
    document = controlled(company, _invoice("FA-1"))
    export(company)
    record_payment(company, allocations=[(fresh(document), None)], on=date(2026, 10, 20), actor=NADIA)
    assert "Prochain export, paiement de" in _asked(browser, "FA-1")
    export(company)
    text = _asked(browser, "FA-1")
    assert "Export n° 2, paiement" in text
    assert "Prochain export" not in text


def test_a_supplier_answers_for_its_documents(browser: Client, company: Company) -> None:
    controlled(company, _invoice("FA-1"))
    coded(company, _invoice("FA-2"))
    text = _asked(browser, "vismer")
    assert "FA-1" in text
    assert "FA-2" in text


def test_what_nobody_knows_is_said_to_be_unknown(browser: Client, company: Company) -> None:
    del company
    assert "Rien ne commence par « ZZ-99 »" in _asked(browser, "ZZ-99")
    assert "Où est passée une facture ?" in _asked(browser, "  ")


@pytest.mark.parametrize("search", ["<script>alert(1)</script>", "%_%", "x" * 5000, "’\x00é", "1 234,5"])
def test_odd_searches_find_nothing_and_break_nothing(browser: Client, search: str) -> None:
    assert "<script>alert" not in _asked(browser, search)


def test_another_company_s_invoice_is_not_found(browser: Client, other_company: Company) -> None:
    invoice = EInvoice(number="SECRET-1", buyer_siren=other_company.siren, buyer_name=other_company.name)
    with company_scope(other_company):
        controlled(other_company, invoice)
    assert "Rien ne commence par" in _asked(browser, "SECRET-1")


def test_the_queries_do_not_grow_with_documents_and_exports(browser: Client, company: Company) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            _asked(browser, "vismer")
        return len(made)

    for number in range(2):
        controlled(company, _invoice(f"FA-{number}"))
        export(company)
    few = queries()
    for number in range(2, 6):
        controlled(company, _invoice(f"FA-{number}"))
        coded(company, _invoice(f"REC-{number}"))
        export(company)
    assert queries() == few

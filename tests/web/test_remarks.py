"""Tags and comments in the panel, planned payments noted as executed, and two people on one document."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from ecritoire.apps.companies.models import Company, User
from ecritoire.apps.desk.models import Comment, DocumentTag, Tag
from ecritoire.apps.payments.models import Payment
from ecritoire.apps.payments.services import schedule_payment
from ecritoire.apps.purchases.models import Document
from ecritoire.domain.lifecycle import PaymentState
from tests.apps.einvoices import EInvoice
from tests.apps.ground import NADIA, controlled, fresh
from tests.web.conftest import browser_of


def address(document: Document, name: str) -> str:
    return reverse(f"documents:{name}", args=[document.pk])


def panel(browser: Client, document: Document, tab: str = "details") -> str:
    return browser.get(address(document, "panel"), {"tab": tab}).text


def test_a_comment_is_read_by_everybody_and_is_in_the_history(
    browser: Client, reader: Client, company: Company, htmx: dict[str, str]
) -> None:
    document = controlled(company)
    answer = browser.post(address(document, "comment"), {"text": " <b>Vu</b> avec le chantier "}, headers=htmx)
    assert answer.status_code == 200
    shown = panel(reader, document, "comments")
    assert "&lt;b&gt;Vu&lt;/b&gt; avec le chantier" in shown
    assert "Nadia Ferrand" in shown
    assert "Commenter" not in shown
    assert "Commentaire ajouté" in panel(reader, document, "history")


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_a_comment_that_is_refused_stays_in_its_field(
    browser: Client, company: Company, htmx: dict[str, str], text: str
) -> None:
    document = controlled(company)
    current = htmx | {"HX-Current-URL": f"http://testserver/documents/?doc={document.pk}&tab=comments"}
    answer = browser.post(address(document, "comment"), {"text": text}, headers=current)
    assert answer.status_code == 422
    assert text.strip() in answer.text
    assert 'class="error"' in answer.text
    assert not Comment.objects.exists()


def test_a_tag_is_one_however_it_is_typed(browser: Client, company: Company, htmx: dict[str, str]) -> None:
    first, second = controlled(company, EInvoice("F-1")), controlled(company, EInvoice("F-2"))
    browser.post(address(first, "tag"), {"name": "Litige"}, headers=htmx)
    browser.post(address(second, "tag"), {"name": "  LITIGE "}, headers=htmx)
    browser.post(address(second, "tag"), {"name": "litige"}, headers=htmx)
    tag = Tag.objects.get()
    assert DocumentTag.objects.count() == 2
    assert "Retirer l’étiquette Litige" in panel(browser, first)
    browser.post(address(first, "untag"), {"tag": tag.pk}, headers=htmx)
    assert list(DocumentTag.objects.values_list("document", flat=True)) == [second.pk]
    assert "Étiquette « Litige » retirée" in panel(browser, first, "history")
    assert browser.post(address(first, "tag"), {"name": "x" * 41}, headers=htmx).status_code == 422


def test_nobody_overwrites_a_change_they_have_not_seen(
    browser: Client, claire: User, paul: User, company: Company, htmx: dict[str, str]
) -> None:
    document = controlled(company)
    shown = browser.get(address(document, "panel")).context["panel"]["version"]
    colleague = browser_of(paul)
    colleague.post(address(document, "period"), {"start": "", "end": "2026-12-31", "seen": shown}, headers=htmx)
    mine = {"start": "", "end": "2026-11-30", "seen": shown}
    refused = browser.post(address(document, "period"), mine, headers=htmx)
    assert refused.status_code == 422
    assert "Paul Guillou a changé" in refused.text
    assert "2026-11-30" in refused.text
    assert fresh(document).period_end == date(2026, 12, 31)
    again = refused.context["panel"]["version"]
    assert again > shown
    browser.post(address(document, "period"), mine | {"seen": again}, headers=htmx)
    assert fresh(document).period_end == date(2026, 11, 30)


def test_a_question_asked_before_a_change_is_not_answered_after_it(
    browser: Client, paul: User, company: Company, htmx: dict[str, str]
) -> None:
    document = controlled(company)
    asked = browser.get(address(document, "hold_back"), headers=htmx)
    hidden = dict(asked.context["dialog"].hidden)
    browser_of(paul).post(address(document, "period"), {"start": "", "end": "2026-12-31"}, headers=htmx)
    refused = browser.post(address(document, "hold_back"), hidden | {"reason": "litige"}, headers=htmx)
    assert refused.status_code == 422
    assert "Paul Guillou a changé" in refused.text
    assert 'value="litige"' in refused.text
    assert fresh(document).held_back_at is None


def test_a_comment_of_a_colleague_stops_nobody(
    browser: Client, paul: User, company: Company, htmx: dict[str, str]
) -> None:
    document = controlled(company)
    shown = browser.get(address(document, "panel")).context["panel"]["version"]
    browser_of(paul).post(address(document, "comment"), {"text": "Vu"}, headers=htmx)
    browser_of(paul).post(address(document, "tag"), {"name": "Vu"}, headers=htmx)
    data = {"start": "", "end": "2026-12-31", "seen": shown}
    assert browser.post(address(document, "period"), data, headers=htmx).status_code == 200


def test_a_planned_payment_is_noted_as_executed(browser: Client, company: Company, htmx: dict[str, str]) -> None:
    document = controlled(company)
    payment = schedule_payment(company, allocations=[(document, None)], on=date(2026, 11, 30), actor=NADIA)
    execute = reverse("documents:execute_payment", args=[document.pk, payment.pk])
    assert execute in panel(browser, document, "payments")
    assert "Noter le paiement" in browser.get(execute, headers=htmx).text
    wrong = browser.post(execute, {"on": "31/02/2026"}, headers=htmx)
    assert wrong.status_code == 422
    assert "Cette date n’existe pas" in wrong.text
    assert browser.post(execute, {"on": "2026-12-01"}, headers=htmx).headers["HX-Redirect"]
    payment = Payment.objects.get()
    assert (payment.state, payment.paid_on) == (PaymentState.PAID, date(2026, 12, 1))
    assert payment.entry is not None
    assert execute not in panel(browser, document, "payments")
    assert "Paiement exécuté au 01/12/26" in panel(browser, document, "history")
    again = browser.post(execute, {"on": "2026-12-01"}, headers=htmx)
    assert "seul un paiement prévu s’exécute" in again.text


def test_a_payment_of_another_document_is_not_there(browser: Client, company: Company) -> None:
    document, other = controlled(company, EInvoice("F-1")), controlled(company, EInvoice("F-2"))
    payment = schedule_payment(company, allocations=[(document, None)], on=date(2026, 11, 30), actor=NADIA)
    assert browser.get(reverse("documents:execute_payment", args=[other.pk, payment.pk])).status_code == 404

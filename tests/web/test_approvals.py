"""Approval from a link: what the page shows, who may answer, and what every other link says."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from ecritoire.apps import clock
from ecritoire.apps.audit.models import Event
from ecritoire.apps.companies.models import Company, Membership, User
from ecritoire.apps.exports.services import create_export
from ecritoire.apps.purchases.approval_reminders import RemindedLatelyError, remind_approver, remind_late
from ecritoire.apps.purchases.approval_rounds import Asking, current_request
from ecritoire.apps.purchases.approval_tokens import path_of
from ecritoire.apps.purchases.approvals import ask_approval, ask_in_order, refuse
from ecritoire.apps.purchases.coding import code_document
from ecritoire.apps.purchases.models import ApprovalRequest, Document
from ecritoire.domain.exporting import ExportParameters, Scope
from ecritoire.domain.permissions import Role
from tests.apps.einvoices import EInvoice
from tests.apps.ground import NADIA, controlled, fresh, member
from tests.web.conftest import browser_of
from tests.web.test_picture import pdf, with_file


@pytest.fixture
def asked(company: Company, claire: User) -> Document:
    """A document that waits for Claire."""
    return ask_in_order(controlled(company), Asking([claire], NADIA, "Livré <complet>"))


def link(document: Document) -> str:
    request = current_request(document)
    assert request is not None
    return path_of(request)


def seen(client: Client, address: str) -> str:
    return client.get(address).text.split('name="seen" value="')[1].split('"')[0]


def answer(client: Client, address: str, kind: str, **more: str) -> str:
    return client.post(address, {"seen": seen(client, address), "answer": kind, **more}).text


def test_the_page_shows_all_that_decides_and_changes_nothing(client: Client, asked: Document) -> None:
    content = pdf()
    with_file(asked, content)
    page = client.get(link(asked)).text
    assert all(text in page for text in (NADIA, "Menuiserie Bréhat", "F-1", "606400", "Voir le document"))
    assert "Livré &lt;complet&gt;" in page
    assert client.get(link(asked) + "image/").headers["Content-Type"] == "image/png"
    assert client.get(link(asked) + "fichier/").getvalue() == content
    assert fresh(asked).approval == "pending"


def test_yes_from_the_link_is_kept_with_its_history_and_the_link_is_used(client: Client, asked: Document) -> None:
    address = link(asked)
    assert "Validation enregistrée" in answer(client, address, "approve")
    assert fresh(asked).approval == "approved"
    assert Event.objects.filter(subject_id=asked.pk, action="approve", actor="Claire Morel").count() == 1
    again = client.get(address)
    assert (again.status_code, "Vous avez déjà répondu" in again.text) == (410, True)
    assert client.post(address, {"seen": "x", "answer": "approve"}).status_code == 410


def test_no_needs_a_reason_and_keeps_it(client: Client, asked: Document) -> None:
    address = link(asked)
    assert "Dites pourquoi" in answer(client, address, "refuse", reason=" ")
    assert fresh(asked).approval == "pending"
    assert "Refus enregistré" in answer(client, address, "refuse", reason="Pas <b>commandé</b>")
    assert (fresh(asked).approval, fresh(asked).refusal_reason) == ("refused", "Pas <b>commandé</b>")


def test_a_document_that_changed_since_it_was_read_is_read_again(client: Client, asked: Document) -> None:
    address, read = link(asked), seen(client, link(asked))
    code_document(fresh(asked), "606300", actor=NADIA, replace=True)
    response = client.post(address, {"seen": read, "answer": "approve"})
    assert (response.status_code, "a changé depuis" in response.text) == (422, True)
    assert fresh(asked).approval == "pending"
    assert "Validation enregistrée" in answer(client, address, "approve")


@pytest.mark.parametrize("token", ["1", "1.forged", "é", "x" * 3000, "1.2.3"])
def test_a_forged_link_is_told(client: Client, db: None, token: str) -> None:
    response = client.get(reverse("approvals:answer", args=[token]))
    assert (response.status_code, "Ce lien n’est pas complet" in response.text) == (404, True)


def test_an_expired_link_says_until_when_and_a_reminder_renews_it(client: Client, asked: Document) -> None:
    address = link(asked)
    ApprovalRequest.objects.update(
        expires_at=clock.now() - timedelta(days=1), asked_at=clock.now() - timedelta(days=15)
    )
    response = client.get(address)
    assert (response.status_code, "Ce lien valait jusqu’au" in response.text) == (410, True)
    assert client.get(address + "fichier/").status_code == 410
    remind_late(actor=NADIA)
    assert client.get(address).status_code == 200


def test_a_question_answered_inside_or_taken_from_the_person_closes_the_link(
    client: Client, company: Company, asked: Document, claire: User
) -> None:
    address = link(asked)
    Membership.objects.filter(user=claire).update(role=Role.READER)
    assert "ne peut plus valider" in client.get(address).text
    Membership.objects.filter(user=claire).update(role=Role.APPROVER)
    refuse(asked, claire, reason="Non")
    ask_approval(fresh(asked), claire, actor=NADIA)
    assert client.get(address).status_code == 410


def test_steps_are_asked_one_after_the_other(client: Client, company: Company, claire: User, paul: User) -> None:
    document = ask_in_order(controlled(company), Asking([claire, paul], NADIA))
    first = link(document)
    answer(client, first, "approve")
    assert (fresh(document).approval, fresh(document).approver) == ("pending", paul)
    assert client.get(first).status_code == 410
    answer(client, link(document), "approve")
    assert fresh(document).approval == "approved"


def test_nobody_approves_what_they_controlled_but_who_is_alone(company: Company, client: Client) -> None:
    owner = member(company, "seul@example.fr", NADIA, Role.OWNER)
    document = controlled(company)
    ask_approval(document, owner, actor=NADIA)
    member(company, "claire@example.fr", "Claire", Role.APPROVER)
    assert "il faut deux personnes" in answer(client, link(document), "approve")
    assert fresh(document).approval == "pending"


def test_an_e_mail_carries_the_link_and_the_history_says_so(
    company: Company, claire: User, settings: object, django_capture_on_commit_callbacks: object
) -> None:
    settings.MAIL_IS_SENT = True  # type: ignore[attr-defined]
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        document = ask_approval(controlled(company), claire, actor=NADIA)
    (sent,) = mail.outbox
    assert sent.to == [claire.email]
    assert link(document) in sent.body
    assert Event.objects.filter(subject_id=document.pk, action="approval_mail_sent").exists()


def test_late_questions_are_reminded_of_once(company: Company, asked: Document) -> None:
    assert not remind_late(actor=NADIA)
    later = clock.now() + timedelta(days=4)
    assert len(remind_late(actor=NADIA, at=later)) == 1
    assert not remind_late(actor=NADIA, at=later + timedelta(hours=1))


def test_approvers_see_what_waits_for_them_and_askers_the_link(
    browser: Client, asked: Document, claire: User, htmx: dict[str, str]
) -> None:
    page = browser_of(claire).get(reverse("approvals:list")).text
    assert "F-1" in page
    dialog = browser.get(reverse("approvals:remind", args=[asked.pk]), headers=htmx).text
    assert link(asked) in dialog


def test_asking_without_a_mail_server_offers_the_link(browser: Client, company: Company, claire: User) -> None:
    document = controlled(company)
    ask = reverse("documents:ask_approval", args=[document.pk])
    page = browser.post(ask, {"answered": "1", "approver": claire.pk, "note": "Urgent"}, follow=True).text
    assert reverse("approvals:remind", args=[document.pk]) in page
    request = current_request(document)
    assert request is not None
    assert request.note == "Urgent"


def test_one_click_reminds_from_the_reason_and_a_second_within_a_day_is_told(
    browser: Client,
    company: Company,
    asked: Document,
    django_capture_on_commit_callbacks: object,
    settings: object,
) -> None:
    settings.MAIL_IS_SENT = True  # type: ignore[attr-defined]
    controlled(company, EInvoice("F-2"))
    valid = ExportParameters("fec", date(2026, 12, 31), scope=Scope.VALID)
    create_export(company, valid, actor=NADIA)  # the next one is proposed with the scope of the last
    panel = reverse("documents:list") + f"?doc={asked.pk}"
    address = reverse("approvals:remind", args=[asked.pk])
    assert f'data-hx-post="{address}"' in browser.get(panel).text
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert "Relance envoyée à Claire Morel" in browser.post(address, follow=True).text
    assert "Dernière relance le" in browser.get(panel).text
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert "La prochaine relance est possible le" in browser.post(address, follow=True).text
    assert len(mail.outbox) == 1


def test_a_reminder_rests_a_day(asked: Document) -> None:
    first = clock.now()
    remind_approver(asked, actor=NADIA, at=first)
    with pytest.raises(RemindedLatelyError):
        remind_approver(asked, actor=NADIA, at=first + timedelta(hours=23, minutes=59))
    remind_approver(asked, actor=NADIA, at=first + timedelta(hours=24))
    assert Event.objects.filter(subject_id=asked.pk, action="remind_approval").count() == 2

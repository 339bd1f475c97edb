"""Rules of approval: tried before they are kept, asked by at control, and what a wrong one says."""

import pytest
from django.test import Client
from django.urls import reverse

from ecritoire.apps.audit.models import Event
from ecritoire.apps.companies.models import Company, Membership, User
from ecritoire.apps.purchases.approval_rounds import current_request
from ecritoire.apps.purchases.approval_rules import Written, add_approval_rule
from ecritoire.apps.purchases.approvals import approve
from ecritoire.apps.purchases.control import control_document
from ecritoire.apps.purchases.models import ApprovalRequest, ApprovalRule, Document
from ecritoire.domain.approval_rules import ApprovalRule as Rule
from ecritoire.domain.permissions import Role
from tests.apps.einvoices import EInvoice
from tests.apps.ground import NADIA, coded, controlled, fresh, member, receive, received

ADD = reverse("configuration:add_approval_rule")
LIST = reverse("configuration:approval_rules")


def kept(company: Company, *people: User, **criteria: object) -> ApprovalRule:
    rule = Rule("Grosses factures", tuple(person.pk for person in people), **criteria)  # type: ignore[arg-type]
    return add_approval_rule(company, Written(rule), actor=NADIA)


def test_control_asks_whom_the_rule_names_step_after_step(company: Company, claire: User, paul: User) -> None:
    kept(company, claire, paul, min_minor=1)
    document = controlled(company)
    assert (document.approval, document.approver) == ("pending", claire)
    (event,) = Event.objects.filter(subject_id=document.pk, action="ask_approval")
    assert "Grosses factures" in str(event.__dict__)
    approve(document, claire)
    assert (fresh(document).approval, fresh(document).approver) == ("pending", paul)
    approve(fresh(document), paul)
    assert fresh(document).approval == "approved"


def test_what_arrives_controlled_is_asked_too(company: Company, claire: User) -> None:
    controlled(company, EInvoice("F-1"))  # so that the supplier is known, and its account proposed
    kept(company, claire)
    receive(company, EInvoice(number="F-2", order="BC-2"), control=True)
    document = Document.objects.get(number="F-2")
    assert document.controlled_at is not None
    assert (document.approval, document.approver) == ("pending", claire)


def test_a_rule_changes_nothing_that_was_asked(company: Company, claire: User, paul: User) -> None:
    rule = kept(company, claire)
    document = controlled(company)
    ApprovalRule.objects.filter(pk=rule.pk).update(people=[paul.pk])
    request = current_request(document)
    assert request is not None
    assert request.approver == claire


def test_whoever_controlled_or_left_is_passed_over_and_the_history_says_when_nobody_is_left(
    company: Company, claire: User, paul: User
) -> None:
    kept(company, claire, paul)
    Membership.objects.filter(user=paul).update(role=Role.READER)
    document = control_document(coded(company), actor=claire.display_name)
    assert (fresh(document).approval, ApprovalRequest.objects.count()) == ("none", 0)
    assert Event.objects.filter(subject_id=document.pk, action="approval_rule_without_people").count() == 1


def test_a_rule_is_tried_on_the_documents_that_are_there_before_it_is_kept(
    browser: Client, company: Company, claire: User
) -> None:
    controlled(company)
    sent = {"name": "Plus de 1 €", "min_minor": "1,00", "step_1": claire.pk, "is_active": "on", "action": "test"}
    page = browser.post(ADD, sent).text
    assert "F-1" in page
    assert claire.display_name in page
    assert not ApprovalRule.objects.exists()
    assert "Plus de 1 €" in browser.post(ADD, sent | {"action": "save"}, follow=True).text
    rule = ApprovalRule.objects.get()
    assert (rule.min_minor, rule.people, rule.is_active) == (100, [claire.pk], True)


def test_amounts_are_typed_as_people_type_them_and_names_are_text(
    browser: Client, company: Company, claire: User
) -> None:
    sent = {"name": "<b>Gros</b>", "min_minor": "1 234,5", "step_1": claire.pk, "action": "save"}
    assert "&lt;b&gt;Gros&lt;/b&gt;" in browser.post(ADD, sent, follow=True).text
    rule = ApprovalRule.objects.get()
    assert (rule.min_minor, rule.is_active) == (123_450, False)
    controlled(company)
    assert not ApprovalRequest.objects.exists()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"step_1": ""}, "ne demande à personne"),
        ({"step_2": "same"}, "une réponse par personne suffit"),
        ({"min_minor": "dix"}, "n’est pas un montant"),
        ({"min_minor": "20", "max_minor": "10"}, "inversez-les"),
        ({"supplier": "Inconnu"}, "Inconnu"),
        ({"step_1": "999999"}, "999999"),
    ],
)
def test_what_does_not_stand_is_said_beside_its_field(
    browser: Client, company: Company, claire: User, sent: dict[str, str], sentence: str
) -> None:
    values = {"name": "Règle", "step_1": str(claire.pk), "action": "save", **sent}
    if values.get("step_2") == "same":
        values["step_2"] = str(claire.pk)
    response = browser.post(ADD, values)
    assert (response.status_code, sentence in response.text) == (422, True)
    assert not ApprovalRule.objects.exists()


def test_a_person_who_left_is_told_in_the_list_and_refused_when_the_rule_is_saved(
    browser: Client, company: Company, claire: User
) -> None:
    rule = kept(company, claire)
    Membership.objects.filter(user=claire).update(role=Role.READER)
    assert "ne peut plus valider" in browser.get(LIST).text
    values = {"name": "Règle", "step_1": str(claire.pk), "action": "save"}
    address = reverse("configuration:approval_rule", args=[rule.pk])
    assert browser.post(address, values).status_code == 422


def test_the_order_decides_and_is_changed_by_a_button(
    browser: Client, company: Company, claire: User, paul: User
) -> None:
    kept(company, claire)
    second = kept(company, paul)
    browser.post(reverse("configuration:move_approval_rule", args=[second.pk]), {"direction": "up"})
    assert controlled(company).approver == paul
    browser.post(reverse("configuration:remove_approval_rule", args=[second.pk]))
    assert controlled(company, EInvoice("F-2")).approver == claire


def test_orders_and_documents_in_the_inbox_are_not_asked(company: Company, claire: User) -> None:
    kept(company, claire)
    assert received(company).approval == "none"
    assert member(company, "x@example.fr", "X", Role.READER).pk not in ApprovalRule.objects.get().people

"""Approval by named people."""

from collections.abc import Callable

import pytest

from ecritoire.apps.audit.models import Event
from ecritoire.apps.companies.models import Company, User
from ecritoire.apps.purchases.approvals import (
    ApprovalMoveError,
    ApproverUnknownError,
    NotAnApproverError,
    NotYourApprovalError,
    approve,
    approver_by_email,
    ask_approval,
    refuse,
)
from ecritoire.apps.purchases.holding import ReasonMissingError
from ecritoire.apps.purchases.locking import DocumentNotFoundError
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.scope import company_scope
from ecritoire.domain.permissions import Role
from tests.apps.ground import NADIA, controlled, fresh, member, received


def test_approval_is_asked_of_a_person_who_says_yes(company: Company, claire: User) -> None:
    document = ask_approval(received(company), claire, actor=NADIA)
    assert (document.approval, document.approver, document.approval_answered_at) == ("pending", claire, None)
    assert document.approval_asked_at is not None
    document = approve(document, claire)
    assert (fresh(document).approval, fresh(document).approver) == ("approved", claire)
    assert fresh(document).approval_answered_at is not None
    actions = list(Event.objects.filter(subject_id=document.pk).order_by("sequence").values_list("action", "actor"))
    assert actions[-2:] == [("ask_approval", NADIA), ("approve", "Claire Morel")]


def test_a_refusal_keeps_its_reason_and_touches_no_entry(company: Company, claire: User) -> None:
    document = controlled(company)
    ask_approval(document, claire, actor=NADIA)
    document = refuse(document, claire, reason="  Pas commandé  ")
    assert (document.approval, document.refusal_reason) == ("refused", "Pas commandé")
    assert fresh(document).entry is not None
    again = ask_approval(document, claire, actor=NADIA)
    assert (again.approval, again.refusal_reason, again.approval_answered_at) == ("pending", "", None)


def _asked_twice(document: Document, claire: User) -> None:
    ask_approval(document, claire, actor=NADIA)


def _approved_twice(document: Document, claire: User) -> None:
    approve(document, claire)
    approve(document, claire)


def _asked_when_approved(document: Document, claire: User) -> None:
    approve(document, claire)
    ask_approval(document, claire, actor=NADIA)


def _refused_when_approved(document: Document, claire: User) -> None:
    approve(document, claire)
    refuse(document, claire, reason="Trop tard")


@pytest.mark.parametrize("act", [_asked_twice, _approved_twice, _asked_when_approved, _refused_when_approved])
def test_moves_that_the_lifecycle_does_not_have_are_refused(
    company: Company, claire: User, act: Callable[[Document, User], None]
) -> None:
    document = ask_approval(received(company), claire, actor=NADIA)
    with pytest.raises(ApprovalMoveError, match=r"F-1 est « .* », chez Claire Morel : ce n’est possible que depuis «"):
        act(document, claire)


def test_nobody_answers_what_was_not_asked(company: Company, claire: User) -> None:
    with pytest.raises(ApprovalMoveError, match="F-1 est « Sans validation » :"):
        approve(received(company), claire)


def test_only_who_was_asked_answers(company: Company, claire: User, paul: User) -> None:
    document = ask_approval(received(company), claire, actor=NADIA)
    with pytest.raises(NotYourApprovalError, match="demandée à Claire Morel, pas à Paul Guillou"):
        approve(document, paul)
    assert fresh(document).approval == "pending"


@pytest.mark.parametrize("role", [Role.READER, Role.CLERK, Role.PAYER, Role.ACCOUNTANT])
def test_who_may_not_approve_is_not_asked(company: Company, role: Role) -> None:
    person = member(company, "nadia.ferrand@example.fr", NADIA, role)
    with pytest.raises(NotAnApproverError, match="Nadia Ferrand ne peut pas valider"):
        ask_approval(received(company), person, actor=NADIA)


def test_an_approver_of_another_company_is_not_asked(company: Company, other_company: Company) -> None:
    with company_scope(other_company):
        stranger = member(other_company, "x@example.fr", "Xavier", Role.APPROVER)
    with pytest.raises(NotAnApproverError):
        ask_approval(received(company), stranger, actor=NADIA)


def test_a_refusal_needs_a_reason(company: Company, claire: User) -> None:
    document = ask_approval(received(company), claire, actor=NADIA)
    with pytest.raises(ReasonMissingError):
        refuse(document, claire, reason="  ")


def test_a_document_of_another_company_is_not_found(company: Company, other_company: Company, claire: User) -> None:
    document = ask_approval(received(company), claire, actor=NADIA)
    with company_scope(other_company), pytest.raises(DocumentNotFoundError):
        approve(document, claire)


def test_people_are_known_by_their_address(claire: User) -> None:
    assert approver_by_email(" Claire.Morel@example.fr ") == claire
    with pytest.raises(ApproverUnknownError, match=r"Personne n’a l’adresse nobody@example\.fr"):
        approver_by_email("nobody@example.fr")

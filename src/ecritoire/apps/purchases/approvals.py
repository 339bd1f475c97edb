"""Approval (validation): asked of a named person, who says yes or no. It informs; it changes no entry."""

from datetime import datetime

from django.db import transaction

from ecritoire.apps import clock
from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Membership, User
from ecritoire.apps.purchases.approval_mail import mail_request
from ecritoire.apps.purchases.approval_rounds import Asking, answer_current, begin_round, close_round, next_request
from ecritoire.apps.purchases.holding import REASON_LENGTH, ReasonMissingError
from ecritoire.apps.purchases.locking import lock_document
from ecritoire.apps.purchases.models import Document
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.language import say
from ecritoire.domain.lifecycle import LABELS, Approval, ApprovalAction, move_of
from ecritoire.domain.permissions import Permission, may


class NotAnApproverError(EcritoireError):
    """The person may not approve in this company."""

    code = "not_an_approver"
    template = (
        "%(person)s ne peut pas valider dans cette société. "
        "Choisissez un valideur, ou donnez-lui ce rôle dans Paramètres."
    )


class ApproverUnknownError(EcritoireError):
    """Nobody has this e-mail address."""

    code = "approver_unknown"
    template = "Personne n’a l’adresse %(email)s. Invitez cette personne dans Paramètres, ou vérifiez l’adresse."


class NotYourApprovalError(EcritoireError):
    """Somebody else was asked."""

    code = "not_your_approval"
    template = "La validation de %(number)s est demandée à %(approver)s, pas à %(person)s."


class ApprovalMoveError(EcritoireError):
    """The document is not in a state from which this can be done."""

    code = "approval_not_possible"
    template = "%(number)s est « %(state)s »%(who)s : ce n’est possible que depuis « %(needed)s »."


class OwnDocumentError(EcritoireError):
    """Four eyes: whoever controlled a document does not approve it."""

    code = "approval_of_own_control"
    template = (
        "%(person)s a contrôlé %(number)s et ne peut pas la valider aussi : il faut deux personnes. "
        "Demandez la validation à quelqu’un d’autre."
    )


def approver_by_email(email: str) -> User:
    """Return the person with this address.

    Raises:
        ApproverUnknownError: nobody has it.
    """
    person = User.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        raise ApproverUnknownError(email=email)
    return person


def ask_approval(document: Document, approver: User, *, actor: str, at: datetime | None = None) -> Document:
    """Ask a named person to approve a document (see ``ask_in_order``)."""
    return ask_in_order(document, Asking([approver], actor), at=at)


@transaction.atomic
def ask_in_order(document: Document, asking: Asking, *, at: datetime | None = None) -> Document:
    """Ask people to approve a document, one after the other: each is asked once the one before said yes.

    Raises:
        NotAnApproverError: somebody may not approve in this company.
        OwnDocumentError: somebody controlled the document.
        ApprovalMoveError: it is asked already, or approved.
    """
    document = lock_document(document)
    for person in asking.people:
        _require_approver(person)
        _refuse_own(document, person)
    moment = at or clock.now()
    first = asking.people[0]
    _move(
        document,
        ApprovalAction.ASK,
        approver=first,
        approval_asked_at=moment,
        approval_answered_at=None,
        refusal_reason="",
    )
    mail_request(begin_round(document, asking, moment))
    by_rule = {"rule": asking.rule} if asking.rule else {}
    record(actor=asking.actor, action="ask_approval", subject=document, approver=first.email, **by_rule)
    return document


@transaction.atomic
def approve(document: Document, approver: User, *, at: datetime | None = None) -> Document:
    """Say yes, as the person who was asked; when somebody comes after, they are asked, else it is approved.

    Raises:
        NotYourApprovalError: somebody else was asked.
        OwnDocumentError: the person controlled the document.
        ApprovalMoveError: nobody was asked, or the answer was given.
    """
    document = lock_document(document)
    _refuse_stranger(document, approver)
    _refuse_own(document, approver)
    moment = at or clock.now()
    if document.approval == Approval.PENDING and _ask_next(document, approver, moment):
        return document
    _move(document, ApprovalAction.APPROVE, approval_answered_at=moment)
    answer_current(document, Approval.APPROVED, moment)
    record(actor=approver.display_name, action="approve", subject=document)
    return document


def _ask_next(document: Document, approver: User, moment: datetime) -> bool:
    """Ask the step after this yes; return whether there is one."""
    following = next_request(document, moment)
    if following is None:
        return False
    answer_current(document, Approval.APPROVED, moment)
    document.approver, document.approval_asked_at = following.approver, moment
    document.save(update_fields=["approver", "approval_asked_at"])
    record(actor=approver.display_name, action="approve_step", subject=document, next=following.approver.email)
    mail_request(following)
    return True


@transaction.atomic
def refuse(document: Document, approver: User, *, reason: str, at: datetime | None = None) -> Document:
    """Say no and why, as the person who was asked. This informs: it blocks neither payment nor export by itself.

    Raises:
        ReasonMissingError: no reason is given.
        NotYourApprovalError: somebody else was asked.
        ApprovalMoveError: nobody was asked, or the answer was given.
    """
    document = lock_document(document)
    reason = reason.strip()[:REASON_LENGTH]
    if not reason:
        raise ReasonMissingError(number=document.number)
    _refuse_stranger(document, approver)
    moment = at or clock.now()
    _move(document, ApprovalAction.REFUSE, approval_answered_at=moment, refusal_reason=reason)
    answer_current(document, Approval.REFUSED, moment)
    close_round(document, moment)
    record(actor=approver.display_name, action="refuse", subject=document, reason=reason)
    return document


def _require_approver(person: User) -> None:
    roles = Membership.objects.filter(user=person).values_list("role", flat=True)
    if not any(may(role, Permission.APPROVE) for role in roles):
        raise NotAnApproverError(person=person.display_name)


def _refuse_stranger(document: Document, person: User) -> None:
    if document.approval == Approval.PENDING and document.approver is not None and document.approver != person:
        raise NotYourApprovalError(
            number=document.number, approver=document.approver.display_name, person=person.display_name
        )


def is_own(document: Document, person: User) -> bool:
    """Whether the person controlled the document, and somebody else is there to approve it."""
    return document.controlled_by == person.display_name and Membership.objects.exclude(user=person).exists()


def _refuse_own(document: Document, person: User) -> None:
    """Four eyes, but for somebody who is alone in the company."""
    if is_own(document, person):
        raise OwnDocumentError(person=person.display_name, number=document.number)


def _move(document: Document, action: ApprovalAction, **fields: object) -> None:
    """Make a move of the lifecycle, on condition that it starts from where it may."""
    move = move_of(action)
    rows = Document.objects.filter(pk=document.pk, approval__in=move.sources)
    if not rows.update(approval=move.target, **fields):
        who = f", chez {document.approver.display_name}" if document.approver is not None else ""
        raise ApprovalMoveError(
            number=document.number,
            state=say(LABELS[Approval(document.approval)]),
            who=who,
            needed=say(" » ou « ").join(sorted(say(LABELS[state]) for state in move.sources)),
        )
    document.refresh_from_db(fields=["approval", *fields])

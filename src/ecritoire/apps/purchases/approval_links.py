"""Answering from a link, without signing in: what the link says, then the same approval as inside the application."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from ecritoire.apps import clock
from ecritoire.apps.companies.models import Membership
from ecritoire.apps.purchases.approval_tokens import request_of
from ecritoire.apps.purchases.approvals import approve, refuse
from ecritoire.apps.purchases.locking import lock_document
from ecritoire.apps.purchases.models import ApprovalRequest, Document, DocumentLine
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.permissions import Permission, may
from ecritoire.domain.wording import said_date, said_moment


class LinkUsedError(EcritoireError):
    """It was answered."""

    code = "approval_link_used"
    template = "Vous avez déjà répondu à cette demande, le %(at)s. Il n’y a plus rien à faire ici."


class LinkWithdrawnError(EcritoireError):
    """The question was taken back, or asked again in another way."""

    code = "approval_link_withdrawn"
    template = "Cette demande n’a plus cours depuis le %(at)s : une autre a pu la remplacer. Il n’y a rien à faire ici."


class LinkExpiredError(EcritoireError):
    """It is too old."""

    code = "approval_link_expired"
    template = "Ce lien valait jusqu’au %(until)s. Demandez à %(actor)s de vous relancer : vous en recevrez un autre."


class NoLongerApproverError(EcritoireError):
    """The person lost the right meanwhile."""

    code = "approver_no_longer"
    template = "%(person)s ne peut plus valider pour %(company)s. Adressez-vous au responsable du dossier."


class DocumentChangedError(EcritoireError):
    """It is not what the person read."""

    code = "approval_document_changed"
    template = "%(number)s a changé depuis que vous l’avez ouverte. Relisez-la : rien n’est encore répondu."


def opened_request(token: str, *, at: datetime | None = None) -> ApprovalRequest:
    """Return the question of a link that can be answered now.

    Raises:
        LinkForgedError: the signature is not ours.
        LinkUsedError: it was answered.
        LinkWithdrawnError: it was taken back.
        LinkExpiredError: its time is over.
        NoLongerApproverError: the person may not approve any more.
    """
    request = request_of(token)
    if request.closed_at is not None:
        error = LinkUsedError if request.answer else LinkWithdrawnError
        raise error(at=said_moment(timezone.localtime(request.closed_at)))
    if request.expires_at is None or (at or clock.now()) > request.expires_at:
        until = said_date(timezone.localtime(request.expires_at)) if request.expires_at else ""
        raise LinkExpiredError(until=until, actor=request.asked_by)
    membership_of(request)
    return request


def membership_of(request: ApprovalRequest) -> Membership:
    """The membership under which the person answers.

    Raises:
        NoLongerApproverError: there is none that may approve.
    """
    rows = Membership.across_companies.select_related("company", "user")
    membership = rows.filter(company=request.company_id, user=request.approver_id).first()
    if membership is None or not may(membership.role, Permission.APPROVE):
        raise NoLongerApproverError(person=request.approver.display_name, company=request.company.name)
    return membership


def seen_of(document: Document) -> str:
    """A fingerprint of what an approver reads: supplier, amounts, dates, lines with their coding."""
    lines = DocumentLine.objects.filter(document=document).order_by("position")
    read = (
        document.supplier_id,
        document.number,
        document.total_minor,
        document.currency,
        document.due_date,
        *lines.values_list("label", "net_minor", "vat_code", "account"),
    )
    return sha256(repr(read).encode()).hexdigest()[:24]


@transaction.atomic
def approve_by_link(token: str, *, seen: str) -> Document:
    """Say yes from a link. ``seen`` is the fingerprint of what was read.

    Raises:
        EcritoireError: the link cannot be answered, the document changed, or see ``approve``.
    """
    request = _locked(token, seen)
    return approve(request.document, request.approver)


@transaction.atomic
def refuse_by_link(token: str, *, seen: str, reason: str) -> Document:
    """Say no and why from a link. ``seen`` is the fingerprint of what was read.

    Raises:
        EcritoireError: the link cannot be answered, the document changed, or see ``refuse``.
    """
    request = _locked(token, seen)
    return refuse(request.document, request.approver, reason=reason)


def _locked(token: str, seen: str) -> ApprovalRequest:
    """The question, with its document locked: two answers at once meet here, and the second finds it answered."""
    document = lock_document(opened_request(token).document)
    request = opened_request(token)
    if seen_of(document) != seen:
        raise DocumentChangedError(number=document.number)
    return request

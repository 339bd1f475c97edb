"""Reminding people of what they were asked: by a person with a button, or by ``ecritoire remind`` from a timer."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ecritoire.apps import clock
from ecritoire.apps.audit.services import record
from ecritoire.apps.purchases.approval_mail import mail_request
from ecritoire.apps.purchases.approval_rounds import LINK_DAYS, current_request
from ecritoire.apps.purchases.locking import lock_document
from ecritoire.apps.purchases.models import ApprovalRequest, Document
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.lifecycle import Approval
from ecritoire.domain.wording import said_moment

DAYS_BETWEEN = 3
REST_HOURS = 24  # between two reminders by hand, whoever clicks: an approver is not to be showered


class NothingToRemindError(EcritoireError):
    """No question waits for an answer."""

    code = "nothing_to_remind"
    template = "%(number)s n’attend aucune réponse : demandez d’abord sa validation."


class RemindedLatelyError(EcritoireError):
    """The person was reminded less than a day ago."""

    code = "reminded_lately"
    template = "%(person)s a déjà été relancé le %(at)s. La prochaine relance est possible le %(next)s."


@transaction.atomic
def remind_approver(document: Document, *, actor: str, at: datetime | None = None) -> ApprovalRequest:
    """Remind whoever is asked, with a link that is good for two weeks again.

    Raises:
        NothingToRemindError: nobody is asked.
        RemindedLatelyError: the last reminder is less than ``REST_HOURS`` old.
    """
    document = lock_document(document)
    request = current_request(document) if document.approval == Approval.PENDING else None
    if request is None:
        raise NothingToRemindError(number=document.number)
    moment = at or clock.now()
    _require_rest(request, moment)
    request.reminded_at, request.expires_at = moment, moment + timedelta(days=LINK_DAYS)
    request.save(update_fields=["reminded_at", "expires_at"])
    record(actor=actor, action="remind_approval", subject=document, approver=request.approver.email)
    mail_request(request)
    return request


def _require_rest(request: ApprovalRequest, moment: datetime) -> None:
    """Two people who click at once meet here, with the document locked: one e-mail goes."""
    if request.reminded_at is None:
        return
    after = request.reminded_at + timedelta(hours=REST_HOURS)
    if moment < after:
        raise RemindedLatelyError(
            person=request.approver.display_name,
            at=said_moment(timezone.localtime(request.reminded_at)),
            next=said_moment(timezone.localtime(after)),
        )


def remind_late(*, actor: str, days: int = DAYS_BETWEEN, at: datetime | None = None) -> Sequence[ApprovalRequest]:
    """Remind of every question of the company in scope that is older than ``days``, reminders included.

    Running it again at once reminds nobody twice.
    """
    moment = at or clock.now()
    before = moment - timedelta(days=days)
    late = ApprovalRequest.objects.filter(closed_at=None, asked_at__lte=before, document__approval=Approval.PENDING)
    late = late.filter(Q(reminded_at=None) | Q(reminded_at__lte=before)).select_related("document")
    reminded = []
    for request in late.order_by("pk"):
        with transaction.atomic():
            document = lock_document(request.document)
            # Somebody may have answered, or another run may have reminded, since the list was read.
            if late.filter(pk=request.pk).exists():
                reminded.append(remind_approver(document, actor=actor, at=moment))
    return reminded

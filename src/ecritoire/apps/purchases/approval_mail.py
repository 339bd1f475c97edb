"""The e-mail that asks, with the link to answer from. Without a mail server, whoever asks hands the link over."""

import smtplib

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from ecritoire.apps.audit.services import record
from ecritoire.apps.purchases.approval_tokens import link_of
from ecritoire.apps.purchases.models import ApprovalRequest
from ecritoire.apps.scope import company_scope
from ecritoire.domain.wording import said_amount, said_date

log = structlog.get_logger(__name__)


def mail_request(request: ApprovalRequest) -> None:
    """Send the question once what was written is kept; a server that does not answer stops nothing."""
    if settings.MAIL_IS_SENT:
        transaction.on_commit(lambda: _send(request))


def _send(request: ApprovalRequest) -> None:
    with company_scope(request.company), translation.override(request.approver.language):
        subject, body = _words(request)
        try:
            send_mail(subject, body, None, [request.approver.email])
        except (OSError, smtplib.SMTPException) as error:
            log.warning("approval_mail_failed", request=request.pk, error=type(error).__name__)
            action = "approval_mail_failed"
        else:
            action = "approval_mail_sent"
        record(actor=request.asked_by, action=action, subject=request.document, approver=request.approver.email)


def _words(request: ApprovalRequest) -> tuple[str, str]:
    document = request.document
    facts = {
        "actor": request.asked_by,
        "number": " ".join(document.number.split()),
        "supplier": " ".join(document.supplier.name.split()),
        "total": said_amount(document.total_minor, document.currency),
        "company": document.company.name,
        "link": link_of(request),
        "until": said_date(request.expires_at) if request.expires_at else "",
        "note": request.note,
    }
    subject = _("À valider : %(supplier)s, %(number)s, %(total)s") % facts
    lines = [
        _("%(actor)s vous demande de valider la facture %(number)s de %(supplier)s, %(total)s, pour %(company)s.")
        % facts,
        "\u00ab\u00a0{note}\u00a0\u00bb".format(**facts) if request.note else "",
        _("Tout ce qu’il faut pour décider, et vos deux boutons, sont à cette adresse :"),
        link_of(request),
        _("Ce lien est personnel, sert une fois, et vaut jusqu’au %(until)s. Ne le transférez pas.") % facts,
    ]
    return subject, "\n\n".join(line for line in lines if line)

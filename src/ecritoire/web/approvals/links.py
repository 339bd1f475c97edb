"""Links that whoever asks hands over where no mail server is set."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from ecritoire.apps.purchases.approval_rounds import Asking, current_request
from ecritoire.apps.purchases.approval_tokens import path_of
from ecritoire.apps.purchases.approvals import ask_in_order
from ecritoire.apps.purchases.models import ApprovalRequest, Document
from ecritoire.web.shared.access import CompanyRequest


def address_of(request: HttpRequest, asked: ApprovalRequest) -> str:
    """The whole address of a question, as the person's own browser reaches this site."""
    return request.build_absolute_uri(path_of(asked))


def ask(document: Document, asking: Asking, request: CompanyRequest) -> None:
    """Ask, and where no e-mail goes out, offer the link to hand over."""
    asked = ask_in_order(document, asking)
    current = current_request(asked)
    if settings.MAIL_IS_SENT or current is None:
        return
    sentence = _("Aucun e-mail ne part d’ici : remettez le lien à %(person)s.") % {
        "person": current.approver.display_name
    }
    link = reverse("approvals:remind", args=[document.pk])
    messages.info(request, format_html('{} <a href="{}">{}</a>', sentence, link, _("Voir le lien")))

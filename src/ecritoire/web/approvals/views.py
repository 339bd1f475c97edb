"""« À valider », and reminders."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ecritoire.apps import clock
from ecritoire.apps.purchases.approval_queries import waiting_for
from ecritoire.apps.purchases.approval_reminders import remind_approver
from ecritoire.apps.purchases.approval_rounds import current_request
from ecritoire.apps.purchases.models import ApprovalRequest, Document
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.permissions import Permission
from ecritoire.web.approvals.links import address_of
from ecritoire.web.documents.behind import list_behind
from ecritoire.web.documents.panel import document_or_404
from ecritoire.web.shared.access import CompanyRequest, page
from ecritoire.web.shared.dialogs import Dialog, close_dialog, show_dialog

SHOWN_MOST = 100


@page(Permission.APPROVE)
@require_GET
def waiting(request: CompanyRequest) -> HttpResponse:
    """What waits for one's own answer."""
    documents = waiting_for(request.user)
    context = {"documents": documents[:SHOWN_MOST], "count": documents.count()}
    return render(request, "approvals/list.html", context)


@page(Permission.ASK_APPROVAL)
@require_http_methods(["GET", "HEAD", "POST"])
def remind(request: CompanyRequest, key: int) -> HttpResponse:
    """Remind whoever is asked; without a mail server, show the link to hand over."""
    document = document_or_404(key)
    if request.method == "POST":
        try:
            asked = remind_approver(document, actor=request.actor)
        except EcritoireError as error:
            messages.error(request, error.message)
            return close_dialog(request, list_behind(request))
        if settings.MAIL_IS_SENT:
            messages.success(request, _("Relance envoyée à %(person)s") % {"person": asked.approver.display_name})
            return close_dialog(request, list_behind(request))
    return show_dialog(request, _dialog(request, document))


def _dialog(request: CompanyRequest, document: Document) -> Dialog:
    current = current_request(document)
    text = [_("Un e-mail part, et le lien vaut à nouveau deux semaines.")]
    verb = _("Relancer")
    if not settings.MAIL_IS_SENT:
        text, verb = _hand_over(request, current)
    return Dialog(
        title=_("Relancer pour %(number)s ?") % {"number": document.number},
        text=text,
        url=reverse("approvals:remind", args=[document.pk]),
        back_url=list_behind(request),
        form=None,
        keep_label=_("Fermer"),
        submit_label=verb,
    )


def _hand_over(request: CompanyRequest, current: ApprovalRequest | None) -> tuple[list[str], str]:
    """What to say, and the verb if anything is left to do, where no e-mail goes out."""
    if current is None:
        return [_("Personne n’est interrogé pour l’instant.")], ""
    if current.expires_at is not None and current.expires_at < clock.now():
        return [_("Le lien n’est plus bon : relancer lui redonne deux semaines, puis vous le montre.")], _("Relancer")
    person = {"person": current.approver.display_name}
    told = _("Aucun e-mail ne part d’ici. Remettez vous-même ce lien à %(person)s, et à personne d’autre :") % person
    return [told, address_of(request, current)], ""

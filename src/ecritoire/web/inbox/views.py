"""The inbox: what waits for control, what was set aside, what could not be read."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ecritoire.apps.purchases.control import control_document
from ecritoire.apps.purchases.models import Document
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.permissions import Permission
from ecritoire.web.inbox.listing import InboxQuery, aside_page, files_aside_page, refused_page, waiting_page
from ecritoire.web.shared.access import CompanyRequest, page

TABS: Mapping[str, Callable[[InboxQuery], dict[str, Any]]] = {
    "": waiting_page,
    "aside": aside_page,
    "refused": refused_page,
    "files_aside": files_aside_page,
}


@page(Permission.READ)
@require_GET
def inbox(request: CompanyRequest) -> HttpResponse:
    """List what waits, oldest first; or what was set aside; or the files that nothing came of."""
    asked = InboxQuery.of(request.GET)
    return render(request, "inbox/list.html", TABS[asked.tab](asked))


@page(Permission.CONTROL)
@require_POST
def control(request: CompanyRequest, key: int) -> HttpResponse:
    """Confirm what one document says; proposals are accepted."""
    document = Document.objects.filter(pk=key).first()
    if document is None:
        raise Http404
    try:
        control_document(document, actor=request.actor)
    except EcritoireError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("%(number)s est contrôlée") % {"number": document.number})
    return redirect("inbox:list")

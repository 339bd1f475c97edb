"""The inbox: documents waiting for control, with what is proposed for them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from ecritoire.apps.purchases.control import control_document
from ecritoire.apps.purchases.models import Document
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.origins import said_origin
from ecritoire.domain.permissions import Permission
from ecritoire.web.documents.filters import TYPE_LABELS
from ecritoire.web.documents.listing import signed_total
from ecritoire.web.shared import words
from ecritoire.web.shared.access import CompanyRequest, page

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Proposal:
    """An account proposed for some lines, and where it comes from."""

    account: str
    origin: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """One document of the inbox. ``remarks`` is what a person should look at first."""

    pk: int
    supplier: str
    number: str
    type_label: str | Promise
    invoice_date: date
    received_at: datetime
    signed_minor: int
    currency: str
    proposals: list[Proposal]
    uncoded: str
    remarks: int
    url: str
    control_label: str


@page(Permission.READ)
@require_GET
def inbox(request: CompanyRequest) -> HttpResponse:
    """List what waits, oldest first."""
    waiting = Document.objects.filter(controlled_at=None)
    documents = list(
        waiting.select_related("supplier").prefetch_related("lines").order_by("invoice_date", "pk")[: SHOWN + 1]
    )
    context: dict[str, Any] = {
        "waiting": [_waiting(document) for document in documents[:SHOWN]],
        "count_label": words.documents(waiting.count()),
        "has_more": len(documents) > SHOWN,
    }
    return render(request, "inbox/list.html", context)


def _waiting(document: Document) -> Waiting:
    lines = [line for line in document.lines.all() if line.net_minor]
    proposals = {line.proposed_account or line.account: said_origin(line.origin_label) for line in lines}
    uncoded = sum(1 for line in lines if not line.account and not line.proposed_account)
    return Waiting(
        pk=document.pk,
        supplier=document.supplier.name,
        number=document.number,
        type_label=TYPE_LABELS[document.type],
        invoice_date=document.invoice_date,
        received_at=document.imported_at,
        signed_minor=signed_total(document),
        currency=document.currency,
        proposals=[Proposal(account, origin) for account, origin in proposals.items() if account],
        uncoded=ngettext("%(count)s ligne sans compte", "%(count)s lignes sans compte", uncoded) % {"count": uncoded}
        if uncoded
        else "",
        remarks=len(document.flags),
        url=f"{reverse('documents:list')}?doc={document.pk}",
        control_label=_("Contrôler %(number)s de %(supplier)s")
        % {"number": document.number, "supplier": document.supplier.name},
    )


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

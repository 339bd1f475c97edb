"""What is done to all the rows that are checked, or to every document of the filter: to each, or to none."""

from collections.abc import Iterable
from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ecritoire.apps.exports.choosing import choose_documents
from ecritoire.apps.purchases.models import Document
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.permissions import Permission, may
from ecritoire.web.documents.behind import list_behind
from ecritoire.web.documents.filters import Filters
from ecritoire.web.documents.listing import chosen_documents
from ecritoire.web.documents.panel_pages import next_selection
from ecritoire.web.documents.questions import QUESTIONS, ask_about, found_documents
from ecritoire.web.exports.parameters import next_parameters, query_of
from ecritoire.web.shared.access import CompanyRequest, page
from ecritoire.web.shared.dialogs import Dialog, show_dialog

SELECTED_MOST = 200
CHANGED_MOST = 500  # documents changed in one transaction


@page(Permission.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: CompanyRequest) -> HttpResponse:
    """Do one action to all the rows that are checked: to each, or to none."""
    sent = request.POST if request.method == "POST" else request.GET
    name = sent.get("action", "")
    if name not in QUESTIONS:
        raise Http404
    if not may(request.membership.role, QUESTIONS[name].permission):
        raise PermissionDenied
    if "filter" in sent:
        return _ask_whole_filter(request, name, sent["filter"])
    keys = sent.getlist("documents")[:SELECTED_MOST]
    hidden = [("action", name), *(("documents", key) for key in keys)]
    return ask_about(request, name, found_documents(keys), reverse("documents:bulk"), hidden)


def _ask_whole_filter(request: CompanyRequest, name: str, query: str) -> HttpResponse:
    """The same for every document of a filter, as many as are changed in one go."""
    documents = list(whole_filter(request, query)[: CHANGED_MOST + 1])
    if not documents:
        raise Http404
    if len(documents) <= CHANGED_MOST:
        return ask_about(request, name, documents, reverse("documents:bulk"), [("action", name), ("filter", query)])
    dialog = Dialog(
        title=str(QUESTIONS[name].title) % {"what": _("tout le filtre")},
        text=(_("Il y en a plus de %(most)s : resserrez le filtre, rien n’a été changé.") % {"most": CHANGED_MOST},),
        url=reverse("documents:bulk"),
        back_url=list_behind(request),
        form=None,
        keep_label=_("Fermer"),
        submit_label="",
    )
    return show_dialog(request, dialog)


def whole_filter(request: CompanyRequest, query: str) -> QuerySet[Document]:
    """Every document that the filter of an address chooses."""
    documents = chosen_documents(Filters.of(QueryDict(query)), next_selection(request))
    return documents.select_related("supplier", "company").order_by("pk")


@page(Permission.EXPORT)
@require_POST
def export_chosen(request: CompanyRequest) -> HttpResponse:
    """Open the new export limited to the rows that are checked, or to the whole filter."""
    if "filter" in request.POST:
        keys: Iterable[int] = whole_filter(request, request.POST["filter"]).values_list("pk", flat=True)
    else:
        keys = [document.pk for document in found_documents(request.POST.getlist("documents")[:SELECTED_MOST])]
    try:
        choice = choose_documents(request.company, keys, actor=request.actor)
    except EcritoireError as error:
        messages.error(request, error.message)
        return redirect(list_behind(request))
    parameters = replace(next_parameters(), choice=choice.pk)
    return redirect(f"{reverse('exports:new')}?{query_of(parameters)}")

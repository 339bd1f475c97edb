"""The panel as an answer: by htmx into the list, and in the page of the list itself."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django_htmx.http import trigger_client_event

from ecritoire.apps.exports.conditions import Selection
from ecritoire.apps.exports.queries import selection_for
from ecritoire.apps.purchases.models import Document
from ecritoire.web.documents.filters import Filters
from ecritoire.web.documents.panel import FIRST_TAB, Place, document_or_404, panel_of
from ecritoire.web.exports.parameters import next_parameters
from ecritoire.web.shared.access import CompanyRequest


def next_selection(request: CompanyRequest) -> Selection:
    """What the next export would select, by which reasons are told."""
    return selection_for(request.company, next_parameters())


def list_query(query: QueryDict) -> str:
    """The address of the list behind a panel: its filters and its place, nothing of the panel."""
    place = [(name, query.get(name, "")) for name in ("after", "before", "rank") if name in query]
    return Filters.of(query).query(*place)


def panel_context(
    request: CompanyRequest, document: Document, place: Place, selection: Selection | None = None
) -> dict[str, object]:
    """The context of the panel's template."""
    selection = selection or next_selection(request)
    return {"document": document, "panel": panel_of(document, selection, request.membership, place)}


def answer_with_panel(
    request: CompanyRequest,
    key: int,
    *,
    refused: Mapping[str, Form] | None = None,
    error: str = "",
    changed: bool = False,
) -> HttpResponse:
    """Draw the panel again after an action; the list is told when something ``changed``."""
    document = document_or_404(key)
    query = QueryDict(urlsplit(request.htmx.current_url or "").query)
    place = Place(list_query(query), query.get("tab", FIRST_TAB), refused or {}, error)
    template = "documents/panel_answer.html" if request.htmx else "documents/panel_page.html"
    status = 422 if refused or error else 200
    response = render(request, template, panel_context(request, document, place), status=status)
    return trigger_client_event(response, "documents-changed") if changed else response

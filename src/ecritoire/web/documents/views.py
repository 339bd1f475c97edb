"""The list of documents, its panel, and the accounts that fields complete from."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ecritoire.apps.ledger.models import Account
from ecritoire.domain.chart import AccountFamily
from ecritoire.domain.permissions import Permission, may
from ecritoire.web.documents.axes import axes_of, names_of, typed_axes
from ecritoire.web.documents.cells import column_choices, heads_of
from ecritoire.web.documents.chips import chips_of
from ecritoire.web.documents.filters import Filters
from ecritoire.web.documents.layout import columns_of
from ecritoire.web.documents.listing import list_documents
from ecritoire.web.documents.order import LATEST_FIRST, Cursor
from ecritoire.web.documents.panel import FIRST_TAB, Place, document_or_404
from ecritoire.web.documents.panel_pages import list_query, next_selection, panel_context
from ecritoire.web.documents.saved import views_of
from ecritoire.web.shared.access import CompanyRequest, page

KEY_DIGITS_MOST = 18
CODABLE = (AccountFamily.PURCHASE, AccountFamily.ASSET, AccountFamily.DEPOSIT)


@dataclass(frozen=True, slots=True)
class BulkChoice:
    """One button of the bar over the checked rows."""

    value: str
    label: str


@page(Permission.READ)
@require_GET
def document_list(request: CompanyRequest) -> HttpResponse:
    """The list, with the panel of one document when the address says so."""
    filters = Filters.of(request.GET)
    cursor = Cursor.of(request.GET, filters.sort)
    opened = int(request.GET["doc"]) if _is_key(request.GET.get("doc", "")) else None
    selection = next_selection(request)
    columns = columns_of(filters, request.user)
    listing = list_documents(filters, columns, selection, cursor, opened)
    names = names_of(filters)
    context: dict[str, Any] = {
        "filters": filters,
        "rows": listing.rows,
        "totals": listing.totals,
        "pages": listing.pages,
        "heads": heads_of(filters, columns),
        "column_choices": column_choices(columns),
        "columns_in_address": ",".join(filters.columns),
        "sort_in_address": filters.sort if filters.sort != LATEST_FIRST else "",
        "views": views_of(filters, request.membership),
        "chips": chips_of(filters, names),
        "axes": axes_of(filters, names),
        "typed_axes": typed_axes(filters),
        "list_query": filters.query(),
        "page_url": request.get_full_path(),
        "empty": _empty(filters),
        "bulk_actions": _bulk_actions(request),
        "panel": None,
    }
    if opened is not None:
        document = document_or_404(opened)
        place = Place(list_query(request.GET), request.GET.get("tab", FIRST_TAB))
        context |= panel_context(request, document, place, selection)
    response = render(request, "documents/list.html", context)
    if request.headers.get("HX-Source", "").endswith("#filters"):
        # The form sends its empty fields too: the address that people keep has none.
        response["HX-Push-Url"] = f"{request.path}?{filters.query()}".removesuffix("?")
    return response


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= KEY_DIGITS_MOST


def _empty(filters: Filters) -> dict[str, str]:
    if list(filters.criteria()):
        return {
            "title": _("Aucun document ne répond à ces filtres"),
            "context": _("Les filtres se combinent : un document doit répondre à chacun d’eux."),
            "url": reverse("documents:list"),
            "action": _("Voir tous les documents"),
        }
    return {
        "title": _("Aucun document pour le moment"),
        "context": _("Les factures importées apparaissent ici, contrôlées ou non."),
        "url": "",
        "action": "",
    }


def _bulk_actions(request: CompanyRequest) -> list[BulkChoice]:
    role = request.membership.role
    offered = (
        (Permission.CODE, BulkChoice("code", _("Imputer"))),
        (Permission.ASK_APPROVAL, BulkChoice("ask_approval", _("Demander la validation"))),
        (Permission.CONTROL, BulkChoice("control", _("Contrôler"))),
        (Permission.HOLD_BACK, BulkChoice("hold_back", _("Mettre hors export"))),
        (Permission.HOLD_BACK, BulkChoice("release", _("Remettre dans l’export"))),
        (Permission.COMMENT, BulkChoice("tag", _("Étiqueter"))),
    )
    return [choice for permission, choice in offered if may(role, permission)]


@page(Permission.READ)
@require_GET
def document_panel(request: CompanyRequest, key: int) -> HttpResponse:
    """The panel alone, for htmx."""
    document = document_or_404(key)
    place = Place(list_query(request.GET), request.GET.get("tab", FIRST_TAB))
    return render(request, "documents/panel.html", panel_context(request, document, place))


@page(Permission.READ)
@require_GET
def account_options(request: CompanyRequest) -> HttpResponse:
    """The accounts a line can be coded to, as the options of a field."""
    accounts = Account.objects.filter(family__in=CODABLE).order_by("number")
    return render(request, "documents/account_options.html", {"accounts": accounts})

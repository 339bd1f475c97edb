"""The list behind what is asked: its address, and its filters."""

from urllib.parse import urlsplit

from django.http import QueryDict
from django.urls import reverse

from ecritoire.web.documents.filters import Filters
from ecritoire.web.shared.access import CompanyRequest
from ecritoire.web.shared.addresses import safe_address


def list_behind(request: CompanyRequest) -> str:
    """The address of the page that a dialog or a form is on."""
    address = request.htmx.current_url or request.headers.get("Referer", "")
    return safe_address(request, address) or reverse("documents:list")


def filters_behind(request: CompanyRequest) -> Filters:
    """The filters of that page."""
    return Filters.of(QueryDict(urlsplit(list_behind(request)).query))

"""Addresses people come back to: on this site only."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def safe_address(request: HttpRequest, address: str) -> str:
    """Return ``address`` as a path of this site, or nothing when it leads elsewhere."""
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def back_to(request: HttpRequest) -> str:
    """The page a form was on, else the first page."""
    wanted = request.POST.get("next", "") or request.headers.get("Referer", "")
    return safe_address(request, wanted) or reverse("home")

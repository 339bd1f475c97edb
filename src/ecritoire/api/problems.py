"""Every refusal as problem+json (RFC 9457): a stable code, a sentence in the caller's language, the facts."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.core.exceptions import SuspiciousOperation
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from ecritoire.domain.errors import EcritoireError

CONTENT_TYPE = "application/problem+json"
# What another request did, or is doing, stands in the way; everything else is refused for what it says.
CONFLICTS = frozenset(
    {
        "already_cancelled",
        "concurrent_export",
        "export_acknowledged",
        "export_has_corrections",
        "idempotency_key_in_use",
    }
)
CODES: Mapping[int, str] = {
    400: "invalid_request",
    401: "not_authenticated",
    403: "permission_denied",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    415: "unsupported_media_type",
    429: "too_many_requests",
}


class VersionMismatch(exceptions.APIException):
    """Somebody changed the document since the caller read it (``If-Match``)."""

    status_code = HTTPStatus.PRECONDITION_FAILED
    default_code = "changed_meanwhile"


class NothingToExport(exceptions.APIException):
    """An export would take nothing; nothing was written."""

    status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    default_code = "nothing_to_export"


def handle(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """Answer an exception of an endpoint; ``None`` for what is our own fault, which Django reports."""
    del context
    if isinstance(error, EcritoireError):
        set_rollback()
        return _problem(_status_of(error), error.code, error.message, facts=_plain(error.facts))
    if isinstance(error, Http404):
        error = exceptions.NotFound(_("Rien n’a cette adresse dans cette société."))
    elif isinstance(error, DjangoPermissionDenied):
        error = exceptions.PermissionDenied()
    elif isinstance(error, SuspiciousOperation):  # too many fields, too many files, too much data
        error = exceptions.ParseError(_("Cette demande est trop grande. Découpez-la en plusieurs."))
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    headers = {}
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = f"{wait:.0f}"
    if header := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = header
    if isinstance(error, exceptions.ValidationError):
        fields = list(_field_errors(error.detail))
        sentence = " ".join(each["message"] for each in fields)
        return _problem(error.status_code, "invalid_request", sentence, errors=fields)
    code = getattr(error, "default_code", "") if isinstance(error, VersionMismatch | NothingToExport) else ""
    return _problem(error.status_code, code or CODES.get(error.status_code, "error"), str(error.detail), headers)


def _status_of(error: EcritoireError) -> int:
    if error.code.endswith("_not_found"):
        return HTTPStatus.NOT_FOUND
    return HTTPStatus.CONFLICT if error.code in CONFLICTS else HTTPStatus.UNPROCESSABLE_ENTITY


def _problem(status: int, code: str, detail: str, headers: Mapping[str, str] | None = None, **more: object) -> Response:
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "code": code,
        "detail": detail,
        **more,
    }
    return Response(body, status=int(status), headers=dict(headers or {}), content_type=CONTENT_TYPE)


def _field_errors(detail: Any, path: str = "") -> Iterator[dict[str, str]]:  # noqa: ANN401 - nested lists and mappings
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            yield from _field_errors(inner, f"{path}.{name}".lstrip("."))
    elif isinstance(detail, list):
        for inner in detail:
            yield from _field_errors(inner, path)
    else:
        yield {"field": path, "message": str(detail)}


def _plain(facts: Mapping[str, object]) -> dict[str, object]:
    return {name: value if isinstance(value, str | int | bool | None) else str(value) for name, value in facts.items()}

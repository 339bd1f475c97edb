"""What the OpenAPI document says of every endpoint alike: refusals, pages, headers, the token."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework import serializers

from ecritoire.api.actions import KEY_HEADER, KEY_LENGTH_MOST
from ecritoire.api.problems import CONTENT_TYPE

MEANINGS: Mapping[int, str] = {
    400: "What was sent is not right; each mistake is beside its field.",
    401: "No token, or one that is unknown, revoked or expired.",
    403: "The token does not have this permission.",
    404: "Nothing has this address in this company.",
    409: "Another request stands in the way.",
    412: "It changed since the caller read it.",
    415: "The body is not of a media type that the endpoint reads.",
    422: "Refused: the sentence says why, and what to do.",
    429: "Too many requests with this token; Retry-After says when to come back.",
}
ALWAYS = (401, 403, 429)

IDEMPOTENT = OpenApiParameter(
    KEY_HEADER,
    {"type": "string", "minLength": 1, "maxLength": KEY_LENGTH_MOST, "pattern": "^[!-~]+$"},
    OpenApiParameter.HEADER,
    required=True,
    description="Any text of your own, a UUID for instance. The same key with the same content acts once.",
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    {"type": "string", "maxLength": 100, "pattern": "^[!-~]*$"},
    OpenApiParameter.HEADER,
    description="The ETag of the document as you read it: refused with 412 when it changed since.",
)


class FieldMistake(serializers.Serializer[Any]):
    """One mistake of what was sent."""

    field = serializers.CharField(allow_blank=True)
    message = serializers.CharField()


class Problem(serializers.Serializer[Any]):
    """A refusal (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField(help_text="Stable: made for programs.")
    detail = serializers.CharField(help_text="A sentence in the caller's language: made for people.")
    facts = serializers.DictField(required=False)
    errors = FieldMistake(many=True, required=False)  # type: ignore[assignment]


def problems(*statuses: int) -> dict[Any, Any]:
    """The refusals of an endpoint, with those that any endpoint may answer."""
    return {
        (status, CONTENT_TYPE): OpenApiResponse(Problem, MEANINGS[status]) for status in sorted({*ALWAYS, *statuses})
    }


def page_shape(row: type[serializers.Serializer[Any]]) -> serializers.Serializer[Any]:
    """A page of rows."""
    return inline_serializer(
        f"{row.__name__}Page",
        {
            "data": row(many=True),
            "next_cursor": serializers.CharField(allow_null=True),
            "next": serializers.CharField(allow_null=True, help_text="Address of the next page."),
        },
    )


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How a token is shown."""

    target_class = "ecritoire.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        """A bearer token."""
        del auto_schema
        return {"type": "http", "scheme": "bearer"}

"""Keyset pages: a list is read in order, each page saying where the next begins."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

T = TypeVar("T")
SIZE, SIZE_MOST = 50, 500


class PageQuery(serializers.Serializer[Any]):
    """Which page of a list is wanted."""

    limit = serializers.IntegerField(min_value=1, max_value=SIZE_MOST, default=SIZE, help_text="Rows of a page.")
    after = serializers.CharField(
        default="", allow_blank=True, max_length=400, help_text="The `next_cursor` of the page before."
    )

    def validate_after(self, value: str) -> list[Any]:
        """Read the cursor, which is ours and says nothing to a caller."""
        if not value:
            return []
        try:
            place = json.loads(urlsafe_b64decode(value.encode()))
        except ValueError:
            place = None
        if not isinstance(place, list) or not all(isinstance(part, str | int) for part in place):
            raise serializers.ValidationError(_("Ce curseur n’en est pas un : prenez « next_cursor » d’une page."))
        return place


def place_in(place: Sequence[Any], *readers: Callable[[Any], Any]) -> tuple[Any, ...] | None:
    """Where a page begins, read from the parts of a cursor; nothing for the first page.

    Raises:
        ValidationError: the cursor is another list's.
    """
    if not place:
        return None
    try:
        return tuple(read(part) for read, part in zip(readers, place, strict=True))
    except (TypeError, ValueError) as error:
        raise serializers.ValidationError({"after": _("Ce curseur vient d’une autre liste.")}) from error


def page_of(
    request: Request,
    rows: Sequence[T],
    limit: int,
    place: Callable[[T], Sequence[str | int]],
    shape: Callable[[T], Any],
) -> Response:
    """Answer one page. ``rows`` has one row more than ``limit`` when there is a next page."""
    shown = rows[:limit]
    cursor = _cursor(place(shown[-1])) if len(rows) > limit else None
    following = replace_query_param(request.build_absolute_uri(), "after", cursor) if cursor else None
    return Response({"data": [shape(row) for row in shown], "next_cursor": cursor, "next": following})


def _cursor(place: Sequence[str | int]) -> str:
    return urlsafe_b64encode(json.dumps(list(place), ensure_ascii=False).encode()).decode()

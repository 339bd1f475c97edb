"""The page that explains the API: made from the OpenAPI document and the examples that tests run."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from shlex import quote
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from ecritoire.api.examples import Example, Shown, example_of, shown

PREFIX = "/api/v1/"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing an endpoint is told: in its path, its query, a header or its body."""

    name: str
    place: str
    kind: str
    meaning: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """One endpoint as the page shows it."""

    name: str
    method: str
    path: str
    summary: str
    description: str
    told: tuple["Told", ...]
    refusals: tuple[tuple[str, str], ...]
    call: str  # the example, for a shell
    status: int
    answer: str


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Show every endpoint with its example. Public: it says nothing of any company."""
    found = sorted(_operations(_address(request)), key=lambda each: each.path.split("/")[3])
    groups = [(name, list(group)) for name, group in groupby(found, key=lambda each: each.path.split("/")[3])]
    return render(request, "api/reference.html", {"groups": groups, "address": _address(request)})


def _address(request: HttpRequest) -> str:
    return request.build_absolute_uri(PREFIX)


def _operations(address: str) -> Iterator[Operation]:
    document = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]
    schemas = document["components"]["schemas"]
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            example, answered = example_of(operation["operationId"]), shown()[operation["operationId"]]
            assert example is not None, operation["operationId"]
            yield Operation(
                name=operation["operationId"],
                method=method.upper(),
                path=path,
                summary=operation.get("summary", ""),
                description=operation.get("description", ""),
                told=(*_parameters(operation), *_fields(operation, schemas)),
                refusals=tuple(_refusals(operation)),
                call=_call(example, answered, address),
                status=answered.status,
                answer=_answer(answered),
            )


def _parameters(operation: Mapping[str, Any]) -> Iterator[Told]:
    for each in operation.get("parameters", ()):
        yield Told(
            each["name"], each["in"], _kind(each["schema"]), each.get("description", ""), each.get("required", False)
        )


def _fields(operation: Mapping[str, Any], schemas: Mapping[str, Any]) -> Iterator[Told]:
    contents = list(operation.get("requestBody", {}).get("content", {}).values())
    for content in contents[:1]:
        schema = schemas[content["schema"]["$ref"].rsplit("/", 1)[1]]
        required = schema.get("required", ())
        for name, field in schema.get("properties", {}).items():
            yield Told(name, "body", _kind(field), field.get("description", ""), name in required)


def _kind(schema: Mapping[str, Any]) -> str:
    """What a value is: its format where it has one, else its type, or the values it may have."""
    values = schema.get("enum") or schema.get("items", {}).get("enum")
    if values:
        return " | ".join(map(str, values))
    kind = schema.get("format") or schema.get("type", "")
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


def _refusals(operation: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for status, response in operation["responses"].items():
        if status >= "400":
            yield status, response.get("description", "")


def _call(example: Example, answered: Shown, address: str) -> str:
    query = f"?{urlencode(example.query)}" if example.query else ""
    lines = [f"curl {quote(address + answered.path + query)}", '-H "Authorization: Bearer $TOKEN"']
    if example.method == "POST":
        lines.append('-H "Idempotency-Key: $(uuidgen)"')
    if example.upload:
        lines.append(f"-F files=@{example.upload}")
    elif example.method == "POST":
        lines += ["-H 'Content-Type: application/json'", f"-d {quote(json.dumps(example.body, ensure_ascii=False))}"]
    return " \\\n     ".join(lines)


def _answer(answered: Shown) -> str:
    if answered.answer is None:
        return answered.media_type
    return json.dumps(answered.answer, ensure_ascii=False, indent=2)

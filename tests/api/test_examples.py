"""Every example of the API's page is run, and the page and the OpenAPI document show what was answered."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ecritoire.api.examples import ANSWERS, EXAMPLES, Example
from ecritoire.apps.access.tokens import create_token
from ecritoire.apps.companies.models import Company, User
from ecritoire.domain.permissions import PERMISSIONS, Permission, Role
from tests.api.conftest import Program
from tests.apps.einvoices import EInvoice, Item
from tests.apps.ground import coded

# What another run, or the other database, numbers otherwise.
NUMBERED = {"id", "document", "supplier_id", "entry", "next", "next_cursor", "version"}


@time_machine.travel("2026-10-22 09:30+02:00", tick=False)
def test_every_example_is_answered_as_shown(company: Company, claire: User, pytestconfig: pytest.Config) -> None:
    other = coded(company, EInvoice(number="F-2026-117", items=[Item("Chevilles", "80.00")]))
    known: dict[str, object] = {"other": other.pk, "supplier": other.supplier_id}
    scopes = set(Permission) - {Permission.APPROVE, Permission.MANAGE_MEMBERS}
    program = Program(create_token(company, "Passerelle", scopes=scopes, days=30, actor="Paul Guillou")[1])
    approver = Program(
        create_token(company, "Claire", scopes=PERMISSIONS[Role.APPROVER], days=30, actor="Claire", user=claire)[1]
    )
    answers = [_run(example, approver if example.is_personal else program, known) for example in EXAMPLES]
    if pytestconfig.getoption("--snapshot-update"):
        ANSWERS.write_text(json.dumps(answers, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    kept = json.loads(ANSWERS.read_text(encoding="utf-8"))
    assert [_settled(each) for each in answers] == [_settled(each) for each in kept]


def _run(example: Example, program: Program, known: dict[str, object]) -> dict[str, Any]:
    path = example.path.format(**known)
    if example.upload:
        invoice = EInvoice(number="F-2026-118", items=[Item("Vis inox", "120.00")])
        sent = {"files": SimpleUploadedFile(example.upload, invoice.xml, "application/xml")}
        headers = program.headers | {"Idempotency-Key": "exemple"}
        response = program.client.post(f"/api/v1/{path}", sent, headers=headers)
    elif example.method == "POST":
        response = program.post(path, example.body)
    else:
        response = program.get(path, **example.query)
    media_type = response["Content-Type"].split(";")[0]
    assert response.status_code in {200, 201}, (example.operation, response.content)
    answer = response.json() if media_type == "application/json" else None
    _learn(example, answer, known)
    return {
        "operation": example.operation, "path": path, "status": response.status_code, "media_type": media_type,
        "answer": answer,
    }  # fmt: skip


def _learn(example: Example, answer: Any, known: dict[str, object]) -> None:  # noqa: ANN401 - JSON
    if example.operation == "imports_create":
        known["document"] = answer["files"][0]["document"]
    if example.operation == "exports_create":
        known |= {"export": answer["number"], "file": answer["files"][0]["id"]}


def _settled(value: Any, name: str = "") -> Any:  # noqa: ANN401 - JSON
    """The value without what a database numbers: such fields keep only their type."""
    if isinstance(value, Mapping):
        return {key: _settled(each, key) for key, each in value.items()}
    if isinstance(value, list):
        return [_settled(each, name) for each in value]
    if name in NUMBERED and value is not None:
        return type(value).__name__
    return "/".join("#" if part.isdigit() else part for part in value.split("/")) if name == "path" else value


def test_every_endpoint_has_an_example() -> None:
    document = Client().get("/api/v1/openapi.json?format=json").json()
    named = {each["operationId"] for operations in document["paths"].values() for each in operations.values()}
    assert named == {example.operation for example in EXAMPLES}


def test_the_openapi_document_shows_the_answers() -> None:
    document = Client().get("/api/v1/openapi.json?format=json").json()
    created = document["paths"]["/api/v1/exports/"]["post"]
    assert created["requestBody"]["content"]["application/json"]["examples"]["example"]["value"]["template"] == "fec"
    assert created["responses"]["201"]["content"]["application/json"]["examples"]["example"]["value"]["number"] == 1


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_shows_every_example(language: str) -> None:
    page = Client().get("/api/v1/reference/", headers={"Accept-Language": language})
    assert page.status_code == 200
    text = page.content.decode()
    assert all(f'id="{example.operation}"' in text for example in EXAMPLES)
    assert "curl http://testserver/api/v1/exports/" in text

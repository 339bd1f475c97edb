"""One worked example of every endpoint: what is asked, and what was answered when a test asked it.

The examples are a story told in order on one company, so each stands on what those before it did. ``answers.json`` is
written by the test that runs them (``pytest tests/api/test_examples.py --snapshot-update``) and compared at each run
after, so that neither the OpenAPI document nor the page can show an answer the application does not give.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

ANSWERS = Path(__file__).with_name("answers.json")


@dataclass(frozen=True, slots=True)
class Example:
    """A request. ``path`` names earlier things in braces: ``document`` and ``other`` were imported first."""

    operation: str
    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None
    upload: str = ""  # name of the e-invoice that is sent
    is_personal: bool = False  # a person has to ask: the approver


def _document(
    verb: str, body: Mapping[str, Any] | None = None, name: str = "document", *, personal: bool = False
) -> Example:
    operation = f"documents_{verb.replace('-', '_')}"
    return Example(operation, "POST", f"documents/{{{name}}}/{verb}/", body=body or {}, is_personal=personal)


EXAMPLES: tuple[Example, ...] = (
    Example("company_retrieve", "GET", "company/"),
    Example("accounts_list", "GET", "accounts/", {"limit": "2"}),
    Example("journals_list", "GET", "journals/"),
    Example("imports_create", "POST", "imports/", upload="F-2026-118.xml"),
    Example("documents_list", "GET", "documents/", {"accounting": "not_exported", "limit": "2"}),
    _document("code", {"account": "606400"}),
    _document("period", {"start": "2026-10-01", "end": "2026-10-31"}),
    _document("control"),
    _document("ask-approval", {"approver": "claire.morel@example.fr"}),
    _document("approve", personal=True),
    _document("ask-approval", {"approver": "claire.morel@example.fr"}, "other"),
    _document("refuse", {"reason": "Commande jamais passée"}, "other", personal=True),
    _document("hold-back", {"reason": "En litige avec le fournisseur"}, "other"),
    _document("release", None, "other"),
    _document("payments", {"on": "2026-10-20", "reference": "VIR-2210"}),
    Example("documents_retrieve", "GET", "documents/{document}/"),
    Example("documents_file_retrieve", "GET", "documents/{document}/file/"),
    Example("suppliers_list", "GET", "suppliers/", {"search": "vism"}),
    Example("suppliers_retrieve", "GET", "suppliers/{supplier}/"),
    Example("entries_list", "GET", "entries/", {"pending": "true", "limit": "2"}),
    Example("exports_dry_run", "GET", "exports/dry-run/", {"template": "fec", "until": "2026-10-31"}),
    Example("documents_explain", "GET", "documents/{other}/explain/", {"until": "2026-10-31"}),
    Example("exports_create", "POST", "exports/", body={"template": "fec", "until": "2026-10-31"}),
    Example("exports_list", "GET", "exports/"),
    Example("exports_retrieve", "GET", "exports/{export}/"),
    Example("exports_taken_list", "GET", "exports/{export}/taken/"),
    Example("exports_left_out_list", "GET", "exports/{export}/left-out/"),
    Example("exports_files_retrieve", "GET", "exports/{export}/files/{file}/"),
    Example("exports_cancel_create", "POST", "exports/{export}/cancel/", body={"reason": "Mauvais modèle"}),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """An example as it was run. A file has no ``answer``; ``media_type`` says what it is."""

    path: str
    status: int
    media_type: str
    answer: Any


@cache
def shown() -> Mapping[str, Shown]:
    """What each operation answered, by the operation; the first of several examples stands."""
    kept = json.loads(ANSWERS.read_text(encoding="utf-8"))
    return {
        each["operation"]: Shown(each["path"], each["status"], each["media_type"], each["answer"])
        for each in reversed(kept)
    }


def example_of(operation: str) -> Example | None:
    """The example of an operation."""
    return next((example for example in EXAMPLES if example.operation == operation), None)


def with_examples(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Put the examples into the OpenAPI document; a hook of drf-spectacular."""
    for operations in result["paths"].values():
        for operation in operations.values():
            _illustrate(operation)
    return result


def _illustrate(operation: dict[str, Any]) -> None:
    example, answered = example_of(operation["operationId"]), shown().get(operation["operationId"])
    if example is None or answered is None:
        return
    if example.body:
        for content in operation.get("requestBody", {}).get("content", {}).values():
            content["examples"] = {"example": {"value": example.body}}
    if answered.answer is not None:
        content = operation["responses"][str(answered.status)]["content"]["application/json"]
        content["examples"] = {"example": {"value": answered.answer}}

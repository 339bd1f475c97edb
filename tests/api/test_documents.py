"""Documents through the API: read, filtered, acted on; once, and never over somebody else's change."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ecritoire.apps.companies.models import Company, User
from ecritoire.apps.purchases.models import Document
from ecritoire.domain.permissions import Role
from tests.api.conftest import Program
from tests.apps.einvoices import EInvoice, files
from tests.apps.ground import coded, controlled, fresh, received


def test_a_document_is_read_with_its_lines_and_vat(company: Company, program: Program) -> None:
    document = controlled(company)
    read = program.get(f"documents/{document.pk}/").json()
    assert (read["number"], read["total_minor"], read["accounting"]) == ("F-1", 12000, "not_exported")
    assert [line["account"] for line in read["lines"]] == ["606400"]
    assert [(vat["rate_bp"], vat["vat_minor"]) for vat in read["vat"]] == [(2000, 2000)]


def test_pages_follow_one_another_and_lose_nothing(company: Company, program: Program) -> None:
    for day in range(1, 8):
        received(company, EInvoice(number=f"P-{day}", issue_date=date(2026, 10, 1 + day // 2)))
    seen, cursor = [], ""
    while cursor is not None:
        page = program.get("documents/", limit=3, after=cursor).json()
        seen += [row["number"] for row in page["data"]]
        cursor = page["next_cursor"]
    assert seen == [document.number for document in Document.objects.order_by("-invoice_date", "-pk")]


def test_filters_are_those_of_the_screen(company: Company, program: Program) -> None:
    controlled(company, EInvoice(number="A-1"))
    received(company, EInvoice(number="B-1"))
    assert [row["number"] for row in program.get("documents/", controlled="false").json()["data"]] == ["B-1"]
    assert [row["number"] for row in program.get("documents/", search="A-1").json()["data"]] == ["A-1"]
    assert program.get("documents/", invoice_until="2025-01-01").json()["data"] == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"limit": "mille"}, "limit"),
        ({"limit": 501}, "limit"),
        ({"after": "bm9u"}, "after"),
        ({"after": "WzEsMl0="}, "after"),
        ({"invoice_from": "31/02/2026"}, "invoice_from"),
        ({"approval": "perhaps"}, "approval"),
        ({"supplier": "9" * 30}, "supplier"),
    ],
)
def test_a_query_that_is_wrong_says_where(program: Program, query: dict[str, object], field: str) -> None:
    refused = program.get("documents/", **query)
    assert refused.status_code == 400
    assert [mistake["field"].split(".")[0] for mistake in refused.json()["errors"]] == [field]


def test_files_are_taken_in_one_by_one(company: Company, program: Program) -> None:
    name, content = next(iter(files(EInvoice())))
    good, bad = SimpleUploadedFile(name, content), SimpleUploadedFile("vide.pdf", b"rien")
    headers = program.headers | {"Idempotency-Key": "lot-1"}
    answer = program.client.post("/api/v1/imports/", {"files": [good, bad]}, headers=headers).json()
    assert [each["status"] for each in answer["files"]] == ["imported", "refused"]
    assert answer["files"][1]["error"]["message"]


def test_a_program_codes_controls_pays_and_holds_back(company: Company, program: Program) -> None:
    key = received(company).pk
    assert program.post(f"documents/{key}/code/", {"account": "606400"}).json()["lines"][0]["account"] == "606400"
    assert program.post(f"documents/{key}/control/").json()["controlled_at"]
    period = program.post(f"documents/{key}/period/", {"start": "2026-10-01", "end": "2026-12-31"}).json()
    assert period["period_end"] == "2026-12-31"
    assert program.post(f"documents/{key}/payments/", {"on": "2026-10-20"}).json()["payment"] == "paid"
    assert program.post(f"documents/{key}/hold-back/", {"reason": "litige"}).json()["accounting"] == "held_back"
    assert program.post(f"documents/{key}/release/").json()["accounting"] == "not_exported"


def test_only_the_person_asked_approves(
    company: Company, claire: User, program: Program, program_of: Callable[..., Program]
) -> None:
    key = controlled(company).pk
    assert program.post(f"documents/{key}/ask-approval/", {"approver": claire.email}).json()["approval"] == "pending"
    assert program.post(f"documents/{key}/approve/").status_code == 403
    assert program_of(Role.APPROVER).post(f"documents/{key}/approve/").status_code == 422


def test_a_refusal_of_a_service_keeps_its_code_and_its_sentence(company: Company, program: Program) -> None:
    refused = program.post(f"documents/{received(company).pk}/code/", {"account": "999"})
    assert refused.status_code == 422
    assert refused.json()["code"] == "unknown_account"
    assert "999" in refused.json()["detail"]


def test_the_same_key_acts_once_and_answers_the_same(company: Company, program: Program) -> None:
    document = coded(company)
    first = program.post(f"documents/{document.pk}/control/", key="k1")
    again = program.post(f"documents/{document.pk}/control/", key="k1")
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()


def test_another_request_under_the_same_key_is_refused(company: Company, program: Program) -> None:
    document = controlled(company)
    program.post(f"documents/{document.pk}/hold-back/", {"reason": "un"}, key="k2")
    other = program.post(f"documents/{document.pk}/hold-back/", {"reason": "deux"}, key="k2")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert fresh(document).held_back_reason == "un"


def test_a_request_that_acts_needs_a_key(company: Company, program: Program) -> None:
    document = coded(company)
    sent = program.client.post(f"/api/v1/documents/{document.pk}/control/", headers=program.headers)
    assert sent.status_code == 400
    assert sent.json()["errors"][0]["field"] == "Idempotency-Key"
    assert fresh(document).controlled_at is None


def test_a_change_since_it_was_read_stops_an_action(company: Company, program: Program) -> None:
    key = controlled(company).pk
    version = program.get(f"documents/{key}/").headers["ETag"]
    headers = {"If-Match": version}
    assert program.post(f"documents/{key}/period/", {"start": "2026-10-01"}, **headers).status_code == 200
    late = program.post(f"documents/{key}/period/", {"start": "2026-09-01"}, **headers)
    assert (late.status_code, late.json()["code"]) == (412, "changed_meanwhile")
    assert fresh(Document.objects.get(pk=key)).period_start == date(2026, 10, 1)


@pytest.mark.parametrize("path", ["imports/", "exports/", "documents/1/control/"])
def test_a_body_of_another_type_is_a_documented_refusal(program: Program, path: str) -> None:
    headers = program.headers | {"Idempotency-Key": "autre"}
    response = program.client.post(f"/api/v1/{path}", b"%PDF-", "application/pdf", headers=headers)
    assert (response.status_code, response.json()["code"]) == (415, "unsupported_media_type")
    document = program.client.get("/api/v1/openapi.json?format=json").json()
    assert "415" in document["paths"][f"/api/v1/{path}".replace("/1/", "/{key}/")]["post"]["responses"]

"""Exports through the API: tried, created, read to the last line, cancelled."""

from datetime import date
from hashlib import sha256

from ecritoire.apps.companies.models import Company
from tests.api.conftest import Program
from tests.apps.einvoices import EInvoice
from tests.apps.ground import controlled, received

OCTOBER = {"template": "fec", "until": "2026-10-31"}


def test_an_export_takes_each_entry_once(company: Company, program: Program) -> None:
    controlled(company)
    dry = program.get("exports/dry-run/", **OCTOBER).json()
    assert (dry["document_count"], dry["left_out_count"]) == (1, 0)
    created = program.post("exports/", OCTOBER)
    assert created.status_code == 201
    assert created.json()["entry_count"] == 1
    again = program.post("exports/", OCTOBER)
    assert (again.status_code, again.json()["code"]) == (422, "nothing_to_export")


def test_the_same_key_creates_one_export(company: Company, program: Program) -> None:
    controlled(company)
    first, again = (program.post("exports/", OCTOBER, key="nuit") for _ in range(2))
    assert first.json() == again.json()
    assert [each["number"] for each in program.get("exports/").json()["data"]] == [1]


def test_what_was_taken_and_left_is_read_page_by_page(company: Company, program: Program) -> None:
    for number in range(4):
        controlled(company, EInvoice(number=f"T-{number}"))
        received(company, EInvoice(number=f"L-{number}"))
    controlled(company, EInvoice(number="NOV", issue_date=date(2026, 11, 4)))
    program.post("exports/", OCTOBER)
    assert _all(program, "exports/1/taken/", "number") == [f"T-{n}" for n in range(4)]
    assert sorted(_all(program, "exports/1/left-out/", "number")) == ["L-0", "L-1", "L-2", "L-3", "NOV"]
    left = {each["number"]: each["reasons"] for each in program.get("exports/1/left-out/").json()["data"]}
    assert [reason["code"] for reason in left["NOV"]] == ["dated_after"]
    assert [reason["code"] for reason in left["L-0"]] == ["not_controlled", "purchase_account_missing"]


def _all(program: Program, path: str, field: str) -> list[str]:
    found: list[str] = []
    cursor = ""
    while cursor is not None:
        page = program.get(path, limit=2, after=cursor).json()
        found += [row[field] for row in page["data"]]
        cursor = page["next_cursor"]
    return found


def test_a_file_is_the_bytes_that_were_announced(company: Company, program: Program) -> None:
    controlled(company)
    for file in program.post("exports/", OCTOBER).json()["files"]:
        response = program.get(f"exports/1/files/{file['id']}/")
        assert sha256(b"".join(response.streaming_content)).hexdigest() == file["sha256"]
    assert program.get("exports/1/").json()["state"] == "downloaded"


def test_a_cancelled_export_lets_its_entries_go(company: Company, program: Program) -> None:
    controlled(company)
    program.post("exports/", OCTOBER)
    assert program.post("exports/1/cancel/", {"reason": "trop tôt"}).json()["state"] == "cancelled"
    late = program.post("exports/1/cancel/", {"reason": "encore"})
    assert (late.status_code, late.json()["code"]) == (409, "already_cancelled")
    assert program.post("exports/", OCTOBER).json()["number"] == 2


def test_a_document_is_explained_now_and_as_of_a_past_export(company: Company, program: Program) -> None:
    document = received(company)
    now = program.get(f"documents/{document.pk}/explain/", **OCTOBER).json()
    assert [reason["code"] for reason in now["reasons"]] == ["not_controlled", "purchase_account_missing"]
    controlled(company, EInvoice(number="AUTRE"))
    program.post("exports/", OCTOBER)
    past = program.get(f"documents/{document.pk}/explain/", export=1).json()
    assert (past["taken"], past["reasons"][0]["code"]) == (False, "not_controlled")
    assert program.get(f"documents/{document.pk}/explain/", export=99).status_code == 404


def test_entries_accounts_and_journals_are_read(company: Company, program: Program) -> None:
    controlled(company)
    (entry,) = program.get("entries/", pending="true").json()["data"]
    assert sum(line["debit_minor"] - line["credit_minor"] for line in entry["lines"]) == 0
    assert program.get("entries/", pending="false").json()["data"] == []
    assert "HA" in {journal["code"] for journal in program.get("journals/").json()}
    numbers = _all(program, "accounts/", "number")
    assert numbers == sorted(set(numbers))

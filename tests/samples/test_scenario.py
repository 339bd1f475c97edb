"""What the demo plays agrees with the documents, and shows every reason the product knows."""

import tomllib
from datetime import date, datetime
from typing import Any

import pytest

from samples.make import DOCUMENTS, FOLDER
from samples.model import Document

SCENARIO: dict[str, Any] = tomllib.loads((FOLDER.parent / "scenario.toml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = SCENARIO["document"]
IMPORTED = [step for step in STEPS if step["expected"] == "imported"]
BY_FILE = {document.file_name: document for document in DOCUMENTS}
TYPES = {"325": "order", "380": "invoice", "381": "credit_note", "384": "corrective", "386": "deposit_invoice"}
# The reasons of the export contract; the last two need a connection or another template.
REASONS = {
    "not_controlled",
    "controlled_after",
    "dated_after",
    "dated_before",
    "period_ends_after",
    "purchase_account_missing",
    "vat_account_missing",
    "unbalanced",
    "deposit_on_order",
    "order",
    "approval_pending",
    "approval_refused",
    "already_exported",
    "held_back",
    "period_locked",
    "journal_not_chosen",
    "paid_outside",
    "payment_not_executed",
    "currency_rate_missing",
}
every_import = pytest.mark.parametrize("step", IMPORTED, ids=lambda step: step["file"])


def reasons(step: dict[str, Any]) -> set[str]:
    found = set(step.get("reasons", []))
    for others in step.get("reasons_in", {}).values():
        found.update(others)
    for payment in step.get("payments", []):
        found |= reasons(payment)
    return found


def document_of(step: dict[str, Any]) -> Document:
    return BY_FILE[step["file"]]


def test_every_file_has_its_step_and_every_step_its_file() -> None:
    assert sorted(step["file"] for step in STEPS) == sorted(path.name for path in FOLDER.iterdir())


def test_every_reason_is_shown_and_none_is_unknown() -> None:
    assert set().union(*map(reasons, STEPS)) == REASONS


def test_runs_are_named_once_and_reasons_refer_to_them() -> None:
    names = [run["name"] for run in SCENARIO["run"]]
    assert len(names) == len(set(names))
    for step in STEPS:
        for part in (step, *step.get("payments", [])):
            assert set(part.get("reasons_in", {})) <= set(names), step["file"]


@every_import
def test_a_step_says_what_the_document_says(step: dict[str, Any]) -> None:
    document = document_of(step)
    expected_type = "credit_note" if document.total_minor < 0 else TYPES[document.type_code]
    assert (step["number"], step["supplier"], step["type"]) == (document.number, document.seller.name, expected_type)
    assert (step["total_minor"], step.get("currency", "EUR")) == (abs(document.total_minor), document.currency)
    if "period_end" in step:
        assert document.period
        assert step["period_end"] == document.period.end


@every_import
def test_a_step_uses_accounts_of_the_chart_and_lines_of_the_document(step: dict[str, Any]) -> None:
    document = document_of(step)
    coding = [*step.get("coding", []), *step.get("edited", {}).get("coding", [])]
    accounts = {coded["account"] for coded in coding} | ({step["account"]} if "account" in step else set())
    assert accounts <= set(SCENARIO["company"]["chart"])
    assert all(1 <= coded["line"] <= len(document.lines) + len(document.adjustments) for coded in coding)


@every_import
def test_a_step_happens_in_order(step: dict[str, Any]) -> None:
    approval = step.get("approval", {})
    moments: list[datetime | None] = [
        datetime.combine(document_of(step).issued_on, datetime.min.time()),
        step["received"],
        step.get("controlled"),
        approval.get("asked"),
        approval.get("decided"),
    ]
    known = [moment for moment in moments if moment]
    assert known == sorted(known)
    assert max(known).date() <= SCENARIO["today"]
    assert all(payment["on"] <= SCENARIO["today"] for payment in step.get("payments", []))


@every_import
def test_a_step_pays_no_more_than_is_due(step: dict[str, Any]) -> None:
    paid = sum(payment["amount_minor"] for payment in step.get("payments", []))
    assert paid <= step["total_minor"]


@every_import
def test_people_and_orders_are_known(step: dict[str, Any]) -> None:
    people = {person["name"] for person in SCENARIO["person"]}
    named = {step.get(key, {}).get("by") for key in ("approval", "hold", "edited")} - {None}
    assert named <= people
    orders = {other["number"] for other in IMPORTED if other["type"] == "order"}
    assert step.get("order", next(iter(orders))) in orders


@every_import
def test_what_is_dated_after_the_end_says_so(step: dict[str, Any]) -> None:
    until: date = next(run["until"] for run in SCENARIO["run"] if run["name"] == "octobre")
    assert ("dated_after" in step["reasons"]) == (document_of(step).issued_on > until)
    assert ("not_controlled" in step["reasons"]) == ("controlled" not in step)


def test_suppliers_are_the_senders() -> None:
    listed = {supplier["name"]: supplier.get("siren", "") for supplier in SCENARIO["supplier"]}
    senders = {document.seller.name: document.seller.siren for document in DOCUMENTS}
    assert listed == senders
    auxiliaries = [supplier["auxiliary"] for supplier in SCENARIO["supplier"]]
    assert len(auxiliaries) == len(set(auxiliaries))


def test_the_company_is_the_buyer_except_once() -> None:
    company = SCENARIO["company"]["siren"]
    others = [document.number for document in DOCUMENTS if document.buyer.siren != company]
    wrong = [step["number"] for step in STEPS if step.get("wrong_buyer")]
    assert others == wrong

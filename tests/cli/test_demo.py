"""The demo ends where its scenario says: every document with its state, every one left out with all its reasons."""

from collections.abc import Iterator
from functools import cache

import pytest

from ecritoire.apps import clock
from ecritoire.apps.exports.integrity import verify
from ecritoire.apps.exports.models import Export
from ecritoire.apps.exports.queries import explain_document, explain_in_export, explain_payments, selection_for
from ecritoire.apps.exports.selection import Candidate
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.purchases.queries import accounting_state, document_by_number
from ecritoire.apps.scope import company_scope
from ecritoire.cli.demo_play import Played, play
from ecritoire.cli.demo_scenario import Run, Scenario, Table, load_scenario
from ecritoire.domain.reasons import REASONS

# Nothing in a demo without connections, with a template without limits and without an empty document can give these.
OUT_OF_REACH = {"refused_by_target", "template_limit", "nothing_to_book", "not_chosen"}


@cache
def scenario() -> Scenario:
    return load_scenario()


@pytest.fixture
def played(db: None) -> Iterator[Played]:
    del db
    done = play(scenario())
    with company_scope(done.company):
        yield done


def entered(table: Table) -> Document:
    return document_by_number(table["number"], table["supplier"])


def run_named(name: str) -> Run:
    return next(run for run in scenario().runs if run.name == name)


def test_everything_ends_as_the_scenario_says(played: Played) -> None:
    received = {each.path: each for each in played.received}
    seen: set[str] = set()
    for table in scenario().documents:
        assert received[table["file"]].status.value == table["expected"], table["file"]
        if table["expected"] != "imported":
            continue
        document = entered(table)
        assert (document.type, document.currency) == (table["type"], table.get("currency", "EUR"))
        assert document.total_minor == abs(table["total_minor"])
        assert accounting_state(document).value == table.get("accounting", "not_exported"), table["number"]
        seen |= check_reasons(table, document, played)
        seen |= check_payments(table, document, played)
    assert seen == REASONS.keys() - OUT_OF_REACH


def check_reasons(table: Table, document: Document, played: Played) -> set[str]:
    """Compare the reasons of a document in each run the scenario tells them for; return all that were met."""
    expected = {"octobre": table.get("reasons", []), **table.get("reasons_in", {})}
    for name, reasons in expected.items():
        assert reasons_in(run_named(name), document, played) == set(reasons), (table["number"], name)
    return {code for reasons in expected.values() for code in reasons}


def reasons_in(run: Run, document: Document, played: Played) -> set[str]:
    if run.is_export:
        explanation = explain_in_export(document, Export.objects.get(number=1))
    else:
        with clock.at(run.at):
            explanation = explain_document(document, selection_for(played.company, run.parameters))
    assert explanation.taken == (not explanation.findings)
    assert all(finding.message for finding in explanation.findings)
    return {finding.code for finding in explanation.findings}


def check_payments(table: Table, document: Document, played: Played) -> set[str]:
    seen: set[str] = set()
    for payment in table.get("payments", ()):
        expected = {"octobre": payment.get("reasons", []), **payment.get("reasons_in", {})}
        for name, reasons in expected.items():
            run = run_named(name)
            with clock.at(run.at):
                candidates = explain_payments(document, selection_for(played.company, run.parameters))
            found = next(each for each in candidates if is_of(each, payment))
            assert {finding.code for finding in found.findings} == set(reasons), (table["number"], name)
            seen |= set(reasons)
    return seen


def is_of(candidate: Candidate, payment: Table) -> bool:
    return abs(candidate.total_minor) == int(payment["amount_minor"])


def test_the_books_of_the_demo_are_in_order(played: Played) -> None:
    del played
    assert verify().problems == ()

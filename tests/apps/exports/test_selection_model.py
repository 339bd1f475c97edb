"""The selection against the independent model: random companies, documents, payments and parameters."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from ecritoire.apps.exports.claiming import claim
from ecritoire.apps.exports.conditions import Selection
from ecritoire.apps.exports.models import Choice, ChosenDocument, Export, ExportedEntry
from ecritoire.apps.exports.selection import left_out
from ecritoire.apps.ledger.models import Entry, Line
from ecritoire.apps.scope import company_scope
from ecritoire.domain.exporting import ExportParameters
from ecritoire.domain.reasons import REASONS
from tests.apps.exports.books import Built, build, new_company
from tests.apps.exports.model import CHOSEN, NOON, PARAMETERS, World, document_reasons, payment_reasons, worlds


@pytest.mark.django_db
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds(), first=PARAMETERS, second=PARAMETERS, chosen=CHOSEN)
def test_every_candidate_is_taken_once_or_left_with_exactly_the_reasons_of_the_model(
    world: World, first: ExportParameters, second: ExportParameters, chosen: frozenset[int] | None
) -> None:
    with transaction.atomic():
        company = new_company()
        with company_scope(company):
            built = build(world, company)
            first = replace(first, choice=_choice(built, chosen))
            expected_left, expected_taken = expectations(world, built, first, chosen)
            check_export(1, first, built, expected_left, expected_taken)
            # What the first export took is no candidate of the second; the rest is judged afresh.
            left, taken = expectations(world, built, second)
            left = {key: reasons for key, reasons in left.items() if key not in expected_taken}
            check_export(2, second, built, left, taken - expected_taken)
        transaction.set_rollback(True)


def _choice(built: Built, chosen: frozenset[int] | None) -> int | None:
    if chosen is None:
        return None
    choice = Choice.objects.create(company=built.company, chosen_at=NOON, chosen_by="test")
    for position in chosen & set(range(len(built.documents))):
        ChosenDocument.objects.create(company=built.company, choice=choice, document=built.documents[position])
    return choice.pk


def expectations(
    world: World, built: Built, asked: ExportParameters, chosen: frozenset[int] | None = None
) -> tuple[dict[tuple[str, int], set[str]], set[tuple[str, int]]]:
    reasons = {
        **{
            ("document", row.pk): document_reasons(case, world, asked, NOON)
            for case, row in zip(world.documents, built.documents, strict=True)
        },
        **{
            ("payment", row.pk): payment_reasons(case, world, asked)
            for case, row in zip(world.payments, built.payments, strict=True)
        },
    }
    if chosen is not None:
        positions = {row.pk: position for position, row in enumerate(built.documents)}
        subject = {("document", key): position for key, position in positions.items()}
        subject |= {
            ("payment", row.pk): case.document for case, row in zip(world.payments, built.payments, strict=True)
        }
        reasons = {key: found if subject[key] in chosen else found | {"not_chosen"} for key, found in reasons.items()}
    return {key: found for key, found in reasons.items() if found}, {key for key, found in reasons.items() if not found}


def check_export(
    number: int,
    asked: ExportParameters,
    built: Built,
    expected_left: dict[tuple[str, int], set[str]],
    expected_taken: set[tuple[str, int]],
) -> None:
    selection = Selection(built.company, asked, created_at=NOON)
    found = {(c.kind, c.key): {f.code for f in c.findings} for c in left_out(selection)}
    assert found == expected_left
    for candidate in left_out(selection):
        for finding in candidate.findings:
            assert finding.message  # the sentence can be made of the facts
            assert finding.code in REASONS
    export = Export.objects.create(
        company=built.company,
        number=number,
        created_at=NOON + timedelta(minutes=number),
        created_by="test",
        template="fec",
        until=asked.until,
        start=asked.start,
        journals=asked.journals,
        scope=asked.scope,
    )
    claimed = claim(export, selection)
    taken_entries = list(Entry.objects.filter(export=export))
    taken = {("document", e.document.pk) for e in taken_entries if hasattr(e, "document")}
    taken |= {("payment", e.payment.pk) for e in taken_entries if hasattr(e, "payment")}
    assert taken == expected_taken
    assert claimed.entries == len(taken_entries) == ExportedEntry.objects.filter(export=export).count()
    assert claimed.debit_minor == claimed.credit_minor
    lines = Line.objects.filter(entry__export=export)
    assert claimed.lines == lines.count()
    numbers: Counter[int] = Counter()
    for year, entry_number in Entry.objects.filter(number__isnull=False).values_list("fiscal_year", "number"):
        numbers[year] += 1
        assert entry_number is not None
    for year, count in numbers.items():
        own = sorted(
            n for n in Entry.objects.filter(fiscal_year=year).values_list("number", flat=True) if n is not None
        )
        assert own == list(range(1, count + 1))

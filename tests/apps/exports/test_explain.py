"""Why a document is not in an export: now, in a hypothetical one, and as of a past one."""

from dataclasses import replace
from datetime import date, timedelta

from django.utils import timezone

from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.cancelling import cancel_export
from ecritoire.apps.exports.models import Export
from ecritoire.apps.exports.preview import preview
from ecritoire.apps.exports.queries import (
    Explanation,
    explain_document,
    explain_in_export,
    explain_now,
    preview_account_entries,
    preview_left_out,
    selection_for,
)
from ecritoire.apps.exports.services import create_export
from ecritoire.apps.purchases.models import Document
from ecritoire.domain.exporting import ExportParameters, Journals
from tests.apps.exports.books import build, invoices, plain_invoice, post_document_entry
from tests.apps.exports.model import World


def codes(explanation: Explanation) -> list[str]:
    return [finding.code for finding in explanation.findings]


def export_now(company: Company, asked: ExportParameters) -> Export:
    export = create_export(company, asked, actor="Nadia Ferrand").export
    assert export is not None
    return export


def test_a_document_that_waits_is_explained_with_all_its_reasons_and_their_ways_out(
    company: Company, october: ExportParameters
) -> None:
    late = replace(plain_invoice(date(2026, 11, 4)), controlled_at=None, period_end=date(2026, 12, 31))
    (document,) = build(World(None, (late,), ()), company).documents
    explanation = explain_now(document, selection_for(company, october))
    assert not explanation.taken
    assert [(f.message, f.way_out) for f in explanation.findings] == [
        ("Document encore en Réception, jamais contrôlé", "control"),
        ("Date de facturation 04/11/26 postérieure à la fin d’export 31/10/26", "later_end"),
        (
            "Période de comptabilisation jusqu’au 31/12/26, postérieure à la fin d’export 31/10/26",
            "edit_period",
        ),
    ]


def test_a_document_in_the_books_says_through_which_export(company: Company, october: ExportParameters) -> None:
    (document,) = invoices(company, 1).documents
    export = export_now(company, october)
    document.refresh_from_db()
    explanation = explain_now(document, selection_for(company, october))
    assert (explanation.taken, explanation.export) == (True, export)
    assert codes(explain_document(document, selection_for(company, october))) == ["already_exported"]
    assert explain_in_export(document, export).taken


def test_what_was_controlled_after_an_export_says_when(company: Company, october: ExportParameters) -> None:
    waiting = replace(plain_invoice(), controlled_at=None)
    documents = build(World(None, (plain_invoice(), waiting), ()), company).documents
    export = export_now(company, october)
    late = documents[1]
    assert codes(explain_in_export(late, export)) == ["not_controlled"]
    Document.objects.filter(pk=late.pk).update(controlled_at=timezone.now() + timedelta(minutes=5))
    late.refresh_from_db()
    post_document_entry(late)
    assert codes(explain_in_export(late, export)) == ["controlled_after"]


def test_the_past_stays_as_it_was_when_things_change(company: Company, october: ExportParameters) -> None:
    documents = build(World(None, (plain_invoice(), plain_invoice(date(2026, 11, 4))), ()), company).documents
    first = export_now(company, october)
    second = export_now(company, replace(october, until=date(2026, 11, 30)))
    taken_first, taken_second = documents
    assert codes(explain_in_export(taken_second, first)) == ["dated_after"]
    assert codes(explain_in_export(taken_first, second)) == ["already_exported"]
    cancel_export(second, reason="essai", actor="Nadia Ferrand")
    cancel_export(first, reason="essai", actor="Nadia Ferrand")
    assert explain_in_export(taken_second, second).taken
    assert codes(explain_in_export(taken_second, first)) == ["dated_after"]
    assert codes(explain_in_export(taken_first, second)) == ["already_exported"]


def test_a_document_that_came_after_an_export_was_not_controlled_then(
    company: Company, october: ExportParameters
) -> None:
    invoices(company, 1)
    export = export_now(company, october)
    other = replace(plain_invoice(), controlled_at=None)
    (document,) = build(World(None, (other,), ()), _other_supplier(company)).documents
    assert codes(explain_in_export(document, export)) == ["not_controlled"]


def _other_supplier(company: Company) -> Company:
    """Let the next world be written beside the first."""
    Document.objects.all().update(number="AUTRE")
    for document in Document.objects.all():
        document.supplier.auxiliary = "FAUTRE"
        document.supplier.save()
    return company


def test_the_dry_run_adds_up_and_writes_nothing(company: Company, october: ExportParameters) -> None:
    late = plain_invoice(date(2026, 11, 4))
    refused = replace(plain_invoice(), held_back=True, period_end=date(2026, 12, 31))
    build(World(None, (plain_invoice(), late, refused), ()), company)
    seen = preview(company, october)
    counts = seen.counts
    assert (counts.entry_count, counts.document_count, seen.line_count, counts.debit_minor) == (1, 1, 3, 1200_00)
    assert [(a.number, a.debit_minor, a.credit_minor) for a in seen.accounts] == [
        ("401000", 0, 1200_00),
        ("445660", 200_00, 0),
        ("606400", 1000_00, 0),
    ]
    assert (counts.left_out_count, counts.reason_count) == (2, 3)
    assert {group.code: group.count for group in counts.groups} == {
        "dated_after": 1, "held_back": 1, "period_ends_after": 1,
    }  # fmt: skip
    (left,) = preview_left_out(seen.selection, "held_back")
    assert [finding.code for finding in left.findings] == ["period_ends_after", "held_back"]
    assert [line.debit_minor for line in preview_account_entries(seen.selection, "606400")] == [1000_00]
    assert not Export.objects.exists()


def test_a_bank_export_says_that_the_purchase_journal_was_not_chosen(
    company: Company, october: ExportParameters
) -> None:
    invoices(company, 2, paid=True)
    export = export_now(company, replace(october, journals=Journals.BANK))
    assert export.entry_count == 2
    waiting = preview(company, october).counts
    assert (waiting.entry_count, waiting.groups) == (2, ())
    (document, *_) = Document.objects.order_by("pk")
    assert codes(explain_in_export(document, export)) == ["journal_not_chosen"]

"""Cancelling an export: its entries wait again, its number and files stay, and nothing is numbered twice."""

import pytest

from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.cancelling import (
    AcknowledgedError,
    AlreadyCancelledError,
    CancelReasonMissingError,
    acknowledge_export,
    cancel_export,
)
from ecritoire.apps.exports.history import export_state
from ecritoire.apps.exports.models import Export
from ecritoire.apps.exports.services import create_export
from ecritoire.apps.ledger.models import Entry
from ecritoire.apps.purchases.models import Document
from ecritoire.domain.exporting import ExportParameters
from ecritoire.domain.lifecycle import ExportState
from tests.apps.exports.books import invoices


def numbers() -> dict[int, int | None]:
    return dict(Entry.objects.order_by("pk").values_list("pk", "number"))


def export_now(company: Company, asked: ExportParameters) -> Export:
    export = create_export(company, asked, actor="Nadia Ferrand").export
    assert export is not None
    return export


def test_the_same_entries_get_the_same_numbers_when_exported_again(company: Company, october: ExportParameters) -> None:
    invoices(company, 4, paid=True)
    first = export_now(company, october)
    before = numbers()
    cancel_export(first, reason="mauvais modèle", actor="Nadia Ferrand")
    assert set(numbers().values()) == {None}
    second = export_now(company, october)
    assert (second.number, numbers()) == (2, before)


def test_the_cancelled_export_keeps_its_number_its_files_and_its_list(
    company: Company, october: ExportParameters
) -> None:
    invoices(company, 2)
    export = export_now(company, october)
    files = list(export.files.values_list("name", "sha256"))
    cancelled = cancel_export(export, reason="mauvais modèle", actor="Nadia Ferrand")
    assert export_state(cancelled) == ExportState.CANCELLED
    assert (cancelled.cancel_reason, cancelled.cancelled_by) == ("mauvais modèle", "Nadia Ferrand")
    assert list(cancelled.files.values_list("name", "sha256")) == files
    assert cancelled.taken.count() == 2


def test_a_number_nobody_takes_back_fills_up_before_the_counter_goes_on(
    company: Company, october: ExportParameters
) -> None:
    invoices(company, 3)
    cancel_export(export_now(company, october), reason="essai", actor="Nadia Ferrand")
    first, *_ = Document.objects.order_by("pk")
    Document.objects.filter(pk=first.pk).update(held_back_at=first.imported_at, held_back_reason="x", held_back_by="y")
    export_now(company, october)
    Document.objects.filter(pk=first.pk).update(held_back_at=None)
    export_now(company, october)
    assert sorted(n for n in numbers().values() if n) == [1, 2, 3]


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_cancellation_without_a_reason_is_refused(company: Company, october: ExportParameters, reason: str) -> None:
    invoices(company, 1)
    export = export_now(company, october)
    with pytest.raises(CancelReasonMissingError):
        cancel_export(export, reason=reason, actor="Nadia Ferrand")
    assert None not in numbers().values()


def test_an_export_is_cancelled_once(company: Company, october: ExportParameters) -> None:
    invoices(company, 1)
    export = export_now(company, october)
    cancel_export(export, reason="essai", actor="Nadia Ferrand")
    with pytest.raises(AlreadyCancelledError):
        cancel_export(export, reason="encore", actor="Nadia Ferrand")


def test_an_acknowledged_export_cannot_be_cancelled(company: Company, october: ExportParameters) -> None:
    invoices(company, 1)
    export = export_now(company, october)
    acknowledge_export(export, actor="Pennylane")
    with pytest.raises(AcknowledgedError):
        cancel_export(export, reason="trop tard", actor="Nadia Ferrand")
    assert None not in numbers().values()

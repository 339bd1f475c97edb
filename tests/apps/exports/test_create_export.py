"""Creating an export: what it leaves behind, and that it takes each entry once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ecritoire.apps import files
from ecritoire.apps.companies.models import Company, FiscalYear
from ecritoire.apps.exports.history import left_out_of, taken_by
from ecritoire.apps.exports.models import Export, ExportFile
from ecritoire.apps.exports.services import (
    LegalFileIsNotAnExportError,
    StartAfterEndError,
    complete_interrupted,
    create_export,
)
from ecritoire.apps.ledger.models import Entry
from ecritoire.domain.exporting import ExportParameters
from ecritoire.formats.engine.errors import UnknownTemplateError
from tests.apps.exports.books import build, invoices, plain_invoice
from tests.apps.exports.model import World


def fec_rows(file: ExportFile) -> list[list[str]]:
    text = files.load(file.sha256).decode()
    return [line.split("\t") for line in text.split("\r\n") if line]


def test_an_export_has_a_number_its_parameters_its_totals_and_its_files(
    company: Company, october: ExportParameters
) -> None:
    invoices(company, 3, paid=True)
    export = create_export(company, october, actor="Nadia Ferrand").export
    assert export is not None
    assert (export.number, export.created_by, export.entry_count, export.line_count) == (1, "Nadia Ferrand", 6, 15)
    assert export.debit_minor == export.credit_minor == 6 * 1200_00
    assert export.completed_at is not None
    names = list(export.files.order_by("pk").values_list("name", flat=True))
    assert names == ["552100554FEC20261231_1.txt", "RAPPORT1.csv"]


def test_the_file_holds_every_line_once_with_continuous_numbers(company: Company, october: ExportParameters) -> None:
    invoices(company, 3, paid=True)
    export = create_export(company, october, actor="Nadia Ferrand").export
    assert export is not None
    header, *rows = fec_rows(export.files.get(name__startswith="552100554FEC"))
    assert len(rows) == export.line_count
    columns = {name: [row[i] for row in rows] for i, name in enumerate(header)}
    assert sorted(set(columns["EcritureNum"]), key=int) == ["1", "2", "3", "4", "5", "6"]
    debit, credit = (sum(Decimal(v.replace(",", ".")) for v in columns[side]) for side in ("Debit", "Credit"))
    assert debit == credit == Decimal(7200)
    assert set(columns["ValidDate"]) == {""}


def test_entries_are_numbered_in_the_order_of_their_dates(company: Company, october: ExportParameters) -> None:
    days = (date(2026, 10, 20), date(2026, 10, 3), date(2026, 9, 30))
    build(World(None, tuple(plain_invoice(day) for day in days), ()), company)
    create_export(company, october, actor="Nadia Ferrand")
    by_number = Entry.objects.order_by("number").values_list("date", flat=True)
    assert list(by_number) == sorted(days)


def test_a_second_export_takes_nothing_and_is_not_created(company: Company, october: ExportParameters) -> None:
    invoices(company, 2)
    create_export(company, october, actor="Nadia Ferrand")
    outcome = create_export(company, october, actor="Nadia Ferrand")
    assert outcome.export is None
    assert Export.objects.count() == 1
    company.refresh_from_db()
    assert company.next_export_number == 2


def test_each_fiscal_year_has_its_own_file_and_its_own_numbers(company: Company, october: ExportParameters) -> None:
    days = (date(2025, 12, 30), date(2025, 12, 31), date(2026, 1, 2))
    build(World(None, tuple(plain_invoice(day) for day in days), ()), company)
    export = create_export(company, october, actor="Nadia Ferrand").export
    assert export is not None
    fecs = export.files.filter(name__contains="FEC").order_by("pk")
    assert [(f.name, len(fec_rows(f)) - 1) for f in fecs] == [
        ("552100554FEC20251231_1.txt", 6),
        ("552100554FEC20261231_1.txt", 3),
    ]
    counters = FiscalYear.objects.order_by("end").values_list("next_entry_number", flat=True)
    assert list(counters) == [3, 2]


def test_the_report_names_what_was_taken_and_what_was_left_with_its_reasons(
    company: Company, october: ExportParameters
) -> None:
    late = plain_invoice(date(2026, 11, 4))
    build(World(None, (plain_invoice(), replace(late, held_back=True)), ()), company)
    export = create_export(company, october, actor="Nadia Ferrand").export
    assert export is not None
    assert [taken.number for taken in taken_by(export)] == ["FA-0"]
    (left,) = left_out_of(export)
    assert [finding.code for finding in left.findings] == ["dated_after", "held_back"]
    report = files.load(export.files.get(name="RAPPORT1.csv").sha256).decode("utf-8-sig")
    assert "Pris;FA-0" in report
    assert "Laissé;FA-1" in report
    assert "Date de facturation 04/11/26 postérieure à la fin d’export 31/10/26" in report


def test_an_export_interrupted_after_its_claim_is_finished_with_the_same_bytes(
    company: Company, october: ExportParameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoices(company, 3, paid=True)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("ecritoire.apps.exports.services.complete_export", die)
        with pytest.raises(KeyboardInterrupt):
            create_export(company, october, actor="Nadia Ferrand")
    export = Export.objects.get()
    assert export.completed_at is None
    assert [done.number for done in complete_interrupted(company)] == [1]
    first = list(export.files.order_by("pk").values_list("name", "sha256"))
    assert len(first) == 2
    assert complete_interrupted(company) == []


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (ExportParameters("nothing", date(2026, 10, 31)), UnknownTemplateError),
        (ExportParameters("fec-tax", date(2026, 10, 31)), LegalFileIsNotAnExportError),
        (ExportParameters("fec", date(2026, 10, 31), start=date(2026, 11, 1)), StartAfterEndError),
    ],
)
def test_an_impossible_export_is_refused_with_a_sentence_and_leaves_nothing(
    company: Company, asked: ExportParameters, error: type[Exception]
) -> None:
    invoices(company, 1)
    with pytest.raises(error):
        create_export(company, asked, actor="Nadia Ferrand")
    assert not Export.objects.exists()
    assert not Entry.objects.exclude(export=None).exists()


def test_with_documents_false_no_zip_is_made(company: Company, october: ExportParameters) -> None:
    invoices(company, 1)
    export = create_export(company, october, actor="Nadia Ferrand").export
    assert export is not None
    assert not export.files.filter(name__endswith=".zip").exists()

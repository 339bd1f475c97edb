"""The workbook: typed cells, the same bytes again, a second sheet when the first is full."""

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from ecritoire.formats.engine import spreadsheet
from ecritoire.formats.engine.errors import UnbalancedEntryError
from ecritoire.formats.records import EntryRecord
from ecritoire.formats.registry import load_template
from tests.formats.scenario import (
    CASES,
    HERE,
    IN_DOLLARS,
    NASTY_TEXT,
    PURCHASE,
    SCENARIO,
    assert_golden,
    entry,
    in_currency,
    line,
    rendered,
    rendered_with_report,
    supplier_line,
)

XLSX = load_template("xlsx")


def sheets(content: bytes) -> list[list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [book.get_sheet_by_index(rank).to_python() for rank in range(len(book.sheet_names))]


@pytest.mark.parametrize(("title", "entries"), [("scenario", SCENARIO), ("cases", CASES), ("empty", ())])
def test_the_cells_are_the_golden_ones(title: str, entries: tuple[EntryRecord, ...]) -> None:
    (rows,) = sheets(rendered(XLSX, entries))
    text = "".join("\t".join(map(repr, row)) + "\n" for row in rows)
    assert_golden(HERE / "xlsx" / "golden" / f"{title}.cells.txt", text.encode())


def test_dates_are_dates_and_amounts_are_numbers() -> None:
    (rows,) = sheets(rendered(XLSX, [PURCHASE]))
    supplier = dict(zip(rows[0], rows[3], strict=True))
    assert supplier["Date"] == dt.date(2025, 3, 14)
    assert supplier["Échéance"] == dt.date(2025, 4, 13)
    assert (supplier["Débit"], supplier["Crédit"]) == (0.0, 1500.0)
    assert supplier["N° d’écriture"] == 42
    assert supplier["Compte"] == "401000"


def test_a_formula_is_a_text() -> None:
    content = rendered(XLSX, [NASTY_TEXT])
    (rows,) = sheets(content)
    assert rows[1][11] == '=HYPERLINK("http://x.test";"clic")'
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_an_amount_has_the_decimals_of_its_currency() -> None:
    (rows,) = sheets(rendered(XLSX, [IN_DOLLARS]))
    assert rows[1][15:17] == [100.0, "USD"]
    (rows,) = sheets(rendered(XLSX, [PURCHASE], in_currency("XPF")))
    assert rows[1][12] == 125000


@pytest.mark.parametrize("minor", [1, 7, 10**11 + 1, 99999999999999])
def test_cents_are_exact(minor: int) -> None:
    content = rendered(XLSX, [entry(1, [line("606", "x", debit=minor), supplier_line(credit=minor)])])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read("xl/worksheets/sheet1.xml").decode()
    assert f"<v>{minor // 100}.{minor % 100:02d}</v>" in text


def test_the_same_entries_give_the_same_bytes() -> None:
    assert rendered(XLSX, SCENARIO) == rendered(XLSX, SCENARIO)


def test_the_report_counts_bytes_and_lines() -> None:
    content, report = rendered_with_report(XLSX, SCENARIO)
    assert (report.entries, report.lines, report.debit_minor, report.size_bytes) == (2, 5, 3000_00, len(content))


def test_a_full_sheet_is_followed_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "SHEET_ROWS_MAX", 4)
    first, second = sheets(rendered(XLSX, SCENARIO))
    assert (len(first), len(second)) == (5, 2)
    assert first[0] == second[0]


def test_nothing_is_left_behind_by_what_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(UnbalancedEntryError):
        rendered(XLSX, [PURCHASE, entry(2, [line("606", "x", debit=1)])])
    assert list(tmp_path.iterdir()) == []

"""The list as CSV and XLSX: all the rows of the filter, in its order, and nothing that a spreadsheet would run."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from ecritoire.apps.companies.models import Company
from ecritoire.apps.desk.tagging import tag_documents
from ecritoire.web.documents import sheets
from tests.apps.einvoices import EInvoice, Item
from tests.apps.ground import NADIA, controlled, receive

CSV, XLSX = reverse("documents:csv"), reverse("documents:xlsx")


def _content(browser: Client, address: str, query: str) -> bytes:
    response = browser.get(f"{address}?{query}")
    assert response.status_code == 200
    assert "attachment" in response.headers["Content-Disposition"]
    assert isinstance(response, StreamingHttpResponse)
    return b"".join(response.streaming_content)


def _csv(browser: Client, query: str = "") -> list[list[str]]:
    text = _content(browser, CSV, query).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def _xlsx(browser: Client, query: str = "") -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(_content(browser, XLSX, query)))
    return book.get_sheet_by_index(0).to_python()


@pytest.fixture
def several(company: Company) -> None:
    document = controlled(company, EInvoice("=1+2", items=(Item(net="1234.50"),)))
    receive(company, *(EInvoice(f"N-{n}", due_date=None) for n in range(5)))
    tag_documents(company, [document], "@somme", actor=NADIA)


COLUMNS = "columns=supplier,number,date,due,total,accounting,tags"


def test_csv_has_every_row_as_french_spreadsheets_read_it(
    browser: Client, several: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "ROWS_AT_ONCE", 2)
    head, *rows = _csv(browser, f"{COLUMNS}&sort=-total")
    assert head == ["Fournisseur", "Numéro", "Facture", "Échéance", "Total TTC", "Comptabilité", "Étiquettes"]
    assert len(rows) == 6
    assert rows[0][1:] == ["'=1+2", "14/10/2026", rows[0][3], "1481,40", "Non comptabilisé", "'@somme"]
    assert [row[3] for row in rows[1:]] == [""] * 5


def test_xlsx_has_real_dates_and_numbers_and_texts(browser: Client, several: None) -> None:
    head, *rows = _xlsx(browser, f"{COLUMNS}&min=1000")
    assert head[0] == "Fournisseur"
    assert len(rows) == 1
    assert rows[0][1] == "=1+2"
    assert rows[0][2] == date(2026, 10, 14)
    assert rows[0][4] == 1481.4
    assert rows[0][6] == "@somme"


def test_a_file_has_what_the_list_shows(browser: Client, several: None) -> None:
    shown = browser.get(reverse("documents:list"), {"max": "1000", "sort": "number"}).context["rows"]
    numbers = [row[1] for row in _csv(browser, "max=1000&sort=number")[1:]]
    assert numbers == [row.number for row in shown] == [f"N-{n}" for n in range(5)]


def test_an_empty_list_gives_its_heads(browser: Client, company: Company) -> None:
    assert len(_csv(browser)) == 1
    assert len(_xlsx(browser)) == 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_text_begins_as_a_formula_does(start: str) -> None:
    assert sheets.safe_text(f"{start}cmd") == f"'{start}cmd"

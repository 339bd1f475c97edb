"""The FEC's columns one by one, against the table of article A47 A-1 of the LPF."""

import datetime as dt

import pytest

from ecritoire.formats.records import EntryRecord
from ecritoire.formats.registry import load_template
from tests.formats.scenario import (
    BARE,
    CONTEXT,
    IN_DOLLARS,
    NASTY_TEXT,
    PAYMENT,
    PURCHASE,
    SCENARIO,
    entry,
    in_currency,
    line,
    rendered,
    supplier_line,
)

COLUMNS = [
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib",
    "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise",
    "Idevise",
]  # fmt: skip


def rows(name: str, *entries: EntryRecord) -> list[dict[str, str]]:
    text = rendered(load_template(name), entries).decode()
    header, *lines = text.split("\r\n")[:-1]
    return [dict(zip(header.split("\t"), each.split("\t"), strict=True)) for each in lines]


def test_the_header_is_spelt_as_the_law_has_it() -> None:
    first = rendered(load_template("fec"), ()).decode()
    assert first == "\t".join(COLUMNS) + "\r\n"


def test_the_supplier_line_of_the_scenario_column_by_column() -> None:
    *_, supplier = rows("fec-tax", PURCHASE)
    assert supplier == {
        "JournalCode": "HA",
        "JournalLib": "Achats",
        "EcritureNum": "42",
        "EcritureDate": "20250314",
        "CompteNum": "401000",
        "CompteLib": "Fournisseurs",
        "CompAuxNum": "FLENOIR",
        "CompAuxLib": "LENOIR FOURNITURES",
        "PieceRef": "FA-8817",
        "PieceDate": "20250314",
        "EcritureLib": "LENOIR FA-8817",
        "Debit": "0,00",
        "Credit": "1500,00",
        "EcritureLet": "",
        "DateLet": "",
        "ValidDate": "20250315",
        "Montantdevise": "",
        "Idevise": "",
    }


def test_the_payment_is_in_the_bank_journal() -> None:
    first, second = rows("fec", PAYMENT)
    assert (first["JournalCode"], first["CompteNum"], first["Debit"], first["Credit"]) == (
        "BQ",
        "401000",
        "1500,00",
        "0,00",
    )
    assert (second["CompteNum"], second["Debit"], second["Credit"]) == ("512000", "0,00", "1500,00")


def test_only_the_tax_file_says_when_entries_were_validated() -> None:
    assert {row["ValidDate"] for row in rows("fec", *SCENARIO)} == {""}
    assert {row["ValidDate"] for row in rows("fec-tax", *SCENARIO)} == {"20250315", "20250412"}


def test_a_line_keeps_its_own_label() -> None:
    own, shared = rows("fec", entry(1, [line("606", "x", debit=1, label="la sienne"), supplier_line(credit=1)]))
    assert (own["EcritureLib"], shared["EcritureLib"]) == ("la sienne", "LENOIR FA-8817")


def test_what_must_not_be_empty_never_is() -> None:
    first, _ = rows("fec", BARE)
    assert (first["CompteLib"], first["EcritureLib"]) == ("606400", "FA-8817")
    blank, _ = rows("fec", NASTY_TEXT)
    assert blank["PieceRef"] == "-"
    unnamed = rows("fec", PURCHASE._replace(journal_label=" ", label="", reference=""))
    assert {(row["JournalLib"], row["EcritureLib"], row["PieceRef"]) for row in unnamed} == {("HA", "-", "-")}


def test_amounts_in_currency_come_with_their_currency_or_not_at_all() -> None:
    assert [(row["Montantdevise"], row["Idevise"]) for row in rows("fec", IN_DOLLARS)] == [("100,00", "USD")] * 2
    unnamed = IN_DOLLARS._replace(currency="")
    assert [(row["Montantdevise"], row["Idevise"]) for row in rows("fec", unnamed)] == [("", "")] * 2
    assert [(row["Montantdevise"], row["Idevise"]) for row in rows("fec", PURCHASE._replace(currency="USD"))] == [
        ("", "")
    ] * 3


@pytest.mark.parametrize(
    ("currency", "minor", "text"),
    [("JPY", 12_345, "12345,00"), ("TND", 12_345, "12,345"), ("USD", 5, "0,05"), ("USD", 0, "0,00")],
)
def test_an_amount_in_currency_has_the_decimals_of_its_currency(currency: str, minor: int, text: str) -> None:
    lines = [line("606", "x", debit=1, currency_minor=minor), supplier_line(credit=1, currency_minor=minor)]
    assert rows("fec", entry(1, lines, currency=currency))[0]["Montantdevise"] == text


def test_a_company_in_francs_pacifique_writes_two_decimals() -> None:
    text = rendered(load_template("fec"), [PURCHASE], in_currency("XPF")).decode()
    assert "\t125000,00\t0,00\t" in text


def test_text_cannot_move_a_column() -> None:
    first, second = rows("fec", NASTY_TEXT)
    assert first["CompteLib"] == "Papier « épais »"
    assert second["CompAuxLib"] == "L’ŒUF et la poule 🐔 € fin"
    assert second["EcritureLib"] == "cœur – d’artichaut… “bio”; 5 €"


def test_dates_are_those_of_posting_and_of_the_document() -> None:
    late = PURCHASE._replace(date=dt.date(2025, 4, 1), document_date=dt.date(2024, 12, 31))
    assert {(row["EcritureDate"], row["PieceDate"]) for row in rows("fec", late)} == {("20250401", "20241231")}


def test_the_file_ends_with_the_end_of_its_last_line() -> None:
    content = rendered(load_template("fec"), SCENARIO)
    assert content.endswith(b"\r\n")
    assert not content.endswith(b"\r\n\r\n")
    assert not content.startswith(b"\xef\xbb\xbf")


def test_the_charset_is_a_switch() -> None:
    template = load_template("fec", {"file": {"encoding": "iso-8859-15"}})
    content = rendered(template, [NASTY_TEXT], CONTEXT).decode("iso-8859-15")
    assert "L'ŒUF et la poule ? € fin" in content
    assert content.count("\r\n") == 3

"""What the words of a plain document suggest."""

from datetime import date

import pytest

from ecritoire.apps.companies.models import Company
from ecritoire.apps.purchases.hints import Cell, Hints, hints_of
from tests.apps.einvoices import BUYER_SIREN, SILLAGE, VISMER, EInvoice
from tests.apps.ground import received


def _page(*rows: tuple[str, ...]) -> list[Cell]:
    """Rows of cells, a hundred points apart, each row twelve under the one before."""
    return [
        Cell(text, 50 + 100 * column, 100 + 12 * rank)
        for rank, row in enumerate(rows)
        for column, text in enumerate(row)
        if text
    ]


def test_values_stand_under_beside_or_after_their_labels(company: Company) -> None:
    page = _page(
        ("Numéro", "Date", "Échéance"),
        ("G-26-1240", "05/11/2026", "05/12/2026"),
        ("",),
        ("Total HT", "1 472,00"),
        ("TVA 20 %", "294,40"),
        ("Net à payer TTC : 1 766,40 €",),
        (f"SIREN {BUYER_SIREN}",),
    )
    assert hints_of(page, company) == Hints(
        number="G-26-1240",
        invoice_date=date(2026, 11, 5),
        due_date=date(2026, 12, 5),
        net_minor=147_200,
        total_minor=176_640,
        vat_code="FR20",
    )


def test_the_sender_is_known_by_a_number_whose_key_is_right(company: Company) -> None:
    supplier = received(company).supplier
    hints = hints_of(_page((f"SIRET {VISMER.siren} 00015 · SIREN 123 456 789",)), company)
    assert (hints.supplier, hints.siren) == (supplier, VISMER.siren)


def test_of_two_senders_the_known_one_is_taken_and_of_two_strangers_none(company: Company) -> None:
    two = _page((f"TVA {SILLAGE.vat_number}", f"SIREN {VISMER.siren}"))
    assert hints_of(two, company).siren == ""
    received(company, EInvoice())
    assert hints_of(two, company).siren == VISMER.siren


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Date : 5 novembre 2026", date(2026, 11, 5)),
        ("Date de facturation : 05.11.26", date(2026, 11, 5)),
        ("Date d’émission 1er août 2026", date(2026, 8, 1)),
        ("Date : 31/02/2026", None),
        ("Date : 05/11/1026", None),
        ("Date : 5 brumaire 2026", None),
    ],
)
def test_days_are_read_as_they_are_printed(company: Company, text: str, day: date | None) -> None:
    assert hints_of(_page((text,)), company).invoice_date == day


def test_several_rates_or_a_total_that_does_not_follow_propose_no_line(company: Company) -> None:
    page = _page(("Total HT", "100,00"), ("",), ("Total TTC", "112,00"))
    assert hints_of(page, company).vat_code == ""


@pytest.mark.parametrize(
    "text", ["", "Numéro", "Facture n° " + "x" * 10_000, "Total TTC : " + "9" * 10_000, "Date " * 5_000]
)
def test_odd_texts_suggest_nothing(company: Company, text: str) -> None:
    assert hints_of([Cell(text, 0, 0)], company) == Hints()

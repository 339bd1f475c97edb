"""What a real Tryton says of its chart, and currencies and suppliers there."""

import datetime as dt

import pytest

from ecritoire.connectors.target import Target, TargetAccount, TargetAuxiliary, TargetFiscalYear, TargetJournal
from tests.connectors.contract import CREDIT_NOTE, IN_DOLLARS, PAYMENT, entry, line, parcel
from tests.connectors.tryton.books import Books, cents

pytestmark = pytest.mark.xdist_group("tryton")


def test_reference_data_is_what_the_company_has(target: Target) -> None:
    known = target.reference_data()
    assert TargetAccount("401000", "Fournisseurs") in (known.accounts or ())
    assert set(known.journals or ()) >= {
        TargetJournal("HA", "Achats", "purchase"),
        TargetJournal("BQ", "Banque", "bank"),
        TargetJournal("OD", "Opérations diverses", "miscellaneous"),
    }
    assert TargetAuxiliary("LENOIR", "Lenoir") in (known.auxiliaries or ())
    assert set(known.fiscal_years or ()) == {
        TargetFiscalYear(dt.date(2024, 1, 1), dt.date(2024, 12, 31), is_closed=True),
        TargetFiscalYear(dt.date(2026, 1, 1), dt.date(2026, 12, 31), is_closed=False),
    }
    assert known.locked_until is None


def test_a_created_supplier_is_there_once_and_can_be_booked(target: Target, books: Books) -> None:
    supplier = TargetAuxiliary("DUVAL", "Duval SARL", "552100554", "FR96552100554")
    target.create_auxiliary(supplier)
    target.create_auxiliary(supplier)
    assert [item for item in target.reference_data().auxiliaries or () if item.code == "DUVAL"] == [supplier]
    target.send(parcel(entry(line("606400", debit=7), line("401000", credit=7, auxiliary="DUVAL"))))
    assert books.lines()[-1] == ("401000", 0, 7, "DUVAL")


def test_a_credit_note_and_a_payment_keep_their_sides(target: Target, books: Books) -> None:
    target.send(parcel(CREDIT_NOTE, key="EC-552100554-12-1"))
    target.send(parcel(PAYMENT, key="EC-552100554-12-2"))
    assert [row[:3] for row in books.lines()] == [
        (line.account, line.debit_minor, line.credit_minor) for line in (*CREDIT_NOTE.lines, *PAYMENT.lines)
    ]


def test_a_foreign_amount_is_signed_by_its_side(target: Target, books: Books) -> None:
    target.send(parcel(IN_DOLLARS))
    rows = books.rows(
        "SELECT c.code, l.amount_second_currency FROM account_move_line l"
        " JOIN currency_currency c ON c.id = l.second_currency ORDER BY l.id"
    )
    assert [(code, cents(amount)) for code, amount in rows] == [("USD", 100_00), ("USD", -100_00)]


def test_a_due_date_is_kept_on_the_suppliers_line(target: Target, books: Books) -> None:
    target.send(parcel())
    assert [row[0] for row in books.rows("SELECT maturity_date FROM account_move_line ORDER BY id")] == [
        None,
        None,
        "2026-11-13",
    ]

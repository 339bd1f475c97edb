"""An account and its counterpart on each row: no cent is lost, whichever lines face each other."""

from collections import Counter

from hypothesis import given, settings

from ecritoire.formats.engine.pairs import mirrored_lines, paired_lines
from ecritoire.formats.records import EntryRecord, LineRecord
from tests.formats.engine.templates import DATEV_LIKE
from tests.formats.engine.test_properties import many
from tests.formats.scenario import (
    CREDIT_NOTE,
    PAYMENT,
    PURCHASE,
    REVERSE_CHARGE,
    THREE_RATES,
    entry,
    line,
    rendered,
    rendered_with_report,
    supplier_line,
    template_of,
)

TEMPLATE = template_of(DATEV_LIKE)


def rows(*entries: EntryRecord) -> list[str]:
    batch, names, *lines, last = rendered(TEMPLATE, entries).decode().split("\r\n")
    assert (batch, last) == ("EXTF;20251231", "")
    assert names == "rang;montant;sens;compte;contrepartie;libellé;échéance;devise"
    return lines


def test_a_purchase_gives_a_row_for_each_charge_against_the_supplier() -> None:
    assert rows(PURCHASE) == [
        "1;1250,00;C;FLENOIR;60640000;LENOIR FA-8817;20250413;",
        "2;250,00;C;FLENOIR;44566000;LENOIR FA-8817;20250413;",
    ]


def test_a_payment_and_a_credit_note_are_told_from_the_supplier_too() -> None:
    assert rows(PAYMENT) == ["1;1500,00;D;FLENOIR;51200000;VIR LENOIR FA-8817;;"]
    assert [row.split(";")[1:5] for row in rows(CREDIT_NOTE)] == [
        ["100,00", "D", "FLENOIR", "60640000"],
        ["20,00", "D", "FLENOIR", "44566000"],
    ]


def test_lines_of_the_same_amount_go_together_first() -> None:
    assert [row.split(";")[1:5] for row in rows(REVERSE_CHARGE)] == [
        ["1000,00", "C", "0MUELLER", "61100000"],
        ["200,00", "C", "445200", "44566200"],
    ]


def test_what_remains_is_shared_out_in_order() -> None:
    shared = entry(
        1,
        [
            line("601", "a", debit=60),
            line("602", "b", debit=40),
            line("701", "c", credit=30),
            line("702", "d", credit=70),
        ],
    )
    assert [row.split(";")[1:5] for row in rows(shared)] == [
        ["0,30", "C", "701", "60100000"],
        ["0,30", "C", "702", "60100000"],
        ["0,40", "C", "702", "60200000"],
    ]


def test_the_label_of_the_charge_stands_where_the_supplier_has_none() -> None:
    assert [row.split(";")[5] for row in rows(THREE_RATES)] == ["LENOIR, trois taux"] * 3 + [
        "TVA 20 %",
        "TVA 5,5 %",
        "TVA 10 %",
    ]


def test_an_amount_in_currency_stays_with_the_line_it_is_of() -> None:
    lines = [
        line("606", "x", debit=60, currency_minor=66),
        line("607", "x", debit=40, currency_minor=44),
        supplier_line(credit=100, currency_minor=110),
    ]
    assert [row.split(";")[-1] for row in rows(entry(1, lines, currency="USD"))] == ["0,66", "0,44"]


def test_the_report_counts_the_lines_of_the_entries() -> None:
    _, report = rendered_with_report(TEMPLATE, [PURCHASE, PAYMENT])
    assert (report.entries, report.lines, report.debit_minor, report.credit_minor) == (2, 5, 3000_00, 3000_00)


def moved(lines: list[LineRecord]) -> Counter[tuple[str, str, str]]:
    """What each account was debited and credited of."""
    found: Counter[tuple[str, str, str]] = Counter()
    for each in lines:
        found[each.account, each.auxiliary, "D"] += each.debit_minor
        found[each.account, each.auxiliary, "C"] += each.credit_minor
    return +found


@settings(max_examples=200, deadline=None)
@given(many)
def test_every_account_moves_as_the_entry_says(entries: list[EntryRecord]) -> None:
    for each in entries:
        both = [LineRecord(*pair[:-2]) for pair in mirrored_lines(each.lines)]
        assert moved(both) == moved(list(each.lines))
        assert len(paired_lines(each.lines)) < len(each.lines) * 2
        assert 2 * len(paired_lines(each.lines)) == len(both)

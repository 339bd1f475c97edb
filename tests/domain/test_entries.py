"""An entry that does not balance cannot exist."""

from datetime import date

import pytest

from ecritoire.domain.entries import Entry, InvalidEntryError, JournalType, Line, line_on_side

DAY = date(2026, 10, 14)


def entry(*lines: Line) -> Entry:
    return Entry(JournalType.PURCHASE, DAY, DAY, "F1", "Durand F1", lines)


@pytest.mark.parametrize(("debit", "credit"), [(0, 0), (1, 1), (-1, 0), (0, -1), (1, -1), (-1, 1)])
def test_a_line_is_on_exactly_one_side(debit: int, credit: int) -> None:
    with pytest.raises(InvalidEntryError):
        Line("606400", debit, credit)


@pytest.mark.parametrize(
    "lines", [(), (Line("606400", 5),), (Line("606400", 5), Line("401000", 0, 4))], ids=["none", "one", "unbalanced"]
)
def test_an_entry_balances(lines: tuple[Line, ...]) -> None:
    with pytest.raises(InvalidEntryError, match="F1"):
        entry(*lines)


def test_an_entry_adds_up_its_sides() -> None:
    posted = entry(Line("606400", 10), Line("445660", 2), Line("401000", 0, 12))
    assert (posted.debit_minor, posted.credit_minor) == (12, 12)


def test_a_reversal_swaps_the_sides_and_keeps_the_rest() -> None:
    day = date(2026, 11, 1)
    line = Line("401000", 0, 12, "Durand F1", "FDURAND", DAY, 14)
    undone = entry(Line("606400", 12), line).reversed(day)
    assert undone.date == day
    assert undone.document_date == DAY
    assert undone.lines == (Line("606400", 0, 12), Line("401000", 12, 0, "Durand F1", "FDURAND", DAY, 14))
    assert undone.reversed(DAY) == entry(Line("606400", 12), line)


@pytest.mark.parametrize(
    ("signed", "line"), [(5, Line("606400", 5, label="L")), (-5, Line("606400", 0, 5, label="L")), (0, None)]
)
def test_a_signed_amount_finds_its_side(signed: int, line: Line | None) -> None:
    assert line_on_side("606400", signed, label="L") == line

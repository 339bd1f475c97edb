"""Numbers of entries: one sequence for the file or for each journal, used once, without gap."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecritoire.formats.fec_check import entries, numbering
from ecritoire.formats.fec_check.intervals import Intervals, shared
from tests.formats.fec_check.files import check, codes, entry, fec


def lines(*numbered: tuple[str, int | str]) -> bytes:
    return fec(*[line for journal, number in numbered for line in entry(number, JournalCode=journal)])


def messages(folder: Path, *numbered: tuple[str, int | str]) -> list[str]:
    return [finding.message for finding in check(folder, lines(*numbered), tax=True).findings]


def test_a_sequence_may_begin_anywhere(tmp_path: Path) -> None:
    assert messages(tmp_path, ("HA", 41), ("BQ", 42), ("HA", 43)) == []


def test_each_journal_may_have_its_sequence(tmp_path: Path) -> None:
    assert messages(tmp_path, ("HA", 1), ("BQ", 1), ("HA", 2), ("BQ", 2), ("HA", 3)) == []
    assert messages(tmp_path, ("HA", 1), ("HA", 2), ("BQ", 1001), ("BQ", 1002)) == []


def test_a_gap_is_told_in_its_journal(tmp_path: Path) -> None:
    numbered = [("HA", n) for n in range(1, 9)] + [("BQ", n) for n in range(1, 9) if n not in (3, 4)]
    assert messages(tmp_path, *numbered) == [
        "Numérotation interrompue dans le journal BQ : il manque les numéros 3 à 4 (2)."
    ]


def test_a_gap_between_two_journals_is_no_hiding_place(tmp_path: Path) -> None:
    assert messages(tmp_path, ("HA", 1), ("HA", 2), ("BQ", 4), ("BQ", 5)) == [
        "Numérotation interrompue : il manque le numéro 3."
    ]


def test_numbers_may_carry_letters(tmp_path: Path) -> None:
    numbered = [("HA", "HA-2025-0001"), ("BQ", "BQ-2025-0001"), ("HA", "HA-2025-0002"), ("HA", "HA-2025-0005")]
    assert messages(tmp_path, *numbered) == [
        "Numérotation interrompue : il manque les numéros HA-2025-3 à HA-2025-4 (2)."
    ]
    assert messages(tmp_path, ("HA", "A12/x"), ("HA", "A13/x")) == []


def test_numbers_need_not_come_in_order(tmp_path: Path) -> None:
    assert messages(tmp_path, ("HA", 3), ("HA", 1), ("HA", 4), ("HA", 2)) == []


def test_what_has_no_figure_is_still_used_once(tmp_path: Path) -> None:
    assert codes(check(tmp_path, lines(("HA", "AN"), ("HA", "OD"), ("HA", "AN")))) == {"number_reused"}
    assert codes(check(tmp_path, lines(("HA", "AN"), ("HA", "9" * 40), ("HA", "9" * 40 + "x")))) <= {"number_gap"}


def test_a_number_reused_in_another_journal_is_told(tmp_path: Path) -> None:
    numbered = [("HA" if n % 2 else "BQ", n) for n in range(1, 20)] + [("BQ", 5)]
    assert messages(tmp_path, *numbered) == [
        "Le numéro 5 sert dans plusieurs journaux, alors que le fichier a une numérotation unique."
    ]


def test_an_entry_whose_lines_are_apart_still_balances(tmp_path: Path) -> None:
    by_account = sorted((line for n in range(1, 50) for line in entry(n)), key=lambda line: line.split("\t")[4])
    report = check(tmp_path, fec(*by_account), tax=True)
    assert codes(report) == {"entry_scattered"}
    assert report.entries == 49
    assert report.conforms


def test_entries_left_open_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "OPEN_MAX", 10)
    report = check(tmp_path, fec(*[entry(n)[0] for n in range(1, 30)]))
    assert {"balance_not_checked", "entry_unbalanced", "file_unbalanced"} == codes(report)


def test_interruptions_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbering, "RANGES_MAX", 10)
    assert codes(check(tmp_path, lines(*[("HA", 2 * n) for n in range(1, 30)]))) == {"sequence_not_checked"}


def test_series_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbering, "SERIES_MAX", 5)
    assert codes(check(tmp_path, lines(*[("HA", f"{chr(64 + n)}{n}") for n in range(1, 20)]))) == {
        "sequence_not_checked"
    }


def test_journals_that_share_one_sequence_are_not_kept_apart_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbering, "RANGES_MAX", 10)
    numbered = [("HA" if n % 2 else "BQ", n) for n in range(1, 60)]
    assert messages(tmp_path, *numbered) == []
    assert codes(check(tmp_path, lines(*numbered, ("BQ", 5)))) == {"number_reused"}


@given(st.lists(st.integers(0, 40)))
def test_intervals_are_a_set(numbers: list[int]) -> None:
    intervals = Intervals()
    for number in numbers:
        intervals.add(number)
    members = set(numbers)
    assert {number for number in range(-1, 42) if number in intervals} == members
    assert intervals.count == len(members)
    assert [n for start, end in intervals for n in range(start, end + 1)] == sorted(members)
    missing = [n for start, end in intervals.gaps() for n in range(start, end + 1)]
    assert missing == [n for n in range(min(members, default=0), max(members, default=0)) if n not in members]
    assert intervals.missing == len(missing)
    assert len(intervals) == len(missing and list(intervals.gaps())) + bool(members)


@given(st.lists(st.sets(st.integers(0, 30)), max_size=4))
def test_shared_numbers_are_those_in_more_than_one_set(sets: list[set[int]]) -> None:
    made = []
    for numbers in sets:
        intervals = Intervals()
        for number in sorted(numbers):
            intervals.add(number)
        made.append(intervals)
    found = {n for start, end in shared(made) for n in range(start, end + 1)}
    assert found == {n for n in range(31) if sum(n in numbers for numbers in sets) > 1}

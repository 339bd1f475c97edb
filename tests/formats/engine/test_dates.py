"""Dates as accounting packages spell them."""

import datetime as dt

import pytest

from ecritoire.formats.engine.dates import asks_for_time, format_date, pattern_tokens, pattern_width

MOMENT = dt.datetime(2025, 3, 4, 9, 5, 7, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("AAAAMMJJ", "20250304"),
        ("JJMMAA", "040325"),
        ("JJ/MM/AAAA", "04/03/2025"),
        ("JJ.MM.AA", "04.03.25"),
        ("AAAA", "2025"),
        ("JJMMAAAAhhmm", "040320250905"),
        ("AAAA-MM-JJThh:mm:ss", "2025-03-04T09:05:07"),
    ],
)
def test_a_moment_by_its_pattern(pattern: str, expected: str) -> None:
    assert format_date(MOMENT, pattern) == expected
    assert pattern_width(pattern) == len(expected)


def test_no_date_is_nothing() -> None:
    assert format_date(None, "AAAAMMJJ") == ""


def test_years_before_1000_keep_their_width() -> None:
    assert format_date(dt.date(33, 4, 3), "AAAAMMJJ") == "00330403"


@pytest.mark.parametrize("pattern", ["", "YYYYMMDD", "JJ MM AAAA!", "%Y", "jjmmaa"])
def test_what_is_no_pattern(pattern: str) -> None:
    assert pattern_tokens(pattern) is None


def test_hours_are_told_apart_from_months() -> None:
    assert asks_for_time("hhmm")
    assert not asks_for_time("JJMMAA")

from datetime import date
from decimal import Decimal

import pytest

from ecritoire.intake.errors import BadAmountError
from ecritoire.intake.values import first_day, is_finer_than_currency, last_day, parse_decimal, share_rounding


@pytest.mark.parametrize(
    ("text", "value"),
    [("12.50", "12.50"), ("-3", "-3"), ("+3", "3"), ("100.", "100"), (".5", "0.5"), ("0012", "12"), ("-0.00", "0")],
)
def test_a_number_is_what_xml_schema_calls_a_decimal(text: str, value: str) -> None:
    assert parse_decimal(text, "BT-131") == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "1 234,5", "1,5", "1'000.00", "NaN", "INF", "-Infinity", "1e400", "1E2", "12.50 EUR", "٣", "--1", ".", "0x10",
        "9" * 40, "10000000000000.01", "1_000", "½",
    ],
)  # fmt: skip
def test_what_is_not_plainly_a_number_is_refused_with_its_term(text: str) -> None:
    with pytest.raises(BadAmountError) as refusal:
        parse_decimal(text, "BT-131")
    assert "BT-131" in refusal.value.message
    assert text[:20] in refusal.value.message


def test_a_very_long_value_is_cut_in_the_sentence() -> None:
    with pytest.raises(BadAmountError) as refusal:
        parse_decimal("x" * 1_000_000, "BT-112")
    assert len(refusal.value.message) < 250


@pytest.mark.parametrize(
    ("text", "date_format", "first", "last"),
    [
        ("20261014", "102", date(2026, 10, 14), date(2026, 10, 14)),
        ("2026-10-14", "", date(2026, 10, 14), date(2026, 10, 14)),
        ("2026-10-14Z", "", date(2026, 10, 14), date(2026, 10, 14)),
        ("2026-10-14+01:00", "", date(2026, 10, 14), date(2026, 10, 14)),
        ("2026-10-14-05:00", "", date(2026, 10, 14), date(2026, 10, 14)),
        ("2026-10-14T23:59:59", "", date(2026, 10, 14), date(2026, 10, 14)),
        ("202610142359", "203", date(2026, 10, 14), date(2026, 10, 14)),
        ("202602", "610", date(2026, 2, 1), date(2026, 2, 28)),
        ("202612", "610", date(2026, 12, 1), date(2026, 12, 31)),
        ("201338", "616", date(2013, 9, 16), date(2013, 9, 22)),
        ("20240229", "102", date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_a_date_is_the_day_as_written(text: str, date_format: str, first: date, last: date) -> None:
    assert first_day(text, date_format) == first
    assert last_day(text, date_format) == last


@pytest.mark.parametrize(
    ("text", "date_format"),
    [
        ("2026-02-31", ""), ("20260231", "102"), ("14/10/2026", ""), ("2026-1014", ""), ("202610", "102"), ("0", ""),
        ("201354", "616"), ("202613", "610"), ("2026-10-14x", ""), ("0000-01-01", ""), ("99991231", "616"),
        ("2026W0", "616"), ("", ""),
    ],
)  # fmt: skip
def test_what_is_no_day_of_the_calendar_is_refused(text: str, date_format: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        first_day(text, date_format)
    with pytest.raises(ValueError, match=r".*"):
        last_day(text, date_format)


@pytest.mark.parametrize(
    ("exact", "currency", "minors"),
    [
        (["10.00", "5.50"], "EUR", [1000, 550]),
        (["0.334", "0.333", "0.333"], "EUR", [34, 33, 33]),
        (["0.335", "0.335", "0.335"], "EUR", [33, 34, 34]),
        (["1.0049", "1.0049", "1.0002"], "EUR", [101, 100, 100]),
        (["-0.335", "-0.335"], "EUR", [-33, -34]),
        (["1.5", "1.5"], "JPY", [1, 2]),
        (["1.2345"], "TND", [1235]),
        ([], "EUR", []),
    ],
)
def test_rounded_lines_add_up_to_the_rounded_sum(exact: list[str], currency: str, minors: list[int]) -> None:
    assert share_rounding([Decimal(value) for value in exact], currency) == minors


def test_an_amount_is_finer_than_its_currency_only_by_digits_that_count() -> None:
    assert not is_finer_than_currency(Decimal("1.5000"), "EUR")
    assert is_finer_than_currency(Decimal("1.505"), "EUR")
    assert not is_finer_than_currency(Decimal("1.505"), "TND")
    assert is_finer_than_currency(Decimal("1.5"), "JPY")

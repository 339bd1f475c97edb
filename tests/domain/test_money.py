"""Amounts are exact: nothing is lost when they are read, converted or split."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecritoire.domain.money import (
    AmountTooPreciseError,
    CurrencyMismatchError,
    Money,
    allocate,
    convert_minor,
    minor_digits,
    round_half_up,
    round_to_minor,
    to_decimal,
    to_minor,
)


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [("12.34", "EUR", 1234), ("-0.01", "EUR", -1), ("1500", "JPY", 1500), ("1.234", "TND", 1234), ("2.00", "JPY", 2)],
)
def test_an_amount_is_read_in_the_smallest_unit_of_its_currency(amount: str, currency: str, minor: int) -> None:
    assert to_minor(Decimal(amount), currency) == minor
    assert to_decimal(minor, currency) == Decimal(amount)


def test_an_amount_finer_than_its_currency_is_refused() -> None:
    with pytest.raises(AmountTooPreciseError, match=r"12\.345.*EUR"):
        to_minor(Decimal("12.345"), "EUR")


def test_currencies_have_their_own_number_of_decimals() -> None:
    assert [minor_digits(currency) for currency in ("EUR", "JPY", "TND", "CLF")] == [2, 0, 3, 4]


@pytest.mark.parametrize(("value", "rounded"), [("0.5", 1), ("-0.5", -1), ("1.49", 1), ("2.5", 3), ("-2.5", -3)])
def test_halves_are_rounded_away_from_zero(value: str, rounded: int) -> None:
    assert round_half_up(Decimal(value)) == rounded
    assert round_to_minor(Decimal(value).scaleb(-2), "EUR") == rounded


@pytest.mark.parametrize(
    ("minor", "rate", "source", "converted"),
    [(100000, "1.0835", "USD", 92293), (100000, "160.5", "JPY", 62305), (-100, "1.5", "USD", -67)],
)
def test_conversion_divides_by_the_published_rate(minor: int, rate: str, source: str, converted: int) -> None:
    assert convert_minor(minor, Decimal(rate), source, "EUR") == converted


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (20001, [30003, 70000], [6001, 14000]),
        (-100, [1, 1, 1], [-33, -33, -34]),
        (100, [0, 0], [100, 0]),
        (100, [], []),
        (180, [-100, 1000], [-20, 200]),
    ],
)
def test_a_split_gives_the_largest_remainder_the_cent(total: int, weights: list[int], parts: list[int]) -> None:
    assert allocate(total, weights) == parts


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=12))
def test_a_split_adds_up_whatever_the_weights(total: int, weights: list[int]) -> None:
    assert sum(allocate(total, weights)) == total


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**9), min_size=1, max_size=12).filter(any))
def test_no_part_is_a_unit_away_from_its_exact_share(total: int, weights: list[int]) -> None:
    whole = sum(weights)
    for part, weight in zip(allocate(total, weights), weights, strict=True):
        assert abs(part * whole - total * weight) < whole


def test_money_of_one_currency_adds_up() -> None:
    assert Money(1250) + Money(-250) - Money(1) == Money(999)
    assert Money(1250).amount == Decimal("12.50")


def test_money_of_two_currencies_does_not() -> None:
    with pytest.raises(CurrencyMismatchError, match=r"EUR.*USD"):
        Money(1) + Money(1, "USD")

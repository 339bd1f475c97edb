"""From the text of one element to a number or a day, strictly: what is not plainly one is refused, never guessed."""

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal

from ecritoire.domain.money import minor_digits, round_to_minor
from ecritoire.intake.errors import BadAmountError, excerpt

# Ten thousand thousand million units of the currency: beyond any invoice, and within what every database adds up.
MAX_AMOUNT = Decimal(10) ** 13
MAX_RATE = Decimal(1000)  # percent
_DECIMAL = re.compile(r"[+-]?([0-9]{1,20}(\.[0-9]{0,20})?|\.[0-9]{1,20})")
# xs:date may carry a time zone, formats 203 to 205 and xs:dateTime a time: the day as written is what counts.
_DAY = re.compile(r"([0-9]{4})(-?)([0-9]{2})\2([0-9]{2})(?:[T ].*|[0-9]{4,6}.*|Z|[+-][0-9]{2}:?[0-9]{2})?")
_YEAR_AND_PART = re.compile(r"([0-9]{4})([0-9]{2})")
_MONTH_FORMAT = "610"  # CCYYMM, UNTDID 2379
_WEEK_FORMAT = "616"  # CCYYWW


def parse_decimal(text: str, term: str) -> Decimal:
    """The number that ``text`` is, as xs:decimal writes it (a point, no group separator, no exponent).

    Raises:
        BadAmountError: ``text`` is no such number, or is beyond :data:`MAX_AMOUNT`; ``term`` names the business term.
    """
    if not _DECIMAL.fullmatch(text):
        raise BadAmountError(value=excerpt(text), term=term)
    value = Decimal(text)
    if abs(value) > MAX_AMOUNT:
        raise BadAmountError(value=excerpt(text), term=term)
    return value


def is_finer_than_currency(value: Decimal, currency: str) -> bool:
    """Whether ``value`` has decimals that ``currency`` does not."""
    scaled = value.scaleb(minor_digits(currency))
    return scaled != scaled.to_integral_value()


def share_rounding(exact: list[Decimal], currency: str) -> list[int]:
    """Round each amount to minor units so that the results add up to the rounded sum of the exact amounts.

    Lines of four decimals that are rounded one by one can miss their own total by a cent. The cent goes to the lines
    that rounding moved furthest.
    """
    rounded = [round_to_minor(value, currency) for value in exact]
    missing = round_to_minor(sum(exact, Decimal(0)), currency) - sum(rounded)
    step = 1 if missing > 0 else -1
    scale = Decimal(10) ** minor_digits(currency)
    by_loss = sorted(range(len(exact)), key=lambda index: (rounded[index] - exact[index] * scale) * step)
    for index in by_loss[: abs(missing)]:
        rounded[index] += step
    return rounded


def first_day(text: str, date_format: str = "") -> date:
    """The day that ``text`` is, or the first one of the month or week it is (UNTDID 2379 ``date_format`` 610 or 616).

    Raises:
        ValueError: no such day.
    """
    if date_format == _MONTH_FORMAT:
        return date(*_year_and_part(text), 1)
    if date_format == _WEEK_FORMAT:
        return date.fromisocalendar(*_year_and_part(text), 1)
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError(excerpt(text))
    return date(int(match[1]), int(match[3]), int(match[4]))


def last_day(text: str, date_format: str = "") -> date:
    """The day that ``text`` is, or the last one of the month or week it is.

    Raises:
        ValueError: no such day.
    """
    if date_format == _MONTH_FORMAT:
        first = first_day(text, date_format)
        return first.replace(day=monthrange(first.year, first.month)[1])
    if date_format == _WEEK_FORMAT:
        return date.fromisocalendar(*_year_and_part(text), 7)
    return first_day(text, date_format)


def _year_and_part(text: str) -> tuple[int, int]:
    match = _YEAR_AND_PART.fullmatch(text)
    if match is None:
        raise ValueError(excerpt(text))
    return int(match[1]), int(match[2])

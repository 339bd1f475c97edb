"""Dates and amounts of a FEC, read once for each spelling."""

import re
from dataclasses import dataclass
from datetime import date

REMEMBERED_MAX = 100_000
REMEMBERED_CHARACTERS_MAX = 64
SCALE = 1_000_000  # amounts are added up in millionths: exact, whatever decimals a file has

_AMOUNT = re.compile(r"([+-]?)([0-9]{1,15})(?:,([0-9]{1,6}))?([+-]?)")
_POINT = re.compile(r"[+-]?[0-9]+\.[0-9]*[+-]?")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(?:[ .,'’\u202f\xa0][0-9]{3})+(?:[.,][0-9]*)?[+-]?")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]?([0-9]{2})[-/.]?([0-9]{2})(?:[T ][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2})?")
_DAY_FIRST = re.compile(r"([0-9]{2})[-/.]?([0-9]{2})[-/.]?([0-9]{4})(?:[T ][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2})?")
_NO_DATE = re.compile(r"[-0/.]+")


@dataclass(frozen=True, slots=True)
class Read:
    """A value that was read and what there is to say about its spelling; ``None`` when it means nothing."""

    value: int | None
    codes: tuple[str, ...] = ()


class Known(dict[str, int]):
    """Values read before that had nothing wrong with them, up to a bound."""

    def remember(self, text: str, value: int) -> None:
        """Keep a good value, unless it is so long that many like it would weigh."""
        if len(text) > REMEMBERED_CHARACTERS_MAX:
            return
        if len(self) >= REMEMBERED_MAX:
            self.clear()
        self[text] = value


def read_amount(text: str) -> Read:
    """Read an amount into millionths of its currency."""
    match = _AMOUNT.fullmatch(text)
    if match is None or (match[1] and match[4]):
        return Read(None, (_amount_problem(text),))
    value = int(match[2]) * SCALE + int((match[3] or "").ljust(6, "0"))
    codes: tuple[str, ...] = ("amount_decimals",) if (match[3] or "")[2:].strip("0") else ()
    if "-" in (match[1], match[4]) and value:
        return Read(-value, (*codes, "amount_negative"))
    return Read(value, codes)


def _amount_problem(text: str) -> str:
    if _POINT.fullmatch(text):
        return "amount_point"
    return "amount_thousands" if _THOUSANDS.fullmatch(text) else "amount_invalid"


def read_date(text: str) -> Read:
    """Read a date into its ordinal; zeros and separators alone are no date, as the official tool has it."""
    if _NO_DATE.fullmatch(text):
        return Read(None)
    year_first, day_first = _YEAR_FIRST.fullmatch(text), _DAY_FIRST.fullmatch(text)
    day = _day(*year_first.groups()) if year_first else None
    if day is None and day_first:
        day = _day(*reversed(day_first.groups()))
    if day is None:
        return Read(None, ("date_invalid",))
    if not 1900 <= day.year <= 2099:
        return Read(day.toordinal(), ("date_out_of_range",))
    is_plain = text == f"{day:%Y%m%d}"
    return Read(day.toordinal(), () if is_plain else ("date_format",))


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None

"""Dates as accounting packages spell them: a pattern of AAAA, AA, MM, JJ, hh, mm, ss and plain separators."""

import re
from datetime import date, datetime

_TOKEN = re.compile(r"AAAA|AA|MM|JJ|hh|mm|ss|[-/.: T_]")
_WIDTHS = {"AAAA": 4}
_MOMENT_TOKENS = {"hh", "mm", "ss"}


def pattern_tokens(pattern: str) -> tuple[str, ...] | None:
    """Cut ``pattern`` into its tokens, or return ``None`` when a part of it means nothing."""
    tokens = tuple(_TOKEN.findall(pattern))
    return tokens if tokens and "".join(tokens) == pattern else None


def pattern_width(pattern: str) -> int:
    """Return how many characters a date written with ``pattern`` takes."""
    return sum(_WIDTHS.get(token, len(token)) for token in pattern_tokens(pattern) or ())


def asks_for_time(pattern: str) -> bool:
    """Tell whether ``pattern`` writes hours, which a plain date does not have."""
    return not _MOMENT_TOKENS.isdisjoint(pattern_tokens(pattern) or ())


def format_date(value: date | None, pattern: str) -> str:
    """Write ``value`` by ``pattern`` (``JJMMAA``, ``AAAAMMJJ``…); nothing for no date."""
    if value is None:
        return ""
    parts = {"AAAA": f"{value.year:04}", "AA": f"{value.year % 100:02}", "MM": f"{value.month:02}"}
    parts["JJ"] = f"{value.day:02}"
    if isinstance(value, datetime):
        parts |= {"hh": f"{value.hour:02}", "mm": f"{value.minute:02}", "ss": f"{value.second:02}"}
    return "".join(parts.get(token, token) for token in pattern_tokens(pattern) or ())

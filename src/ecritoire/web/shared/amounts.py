"""Amounts as people type them."""

import re
from decimal import Decimal, InvalidOperation

DIGITS_MOST = 15
_SPACES = re.compile(r"[\s€\u00a0\u2009\u202f']")
_DOTTED = re.compile(r"^-?\d{1,3}(\.\d{3})+,\d+$")  # 1.234,50
_COMMAS = re.compile(r"^-?\d{1,3}(,\d{3})+\.\d+$")  # 1,234.50


def minor_of(text: str, digits: int = 2) -> int | None:
    """The minor units of an amount as it is typed: « 1 234,5 », « 1.234,50 € », « 1234.5 »; none when it is not one.

    Args:
        text: what was typed.
        digits: of the minor unit; an amount with more of them is not one.
    """
    plain = _SPACES.sub("", text).replace("\u2212", "-")
    if _DOTTED.match(plain):
        plain = plain.replace(".", "")
    if _COMMAS.match(plain):
        plain = plain.replace(",", "")
    try:
        scaled = Decimal(plain.replace(",", ".")).scaleb(digits)
    except InvalidOperation:
        return None
    if not scaled.is_finite() or scaled != scaled.to_integral_value() or scaled.adjusted() > DIGITS_MOST:
        return None
    return int(scaled)

"""How dates, moments and amounts are written in French sentences."""

from datetime import date, datetime
from decimal import Decimal

from ecritoire.domain.money import minor_digits

THIN_SPACE = "\u202f"
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£"}


def french_date(day: date) -> str:
    """Write a day as 31/10/26."""
    return f"{day:%d/%m/%y}"


def french_moment(moment: datetime) -> str:
    """Write a moment, in the time zone it carries, as 03/11/26 à 10:42."""
    return f"{moment:%d/%m/%y à %H:%M}"


def french_number(minor: int, currency: str = "EUR") -> str:
    """Write an amount without its unit: 11 525,50, with thin spaces and a true minus sign."""
    digits = minor_digits(currency)
    whole, part = divmod(abs(minor), 10**digits)
    text = f"{whole:,}".replace(",", THIN_SPACE)
    if digits:
        text += f",{part:0{digits}d}"
    return f"\u2212{text}" if minor < 0 else text


def french_amount(minor: int, currency: str = "EUR") -> str:
    """Write an amount with its unit: 11 525,50 €."""
    return f"{french_number(minor, currency)}\u00a0{SYMBOLS.get(currency, currency)}"


def french_rate(rate_bp: int) -> str:
    """Write a VAT rate given in hundredths of a percent: 2000 is 20 %, 550 is 5,5 %."""
    percent = (Decimal(rate_bp) / 100).normalize()
    return f"{percent:f}".replace(".", ",") + "\u00a0%"

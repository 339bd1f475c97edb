"""How dates, moments and amounts are written: ``said_…`` in the person's language, ``french_…`` in French files."""

from datetime import date, datetime
from decimal import Decimal

from ecritoire.domain.language import in_english, say
from ecritoire.domain.money import minor_digits

THIN_SPACE = "\u202f"
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£"}
MINUS = "\u2212"
# Not the locale's names: those depend on the machine.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def said_date(day: date) -> str:
    """Write a day as 31/10/26, in English as 31 Oct 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if in_english() else french_date(day)


def said_day_of_year(day: date) -> str:
    """Write a day of the current year as 31/10, in English as 31 Oct."""
    return f"{day.day} {_MONTHS[day.month - 1]}" if in_english() else f"{day:%d/%m}"


def said_moment(moment: datetime) -> str:
    """Write a moment, in the time zone it carries, as 03/11/26 à 10:42, in English as 3 Nov 2026 at 10:42."""
    return f"{said_date(moment)} at {moment:%H:%M}" if in_english() else french_moment(moment)


def said_number(minor: int, currency: str = "EUR") -> str:
    """Write an amount without its unit: 11 525,50, in English 11,525.50."""
    if not in_english():
        return french_number(minor, currency)
    digits = minor_digits(currency)
    whole, part = divmod(abs(minor), 10**digits)
    text = f"{whole:,}.{part:0{digits}d}" if digits else f"{whole:,}"
    return f"{MINUS}{text}" if minor < 0 else text


def said_amount(minor: int, currency: str = "EUR") -> str:
    """Write an amount with its unit: 11 525,50 €, in English €11,525.50, CHF 11,525.50 where there is no sign."""
    if not in_english():
        return french_amount(minor, currency)
    unit = SYMBOLS.get(currency, f"{currency}\u00a0")
    return f"{MINUS if minor < 0 else ''}{unit}{said_number(abs(minor), currency)}"


def said_rate(rate_bp: int) -> str:
    """Write a VAT rate given in hundredths of a percent: 550 is 5,5 %, in English 5.5%."""
    return french_rate(rate_bp).replace(",", ".").replace("\u00a0", "") if in_english() else french_rate(rate_bp)


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
    return f"{MINUS}{text}" if minor < 0 else text


def french_amount(minor: int, currency: str = "EUR") -> str:
    """Write an amount with its unit: 11 525,50 €."""
    return f"{french_number(minor, currency)}\u00a0{SYMBOLS.get(currency, currency)}"


def french_rate(rate_bp: int) -> str:
    """Write a VAT rate given in hundredths of a percent: 2000 is 20 %, 550 is 5,5 %."""
    percent = (Decimal(rate_bp) / 100).normalize()
    return f"{percent:f}".replace(".", ",") + "\u00a0%"


def said_field(label: str, name: str) -> str:
    """Name a field of an accounting package: by its label (Le compte), else by its name (Le champ « tiers »)."""
    return say(label) if label else say("Le champ « %(name)s »") % {"name": name}

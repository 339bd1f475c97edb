"""Icons, state markers, and how amounts and dates are written, with what the font can show."""

import re
from datetime import date, datetime

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from ecritoire.domain.wording import THIN_SPACE, said_amount, said_date, said_moment, said_number
from ecritoire.web.shared.states import State, state_of
from ecritoire.web.shared.words import SHOWN_SPACE, grouped

register = template.Library()

_FACTS = re.compile(
    r"(?P<amount>\u2212?\d[\d\u202f]*(?:,\d+)?\u00a0(?:€|\$|£|[A-Z]{3})(?![A-Za-z])"
    r"|\u2212?(?:€|\$|£|[A-Z]{3}\u00a0)\d[\d,]*(?:\.\d+)?)"
    r"|(?P<strong>\d\d/\d\d/\d\d(?: à \d\d:\d\d)?|\b\d{1,2} [A-Z][a-z]{2} \d{4}(?: at \d\d:\d\d)?"
    r"|compte d’achat manquant|compte de TVA manquant|purchase account missing|VAT account missing)"
)


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """One icon of the sprite, decorative."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        classes,
        static("vendor/tabler-icons/sprite.svg"),
        name,
    )


@register.simple_tag
def state(axis: str, value: str, tooltip: str = "") -> SafeString:
    """The marker of a state: its shape and its word."""
    return _marker(state_of(axis, value), tooltip)


def _marker(shown: State, tooltip: str) -> SafeString:
    return format_html(
        '<span class="state {}" data-tooltip="{}"><svg aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg><span>{}</span></span>',
        shown.tone,
        tooltip or shown.label,
        static(shown.sprite),
        shown.symbol,
        shown.label,
    )


@register.filter
def amount(minor: int, currency: str = "EUR") -> str:
    """An amount without its unit, for columns."""
    return said_number(minor, currency).replace(THIN_SPACE, SHOWN_SPACE)


@register.filter
def money(minor: int, currency: str = "EUR") -> SafeString:
    """An amount with its unit, where a number stands alone."""
    return _unbroken(said_amount(minor, currency))


def _unbroken(text: str) -> SafeString:
    return format_html('<span class="nowrap">{}</span>', text.replace(THIN_SPACE, SHOWN_SPACE))


@register.filter
def day(value: date | None) -> str:
    """A day as 31/10/26 (31 Oct 2026), nothing when there is none."""
    return said_date(value) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """A moment as 03/11/26 à 10:42 (3 Nov 2026 at 10:42) in local time, nothing when there is none."""
    return said_moment(timezone.localtime(value)) if value else ""


@register.filter
def count(value: int) -> str:
    """A whole number with its thousands apart."""
    return grouped(value)


@register.filter
def count_or_dash(value: int) -> str:
    """A whole number, a dash for none."""
    return count(value) if value else "–"


@register.filter
def day_in_full(value: date) -> str:
    """A day in full, as the first page says it: Mardi 3 novembre 2026."""
    text = date_format(value, "l j F Y")
    return text[:1].upper() + text[1:]


@register.filter
def facts(sentence: str) -> SafeString:
    """A sentence with its dates in bold and its amounts on one line."""
    parts, last = [], 0
    for found in _FACTS.finditer(sentence):
        parts.append(escape(sentence[last : found.start()]))
        strong = found["strong"]
        parts.append(format_html("<strong>{}</strong>", strong) if strong else _unbroken(found[0]))
        last = found.end()
    parts.append(escape(sentence[last:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped above


@register.filter
def initials(name: str) -> str:
    """Two letters that stand for a name."""
    words = [word for word in re.split(r"[\s@.]+", name) if word[:1].isalpha()]
    return "".join(word[0] for word in words[:2]).upper() or "·"


@register.filter
def with_class(field: BoundField, name: str) -> SafeString:
    """A field drawn with one more class."""
    return field.as_widget(attrs={"class": name})

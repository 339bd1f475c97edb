"""Spending by account, and export coverage by month, as they are drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecritoire.apps.exports.coverage import Coverage, MonthCoverage
from ecritoire.apps.purchases.spending import Spending, next_month
from ecritoire.domain.language import in_english
from ecritoire.domain.reasons import ORDER, REASONS
from ecritoire.web.dashboard.geometry import highest, percent
from ecritoire.web.shared import words

ACCOUNTS_DRAWN = 7
MONTHS_LEAST = 4
NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True, slots=True)
class Account:
    """One account with its bar, and the tick of the month before."""

    number: str
    label: str
    month_minor: int
    before_minor: int
    change: str
    width: str
    tick: str


@dataclass(frozen=True, slots=True)
class SpendingChart:
    """The largest accounts drawn, all of them in figures."""

    drawn: list[Account]
    accounts: list[Account]
    count_label: str
    total_minor: int
    before_minor: int
    summary: str


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the coverage; widths are SVG attributes."""

    label: str
    url: str
    is_current: bool
    exported: int
    pending: int
    left_out: int
    exported_width: str
    pending_x: str
    pending_width: str
    left_x: str
    left_width: str


@dataclass(frozen=True, slots=True)
class LeftReason:
    """Why documents of the month are left, and the list of them."""

    count: int
    label: str
    way_out_label: str
    url: str


@dataclass(frozen=True, slots=True)
class CoverageChart:
    """Months, and the reasons of the one that is looked at."""

    months: list[Month]
    title: str
    count_label: str
    reasons: list[LeftReason]
    all_url: str
    all_label: str
    before_label: str
    nothing: str


@dataclass(frozen=True, slots=True)
class MonthName:
    """A month, in full and as it fits beside a chart."""

    full: str
    short: str

    @classmethod
    def of(cls, day: date) -> "MonthName":
        """The month of ``day``: Octobre 2026, Oct."""
        return cls(month_name(day), date_format(day, "N").capitalize())


def month_name(day: date) -> str:
    """The month of ``day``: Octobre 2026."""
    text = date_format(day, "F Y")
    return text[:1].upper() + text[1:]


def spending_chart(spending: Sequence[Spending]) -> SpendingChart:
    """Bars against the largest amount of either month."""
    top = highest(max(each.month_minor, each.before_minor) for each in spending)
    accounts = [_account(each, top) for each in spending]
    return SpendingChart(
        drawn=accounts[:ACCOUNTS_DRAWN],
        accounts=accounts,
        count_label=ngettext("HT, %(count)s compte", "HT, %(count)s comptes", len(accounts)) % {"count": len(accounts)},
        total_minor=sum(each.month_minor for each in spending),
        before_minor=sum(each.before_minor for each in spending),
        summary=_("Dépenses par compte, les plus grandes d’abord"),
    )


def _account(spent: Spending, top: int) -> Account:
    return Account(
        number=spent.account,
        label=spent.label,
        month_minor=spent.month_minor,
        before_minor=spent.before_minor,
        change=change_label(spent.month_minor, spent.before_minor),
        width=percent(spent.month_minor, top),
        tick=percent(spent.before_minor, top),
    )


def change_label(now: int, before: int) -> str:
    """How an amount changed in percent: +9 %, −11 %, =, or nothing to compare with."""
    if now == before:
        return "="
    if before <= 0:
        return _("nouveau") if now > 0 else "–"
    rate = round((now - before) / before * 100)
    return f"{'+' if rate >= 0 else chr(0x2212)}{words.grouped(abs(rate))}{'' if in_english() else NO_BREAK_SPACE}%"


def coverage_chart(coverage: Coverage, month: date, page_url: str) -> CoverageChart:
    """One row a month; beside it why documents of ``month`` are left."""
    shown = _since_first(coverage.months)
    top = highest(each.total for each in shown)
    chosen = next((each for each in coverage.months if each.start == month), MonthCoverage(month))
    reasons = _reasons(chosen)
    facts = {"month": month_name(month).lower()}
    return CoverageChart(
        months=[_month(each, top, page_url, is_current=each.start == month) for each in shown],
        title=_("Laissés, facturés en %(month)s") % facts,
        count_label=f"{words.documents(chosen.left_out)}, {words.reasons(sum(chosen.reasons.values()))}",
        reasons=reasons,
        all_url=_list_url(chosen, sorted(chosen.reasons, key=ORDER.__getitem__)),
        all_label=ngettext("Voir le document", "Voir les %(count)s documents", chosen.left_out)
        % {"count": words.grouped(chosen.left_out)},
        before_label=_("Laissés avant %(month)s : %(count)s")
        % {"month": month_name(coverage.months[0].start).lower(), "count": words.grouped(coverage.left_before)}
        if coverage.left_before
        else "",
        nothing=_("Rien n’est laissé en %(month)s.") % facts,
    )


def _since_first(months: list[MonthCoverage]) -> list[MonthCoverage]:
    """The months since the first that has something, but always some."""
    first = next((place for place, each in enumerate(months) if each.total), len(months))
    return months[min(first, len(months) - MONTHS_LEAST) :]


def _month(found: MonthCoverage, top: int, page_url: str, *, is_current: bool) -> Month:
    query = urlencode({"month": f"{found.start:%Y-%m}"})
    return Month(
        label=month_name(found.start),
        url=f"{page_url}?{query}",
        is_current=is_current,
        exported=found.exported,
        pending=found.pending,
        left_out=found.left_out,
        exported_width=percent(found.exported, top),
        pending_x=percent(found.exported, top),
        pending_width=percent(found.pending, top),
        left_x=percent(found.exported + found.pending, top),
        left_width=percent(found.left_out, top),
    )


def _reasons(month: MonthCoverage) -> list[LeftReason]:
    """Most frequent first; those without a way out last."""
    codes = sorted(month.reasons, key=lambda code: (not REASONS[code].way_out, -month.reasons[code], ORDER[code]))
    return [
        LeftReason(
            month.reasons[code], REASONS[code].group, REASONS[code].way_out_label or _("Voir"), _list_url(month, [code])
        )
        for code in codes
    ]


def _list_url(month: MonthCoverage, codes: Iterable[str]) -> str:
    """The list of the documents of a month that some reasons keep out."""
    last = next_month(month.start) - timedelta(days=1)
    pairs = [*(("reason", code) for code in codes), ("since", month.start.isoformat()), ("until", last.isoformat())]
    return f"{reverse('documents:list')}?{urlencode(pairs)}"

"""The schedule of payments by week: late, then eight weeks; what comes later and what has no date is in the table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from ecritoire.apps.payments.schedule import Due
from ecritoire.domain.language import in_english
from ecritoire.domain.money import minor_digits
from ecritoire.domain.wording import SYMBOLS, said_amount, said_date, said_day_of_year
from ecritoire.web.dashboard.geometry import highest, percent, ticks
from ecritoire.web.shared import words

WEEKS = 8
GUTTER = 8.0  # percent of the width, for the scale
BAR_SHARE = 0.52  # of a column
HEADROOM = 8.0  # percent of the height, for the figure on the highest bar


@dataclass(slots=True)
class Week:
    """One column. Amounts in minor units; ``kind`` is late, week, later or undated."""

    kind: str
    label: str
    days: str
    due_minor: int = 0
    planned_minor: int = 0
    count: int = 0

    @property
    def total_minor(self) -> int:
        """Due and planned."""
        return self.due_minor + self.planned_minor

    def add(self, due: Due) -> None:
        """Count documents in."""
        self.count += due.count
        if due.is_planned:
            self.planned_minor += due.left_minor
        else:
            self.due_minor += due.left_minor


@dataclass(frozen=True, slots=True)
class Bar:
    """One column as it is drawn: lengths are SVG attributes."""

    label: str
    days: str
    is_late: bool
    value: str
    x: str
    width: str
    middle: str
    value_y: str
    due_y: str
    due_height: str
    planned_y: str
    planned_height: str


@dataclass(frozen=True, slots=True)
class Tick:
    """One line of the scale."""

    label: str
    y: str


@dataclass(frozen=True, slots=True)
class ScheduleChart:
    """The schedule, drawn and in figures."""

    bars: list[Bar]
    ticks: list[Tick]
    rows: list[Week]
    total_minor: int
    foreign: str
    summary: str
    late: Week = field(repr=False)


def schedule_chart(schedule: Iterable[Due], today: date, currency: str) -> ScheduleChart:
    """Put what is to be paid into weeks that begin with that of ``today``."""
    monday = today - timedelta(days=today.weekday())
    late = Week("late", _("En retard"), _("avant %(day)s") % {"day": said_day_of_year(today)})
    weeks = [_week(monday + timedelta(weeks=n), today) for n in range(WEEKS)]
    end = monday + timedelta(weeks=WEEKS)
    later = Week("later", _("Plus tard"), _("à partir du %(day)s") % {"day": said_date(end)})
    undated = Week("undated", _("Sans échéance"), "")
    foreign = 0
    for due in schedule:
        foreign += due.foreign_count
        if due.day is None:
            undated.add(due)
        elif due.day < today:
            late.add(due)
        else:
            (weeks[(due.day - monday).days // 7] if due.day < end else later).add(due)
    drawn, rows = [late, *weeks], [late, *weeks, later, undated]
    total = sum(week.total_minor for week in rows)
    return ScheduleChart(
        *_drawn(drawn, currency),
        rows=[week for week in rows if week.count or week.kind == "week"],
        total_minor=total,
        foreign=_("hors %(documents)s en devise") % {"documents": words.documents(foreign)} if foreign else "",
        summary=_summary(late, weeks, currency),
        late=late,
    )


def _week(start: date, today: date) -> Week:
    first, last = max(start, today), start + timedelta(days=6)
    label = _("S%(week)s") % {"week": start.isocalendar().week}
    return Week("week", label, _("%(first)s au %(last)s") % {"first": f"{first:%d}", "last": f"{last:%d}"})


def _drawn(weeks: list[Week], currency: str) -> tuple[list[Bar], list[Tick]]:
    unit = 10 ** minor_digits(currency)
    scale = ticks(highest(week.total_minor for week in weeks) // unit)
    top = scale[-1] * unit
    column = (100 - GUTTER) / len(weeks)
    bars = [_bar(week, GUTTER + column * place, column, top, unit) for place, week in enumerate(weeks)]
    return bars, [
        Tick(label, _down(value * unit, top)) for value, label in zip(scale, _scale(scale, currency), strict=True)
    ]


def _scale(values: list[int], currency: str) -> Iterator[str]:
    """The values of the scale in units, or in thousands where these are round."""
    symbol = SYMBOLS.get(currency, currency)
    thousands = all(value % 1000 == 0 for value in values)
    for value in values:
        if not value:
            yield "0"
        elif thousands:
            yield _with_unit(words.grouped(value // 1000), "k", symbol)
        else:
            yield _with_unit(words.grouped(value), "", symbol)


def _with_unit(number: str, thousands: str, symbol: str) -> str:
    """12 k€, in English €12k."""
    return f"{symbol}{number}{thousands}" if in_english() else f"{number}\u00a0{thousands}{symbol}"


def _bar(week: Week, left: float, column: float, top: int, unit: int) -> Bar:
    due, planned = max(week.due_minor, 0), max(week.planned_minor, 0)
    width = column * BAR_SHARE
    return Bar(
        label=week.label,
        days=week.days,
        is_late=week.kind == "late",
        value=words.grouped(round(week.total_minor / unit)).replace("-", "\u2212") if week.count else "",
        x=f"{left + (column - width) / 2:.2f}%",
        width=f"{width:.2f}%",
        middle=f"{left + column / 2:.2f}%",
        value_y=_down(due + planned, top),
        due_y=_down(due, top),
        due_height=_height(due, top),
        planned_y=_down(due + planned, top),
        planned_height=_height(planned, top),
    )


def _height(value: int, top: int) -> str:
    return f"{value / top * (100 - HEADROOM):.2f}%"


def _down(value: int, top: int) -> str:
    """How far from the top of the chart a value is."""
    return percent(100 - value / top * (100 - HEADROOM), 100)


def _summary(late: Week, weeks: list[Week], currency: str) -> str:
    return _("À payer par semaine : en retard %(late)s, puis %(weeks)s") % {
        "late": said_amount(late.total_minor, currency),
        "weeks": ", ".join(f"{week.label} {said_amount(week.total_minor, currency)}" for week in weeks),
    }

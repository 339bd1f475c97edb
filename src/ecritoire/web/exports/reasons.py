"""What is left out, grouped by reason, each with its way out."""

from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from ecritoire.apps.exports.preview import ReasonGroup
from ecritoire.apps.exports.selection import Candidate
from ecritoire.domain.exporting import ExportParameters, Journals, Scope
from ecritoire.domain.reasons import REASONS
from ecritoire.web.exports.parameters import query_of


@dataclass(frozen=True, slots=True)
class Group:
    """One reason with how many have it. ``url`` gives the rows under it."""

    code: str
    label: str
    count: int
    total_minor: int
    url: str
    way_out: str = ""
    way_out_label: str = ""
    way_out_url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One document or payment under a reason. ``others`` says how many more reasons it has."""

    supplier: str
    number: str
    sentence: str
    total_minor: int
    currency: str
    others: str
    url: str


def groups_of(
    groups: Iterable[ReasonGroup], parameters: ExportParameters, rows_url: Callable[[str], str]
) -> list[Group]:
    """The groups of a dry run with their ways out."""
    return [
        Group(
            code=group.code,
            label=group.label,
            count=group.count,
            total_minor=group.total_minor,
            url=rows_url(group.code),
            way_out=group.way_out,
            way_out_label=group.way_out_label,
            way_out_url=way_out_url(group, parameters),
        )
        for group in groups
    ]


def way_out_url(group: ReasonGroup, parameters: ExportParameters) -> str:
    """Where the way out of a whole group is: other parameters, or the documents it is about."""
    if changed := changed_parameters(group.way_out, parameters):
        return f"{reverse('exports:new')}?{query_of(changed)}"
    if group.way_out == "control":
        return reverse("inbox:list")
    if group.way_out in {"", "open_payment", "resend", "map_account"}:
        return ""
    return f"{reverse('documents:list')}?reason={group.code}"


def changed_parameters(
    way_out: str, parameters: ExportParameters, late_day: date | None = None
) -> ExportParameters | None:
    """The parameters that a way out asks for; none when it is about something else.

    A later end is the last day of the month of ``late_day``, or of the current month.
    """
    if way_out == "later_end":
        return replace(parameters, until=month_end(late_day or max(timezone.localdate(), parameters.until)))
    if way_out == "drop_start":
        return replace(parameters, start=None)
    if way_out == "scope_all":
        return replace(parameters, scope=Scope.ALL)
    if way_out == "drop_choice":
        return replace(parameters, choice=None)
    if way_out == "all_journals":
        return replace(parameters, journals=Journals.ALL)
    return parameters if way_out == "new_export" else None


def month_end(day: date) -> date:
    """The last day of the month of ``day``."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def rows_of(candidates: Iterable[Candidate], code: str) -> list[Row]:
    """The candidates under one reason, each with the sentence of that reason."""
    return [_row(candidate, code) for candidate in candidates]


def _row(candidate: Candidate, code: str) -> Row:
    own = next((finding for finding in candidate.findings if finding.code == code), None)
    count = len(candidate.findings) - 1
    return Row(
        supplier=candidate.supplier,
        number=candidate.number,
        sentence=own.message if own and own.message != REASONS[code].group else "",
        total_minor=candidate.total_minor,
        currency=candidate.currency,
        others=ngettext("+ %(count)s autre motif", "+ %(count)s autres motifs", count) % {"count": count}
        if count
        else "",
        url=f"{reverse('documents:list')}?doc={candidate.key}" if candidate.kind == "document" else "",
    )

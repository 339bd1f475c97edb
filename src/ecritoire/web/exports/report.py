"""The report of an export as a page for paper: everything taken and left out, totals, fingerprints."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ecritoire.apps.exports.history import left_out_of, taken_by
from ecritoire.apps.exports.selection import Candidate
from ecritoire.apps.exports.totals import taken_account_totals
from ecritoire.domain.permissions import Permission
from ecritoire.web.exports.found import export_or_404
from ecritoire.web.exports.opened import opened_export
from ecritoire.web.exports.progress import running_export
from ecritoire.web.shared import words
from ecritoire.web.shared.access import CompanyRequest, page

PRINTED_MOST = 5000  # of entries, and of what is left; a browser prints no more at ease
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Left:
    """Something left out with all its reasons."""

    supplier: str
    number: str
    total_minor: int
    currency: str
    sentences: list[str]


@page(Permission.READ)
@require_GET
def export_report(request: CompanyRequest, number: int) -> HttpResponse:
    """Show the report; what does not fit in a page is in the file of the report, which the page names."""
    export = export_or_404(number)
    taken, more_taken = _first(taken_by(export))
    left, more_left = _first(left_out_of(export))
    accounts = taken_account_totals(export)
    context: dict[str, Any] = {
        "export": export,
        "opened": opened_export(export),
        "is_unfinished": running_export(export) is not None,
        "accounts": accounts,
        "taken": taken,
        "left": [_left(candidate) for candidate in left],
        "more": _more() if more_taken or more_left else "",
        "number_label": _("%(entries)s, %(lines)s")
        % {"entries": words.entries(export.entry_count), "lines": words.lines(export.line_count)},
    }
    return render(request, "exports/report.html", context)


def _first(rows: Iterable[T]) -> tuple[list[T], bool]:
    found: Iterator[T] = iter(rows)
    return list(islice(found, PRINTED_MOST)), next(found, None) is not None


def _left(candidate: Candidate) -> Left:
    return Left(
        candidate.supplier,
        candidate.number,
        candidate.total_minor,
        candidate.currency,
        [finding.message for finding in candidate.findings],
    )


def _more() -> str:
    return _("Les %(count)s premiers sont imprimés : la suite est dans le fichier RAPPORT de l’export.") % {
        "count": words.grouped(PRINTED_MOST)
    }

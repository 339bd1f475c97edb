"""A new export: what it would take and leave, live, then one button."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ecritoire.apps.exports.background import start_export
from ecritoire.apps.exports.limits import cautions
from ecritoire.apps.exports.models import Export
from ecritoire.apps.exports.preview import Counts, Preview, preview
from ecritoire.apps.exports.queries import (
    export_list,
    next_export_number,
    preview_account_entries,
    preview_left_out,
    selection_for,
)
from ecritoire.apps.exports.totals import AccountTotal, JournalTotal
from ecritoire.apps.ledger.models import Journal
from ecritoire.domain.entries import JournalType
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.exporting import ExportParameters
from ecritoire.domain.permissions import Permission
from ecritoire.domain.wording import said_date
from ecritoire.web.exports.packages import chosen_package, vendors
from ecritoire.web.exports.parameters import (
    ParametersForm,
    fields_of,
    journal_choices,
    next_parameters,
    query_of,
    scope_choices,
)
from ecritoire.web.exports.reasons import Group, groups_of, rows_of
from ecritoire.web.shared import words
from ecritoire.web.shared.access import CompanyRequest, page

UNFOLDED = 50  # rows shown under a line that unfolds
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Journal:
    code: str
    label: str
    entry_label: str
    debit_minor: int


@dataclass(frozen=True, slots=True)
class _Account:
    number: str
    label: str
    entry_count: int
    debit_minor: int
    credit_minor: int
    url: str


@page(Permission.EXPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def new_export(request: CompanyRequest) -> HttpResponse:
    """Show the dry run of the parameters in the address, or create the export they describe."""
    if request.method == "POST":
        return _create(request)
    last = export_list().first()
    form = ParametersForm(_with_defaults(request.GET, last))
    return _show(request, form, last)


def _with_defaults(query: QueryDict, last: Export | None) -> QueryDict:
    """The query as it is; with nothing chosen in it, the parameters of the next export."""
    if "scope" in query:
        return query
    filled = QueryDict(mutable=True)
    for name, value in fields_of(next_parameters(last)):
        filled.appendlist(name, value)
    for name, values in query.lists():
        filled.setlist(name, values)
    return filled


def _create(request: CompanyRequest) -> HttpResponse:
    form = ParametersForm(request.POST)
    if not form.is_valid():
        return _show(request, form, export_list().first(), status=422)
    try:
        outcome = start_export(request.company, form.parameters(), actor=request.actor)
    except EcritoireError as error:
        return _show(request, form, export_list().first(), error=error.message, status=409)
    if outcome.export is None:
        nothing = _("Rien à exporter : aucun export n’a été créé.")
        return _show(request, form, export_list().first(), error=nothing, status=409)
    created = _("Export n° %(number)s créé, %(entries)s") % {
        "number": outcome.export.number,
        "entries": words.entries(outcome.export.entry_count),
    }
    messages.success(request, created)
    return redirect("exports:detail", outcome.export.number)


def _show(
    request: CompanyRequest, form: ParametersForm, last: Export | None, *, error: str = "", status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "journals": journal_choices(form.chosen_journals),
        "scopes": scope_choices(form.data.get("scope", "")),
        "vendors": vendors(form.data.get("template", "")),
        "chosen_package": chosen_package(form.data.get("template", "")),
        "last_export": _last_export(last),
        "computed_at": _("Calculé à %(time)s") % {"time": f"{timezone.localtime():%H:%M}"},
        "run": None,
        "create": {"fields": [], "label": "", "error": error},
    }
    context["all_journals"] = all(choice.chosen for choice in context["journals"])
    if form.is_valid():
        parameters = form.parameters()
        seen = preview(request.company, parameters)
        context["run"] = _run(seen, parameters, last)
        context["create"] = {
            "fields": fields_of(parameters),
            "label": _create_label(request, seen.counts) if seen.counts.entry_count else "",
            "error": error,
        }
    return render(request, "exports/new.html", context, status=status)


def _create_label(request: CompanyRequest, seen: Counts) -> str:
    return _("Créer l’export n° %(number)s, %(entries)s") % {
        "number": next_export_number(request.company),
        "entries": words.entries(seen.entry_count),
    }


def _last_export(last: Export | None) -> str:
    if last is None:
        return ""
    return _("Export n° %(number)s le %(day)s par %(who)s, %(entries)s") % {
        "number": last.number,
        "day": said_date(timezone.localtime(last.created_at).date()),
        "who": last.created_by,
        "entries": words.entries(last.entry_count),
    }


def _run(seen: Preview, parameters: ExportParameters, last: Export | None) -> dict[str, Any]:
    query, counts = query_of(parameters), seen.counts
    return {
        "entry_count": counts.entry_count,
        "entry_label": words.entries(counts.entry_count),
        "taken_label": f"{words.entries(counts.entry_count)}, {words.documents(counts.document_count)}",
        "debit_minor": counts.debit_minor,
        "cautions_url": f"{reverse('exports:cautions')}?{query}",
        "journals": _journals(counts.journals),
        "accounts": [_account(account, query) for account in seen.accounts],
        "left_label": f"{words.waiting(counts.left_out_count)}, {words.reasons(counts.reason_count)}",
        "groups": _groups(counts, parameters, query),
        "nothing_title": _("Tout est comptabilisé au %(day)s") % {"day": said_date(parameters.until)}
        if not counts.left_out_count
        else _("Rien à prendre au %(day)s") % {"day": said_date(parameters.until)},
        "nothing_context": _last_export(last) or _("Aucun export n’a encore été créé."),
        "last_url": reverse("exports:detail", args=[last.number]) if last else "",
        "last_label": _("Ouvrir l’export n° %(number)s") % {"number": last.number} if last else "",
    }


def _account(total: AccountTotal, query: str) -> _Account:
    url = f"{reverse('exports:account', args=[total.number])}?{query}"
    return _Account(total.number, total.label, total.entry_count, total.debit_minor, total.credit_minor, url)


def _journals(totals: Iterable[JournalTotal]) -> list[_Journal]:
    purchases = set(Journal.objects.filter(type=JournalType.PURCHASE).values_list("code", flat=True))
    ordered = sorted(totals, key=lambda total: (total.code not in purchases, total.code))
    return [_Journal(total.code, total.label, words.entries(total.entry_count), total.debit_minor) for total in ordered]


def _groups(seen: Counts, parameters: ExportParameters, query: str) -> list[Group]:
    return groups_of(seen.groups, parameters, lambda code: f"{reverse('exports:left_out', args=[code])}?{query}")


@page(Permission.READ)
@require_GET
def account_entries(request: CompanyRequest, account: str) -> HttpResponse:
    """The entries that a new export would take on one account, for the row that unfolds."""
    form = ParametersForm(request.GET)
    if not form.is_valid():
        return HttpResponse(status=400)
    selection = selection_for(request.company, form.parameters())
    lines = list(preview_account_entries(selection, account)[: UNFOLDED + 1])
    shown = [
        {
            "date": line.entry.date,
            "supplier": line.entry.supplier.name if line.entry.supplier else "",
            "reference": line.entry.reference,
            "debit_minor": line.debit_minor,
            "credit_minor": line.credit_minor,
        }
        for line in lines[:UNFOLDED]
    ]
    return render(request, "exports/account_rows.html", {"lines": shown, "more": _more(lines)})


@page(Permission.READ)
@require_GET
def caution_notice(request: CompanyRequest) -> HttpResponse:
    """What the file would say less well than the entries; asked for after the page, since every entry is looked at."""
    form = ParametersForm(request.GET)
    if not form.is_valid():
        return HttpResponse(status=400)
    found = cautions(selection_for(request.company, form.parameters()))
    return render(request, "exports/cautions.html", {"cautions": found})


@page(Permission.READ)
@require_GET
def left_out_rows(request: CompanyRequest, code: str) -> HttpResponse:
    """What a new export would leave for one reason, for the row that unfolds."""
    form = ParametersForm(request.GET)
    if not form.is_valid():
        return HttpResponse(status=400)
    selection = selection_for(request.company, form.parameters())
    candidates = list(islice(preview_left_out(selection, code), UNFOLDED + 1))
    context = {"rows": rows_of(candidates[:UNFOLDED], code), "more": _more(candidates), "ways_out": True}
    return render(request, "exports/reason_rows.html", context)


def _more(rows: Sequence[T]) -> str:
    return _("Les %(count)s premiers sont montrés.") % {"count": UNFOLDED} if len(rows) > UNFOLDED else ""

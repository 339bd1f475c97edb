"""Dossiers: one row a company, what needs a person first."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from ecritoire.apps.exports.firm import ACTIONS, ClientFile, client_files
from ecritoire.apps.exports.queries import last_day_worth_exporting
from ecritoire.apps.suppliers.naming import name_key
from ecritoire.domain.permissions import Permission
from ecritoire.domain.wording import said_date
from ecritoire.web.shared import words
from ecritoire.web.shared.access import CompanyRequest, page

PAGE_SIZE = 100
SEARCH_LENGTH_MAX = 100


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do in a company, how often, and by whom when that is known."""

    label: str
    count: int
    who: str


@dataclass(frozen=True, slots=True)
class Row:
    """One company of the list."""

    pk: int
    name: str
    siren: str
    currency: str
    is_current: bool
    waiting: int
    waiting_minor: int
    left_out: int
    oldest: date | None
    oldest_label: str
    last_export: str
    last_export_at: datetime | None
    actions: list[Action]


@page(Permission.READ)
@require_GET
def client_list(request: CompanyRequest) -> HttpResponse:
    """List the companies of the person, those that a search names or all."""
    search = request.GET.get("q", "").strip()[:SEARCH_LENGTH_MAX]
    until = last_day_worth_exporting(timezone.localdate())
    files = client_files(request.user, until)
    found = [file for file in files if _matches(file, search)]
    number = _page_number(request.GET.get("page", ""), len(found))
    first = (number - 1) * PAGE_SIZE
    shown = found[first : first + PAGE_SIZE]
    context: dict[str, Any] = {
        "search": search,
        "rows": [_row(file, request.company.pk) for file in shown],
        "count_label": _files(len(found)),
        "as_of": _("Pour un export au %(day)s, documents valides uniquement") % {"day": said_date(until)},
        "left_total": sum(file.left_out for file in found),
        "waiting_total": sum(file.waiting for file in found),
        "place": _("%(first)s à %(last)s") % {"first": first + 1, "last": first + len(shown)} if shown else "",
        "previous_url": _url(search, number - 1) if number > 1 else "",
        "next_url": _url(search, number + 1) if first + PAGE_SIZE < len(found) else "",
    }
    return render(request, "firm/list.html", context)


def _matches(file: ClientFile, search: str) -> bool:
    """Every word is in the name, or the search starts the SIREN."""
    digits = search.replace(" ", "")
    name = name_key(file.company.name)
    by_siren = digits.isdecimal() and file.company.siren.startswith(digits)
    return by_siren or all(name_key(word) in name for word in search.split())


def _page_number(text: str, count: int) -> int:
    last = max(-(-count // PAGE_SIZE), 1)
    return min(int(text), last) if text.isdecimal() and len(text) < 6 and int(text) > 0 else 1


def _url(search: str, number: int) -> str:
    return f"?{urlencode([*([('q', search)] if search else []), ('page', number)])}"


def _files(count: int) -> str:
    return ngettext("%(count)s dossier", "%(count)s dossiers", count) % {"count": words.grouped(count)}


def _row(file: ClientFile, current: int) -> Row:
    company = file.company
    return Row(
        pk=company.pk,
        name=company.name,
        siren=company.siren,
        currency=company.currency,
        is_current=company.pk == current,
        waiting=file.waiting,
        waiting_minor=file.waiting_minor,
        left_out=file.left_out,
        oldest=file.oldest,
        oldest_label=_age(file.oldest),
        last_export=_("n° %(number)s") % {"number": file.last_export} if file.last_export else "",
        last_export_at=file.last_export_at,
        actions=[_action(name, file) for name in ACTIONS if file.actions.get(name)],
    )


def _action(name: str, file: ClientFile) -> Action:
    label = {
        "control": _("Contrôler"),
        "code": _("Imputer"),
        "approve": _("Valider"),
        "attach": _("Joindre la facture"),
        "decide": _("Décider"),
        "export": _("Exporter"),
    }[name]
    return Action(label, file.actions[name], ", ".join(file.approvers) if name == "approve" else "")


def _age(oldest: date | None) -> str:
    if oldest is None:
        return ""
    days = (timezone.localdate() - oldest).days
    return ngettext("%(days)s jour", "%(days)s jours", days) % {"days": days} if days > 0 else ""

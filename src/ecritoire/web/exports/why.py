"""« Pourquoi ? »: a number or a supplier is typed, and every export answers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ecritoire.apps.exports.queries import selection_for
from ecritoire.apps.exports.selection import Candidate
from ecritoire.apps.exports.whereabouts import SHOWN, Mention, Whereabouts, whereabouts
from ecritoire.domain.permissions import Permission
from ecritoire.domain.wording import said_amount, said_date
from ecritoire.web.documents.filters import TYPE_LABELS
from ecritoire.web.documents.listing import signed_total
from ecritoire.web.exports.parameters import next_parameters
from ecritoire.web.shared.access import CompanyRequest, page

SEARCH_LENGTH_MAX = 100


@dataclass(frozen=True, slots=True)
class Line:
    """What one export, or the next one, does: ``tone`` is ok, warn or empty."""

    what: str
    url: str
    detail: str
    tone: str
    sentences: list[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """One document with its lines, the next export first."""

    supplier: str
    number: str
    type_label: str | Promise
    invoice_date: date
    received_at: datetime
    signed_minor: int
    currency: str
    url: str
    lines: list[Line]


@page(Permission.READ)
@require_GET
def why(request: CompanyRequest) -> HttpResponse:
    """Answer for each document that the search finds."""
    search = request.GET.get("q", "").replace("\x00", "").strip()[:SEARCH_LENGTH_MAX]
    context: dict[str, Any] = {"search": search, "answers": [], "more": ""}
    if search:
        parameters = next_parameters()
        found, has_more = whereabouts(search, selection_for(request.company, parameters))
        context["answers"] = [_answer(each, parameters.until) for each in found]
        context["as_of"] = _("Aujourd’hui, pour un export au %(day)s") % {"day": said_date(parameters.until)}
        if has_more:
            context["more"] = _("Les %(count)s premiers sont montrés : précisez le numéro.") % {"count": SHOWN}
    return render(request, "exports/why.html", context)


def _answer(found: Whereabouts, until: date) -> Answer:
    document = found.document
    return Answer(
        supplier=document.supplier.name,
        number=document.number,
        type_label=TYPE_LABELS[document.type],
        invoice_date=document.invoice_date,
        received_at=document.imported_at,
        signed_minor=signed_total(document),
        currency=document.currency,
        url=f"{reverse('documents:list')}?doc={document.pk}",
        lines=[*_now(found, until), *(_line(mention) for mention in found.mentions)],
    )


def _now(found: Whereabouts, until: date) -> list[Line]:
    """What the next export will do, unless an export holds it already."""
    lines = [_next(_("Prochain export"), found.now, until)]
    lines += [
        _next(
            _("Prochain export, paiement de %(amount)s")
            % {"amount": said_amount(payment.total_minor, payment.currency)},
            payment,
            until,
        )
        for payment in found.payments
    ]
    return [line for line in lines if line is not None]


def _next(what: str, candidate: Candidate, until: date) -> Line | None:
    if any(finding.code == "already_exported" for finding in candidate.findings):
        return None
    detail = _("au %(day)s") % {"day": said_date(until)}
    if not candidate.findings:
        return Line(what, "", detail, "ok", [_("Sera pris")])
    return Line(what, "", detail, "warn", [finding.message for finding in candidate.findings])


def _line(mention: Mention) -> Line:
    export = mention.export
    created = said_date(timezone.localtime(export.created_at).date())
    name = _("Export n° %(number)s, paiement") if mention.is_payment else _("Export n° %(number)s")
    what = name % {"number": export.number}
    url = reverse("exports:detail", args=[export.number])
    if mention.entry_number is None:
        return Line(what, url, created, "warn", [finding.message for finding in mention.findings])
    taken = _("Pris, écriture n° %(number)s") % {"number": mention.entry_number}
    if export.cancelled_at is None:
        return Line(what, url, created, "ok", [taken])
    on = said_date(timezone.localtime(export.cancelled_at).date())
    undone = _("Export annulé le %(day)s : %(reason)s") % {"day": on, "reason": export.cancel_reason}
    return Line(what, url, created, "", [taken, undone])

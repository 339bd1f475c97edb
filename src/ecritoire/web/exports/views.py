"""History of exports, one export opened, and its cancellation."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from ecritoire.apps.exports.cancelling import cancel_export
from ecritoire.apps.exports.history import export_state
from ecritoire.apps.exports.models import Export
from ecritoire.apps.exports.queries import export_list
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.lifecycle import ExportState
from ecritoire.domain.permissions import Permission
from ecritoire.web.exports.found import export_or_404
from ecritoire.web.exports.opened import left_for, opened_export
from ecritoire.web.exports.parameters import short_template_label
from ecritoire.web.exports.progress import running_export
from ecritoire.web.exports.reasons import rows_of
from ecritoire.web.shared import words
from ecritoire.web.shared.access import CompanyRequest, page
from ecritoire.web.shared.dialogs import Dialog, close_dialog, show_dialog

EXPORTS_SHOWN = 50
LEFT_SHOWN = 50


@dataclass(frozen=True, slots=True)
class _HistoryRow:
    number: int
    created_at: datetime
    created_by: str
    until: date
    template_name: str
    entry_count: int
    left_out_count: int
    state: ExportState
    is_unfinished: bool
    url: str
    is_open: bool

    @property
    def is_cancelled(self) -> bool:
        return self.state == ExportState.CANCELLED


class CancelForm(forms.Form):
    """Why an export is cancelled."""

    reason = forms.CharField(
        label=gettext_lazy("Motif"),
        max_length=500,
        widget=forms.TextInput(
            attrs={"class": "input", "placeholder": gettext_lazy("Obligatoire"), "autocomplete": "off"}
        ),
        error_messages={"required": gettext_lazy("Dites pourquoi : le motif reste dans l’historique de l’export.")},
    )


@page(Permission.READ)
@require_GET
def export_history(request: CompanyRequest) -> HttpResponse:
    """List the exports."""
    return render(request, "exports/list.html", {"opened": None, **_history(request, None)})


@page(Permission.READ)
@require_GET
def export_opened(request: CompanyRequest, number: int) -> HttpResponse:
    """Show one export beside the history."""
    export = export_or_404(number)
    opened = opened_export(export, all_taken=request.GET.get("taken") == "all")
    context = {"opened": opened, "running": running_export(export), **_history(request, export)}
    return render(request, "exports/list.html", context)


def _history(request: CompanyRequest, opened: Export | None) -> dict[str, Any]:
    before = request.GET.get("before", "")
    rows = export_list()
    if before.isdecimal():
        rows = rows.filter(number__lt=int(before))
    elif opened is not None and not rows.filter(number__gt=opened.number)[EXPORTS_SHOWN - 1 : EXPORTS_SHOWN]:
        pass  # the opened one is on the first page
    elif opened is not None:
        rows = rows.filter(number__lte=opened.number)
    exports = list(rows[: EXPORTS_SHOWN + 1])
    labels = {name: short_template_label(name) for name in {export.template for export in exports}}
    shown = [_history_row(export, opened, labels[export.template]) for export in exports[:EXPORTS_SHOWN]]
    older = f"?before={shown[-1].number}" if len(exports) > EXPORTS_SHOWN else ""
    return {"history": shown, "older_url": older}


def _history_row(export: Export, opened: Export | None, template_name: str) -> _HistoryRow:
    return _HistoryRow(
        number=export.number,
        created_at=export.created_at,
        created_by=export.created_by,
        until=export.until,
        template_name=template_name,
        entry_count=export.entry_count,
        left_out_count=export.left_out_count,
        state=export_state(export),
        is_unfinished=export.completed_at is None and export.cancelled_at is None,
        url=reverse("exports:detail", args=[export.number]),
        is_open=opened is not None and export.pk == opened.pk,
    )


@page(Permission.READ)
@require_GET
def export_left_out(request: CompanyRequest, number: int, code: str) -> HttpResponse:
    """What an export left for one reason, for the row that unfolds."""
    candidates = list(islice(left_for(export_or_404(number), code), LEFT_SHOWN + 1))
    more = _("Les %(count)s premiers sont montrés.") % {"count": LEFT_SHOWN} if len(candidates) > LEFT_SHOWN else ""
    context = {"rows": rows_of(candidates[:LEFT_SHOWN], code), "more": more, "ways_out": False}
    return render(request, "exports/reason_rows.html", context)


@page(Permission.CANCEL_EXPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def export_cancel(request: CompanyRequest, number: int) -> HttpResponse:
    """Ask why, then cancel an export."""
    export = export_or_404(number)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_export(export, reason=form.cleaned_data["reason"], actor=request.actor)
        except EcritoireError as error:
            form.add_error("reason", error.message)
        else:
            messages.success(request, _("Export n° %(number)s annulé") % {"number": number})
            return close_dialog(request, reverse("exports:detail", args=[number]))
    return show_dialog(request, _cancel_dialog(export, form))


def _cancel_dialog(export: Export, form: CancelForm) -> Dialog:
    facts = {"number": export.number, "entries": words.entries(export.entry_count)}
    return Dialog(
        title=_("Annuler l’export n° %(number)s ?") % facts,
        text=(_("%(entries)s redeviennent non comptabilisées. Numéro, fichiers et historique restent.") % facts,),
        url=reverse("exports:cancel", args=[export.number]),
        back_url=reverse("exports:detail", args=[export.number]),
        form=form,
        keep_label=_("Garder"),
        submit_label=_("Annuler l’export"),
        tone="danger-solid",
    )

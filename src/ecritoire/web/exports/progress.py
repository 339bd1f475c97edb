"""A large export whose files are being written: how far it is, and what to do when it stopped."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRefresh

from ecritoire.apps.exports.background import complete_in_background
from ecritoire.apps.exports.models import Export
from ecritoire.apps.exports.running import Progress, Stage, progress_of
from ecritoire.domain.permissions import Permission
from ecritoire.web.exports.found import export_or_404
from ecritoire.web.shared import words
from ecritoire.web.shared.access import CompanyRequest, page


@dataclass(frozen=True, slots=True)
class Running:
    """An export that is not finished, as it is shown. ``done`` of ``total`` entries; none when that is not known."""

    is_running: bool
    sentence: str
    detail: str
    done: int | None
    total: int
    url: str
    resume_url: str


def running_export(export: Export) -> Running | None:
    """How far an export is; nothing when it is finished or cancelled."""
    if export.completed_at is not None or export.cancelled_at is not None:
        return None
    progress = progress_of(export)
    return Running(
        is_running=progress.is_running,
        sentence=_sentence(progress),
        detail=_detail(progress, export),
        done=progress.done if progress.stage == Stage.ENTRIES else None,
        total=export.entry_count,
        url=reverse("exports:progress", args=[export.number]),
        resume_url=reverse("exports:resume", args=[export.number]),
    )


def _sentence(progress: Progress) -> str:
    if not progress.is_running:
        return progress.failure or _("L’écriture des fichiers s’est interrompue.")
    return {
        Stage.ENTRIES: _("Écriture du fichier"),
        Stage.READ_BACK: _("Relecture du fichier, comparé aux écritures"),
        Stage.DOCUMENTS: _("Rassemblement des documents"),
    }.get(progress.stage, _("Préparation"))


def _detail(progress: Progress, export: Export) -> str:
    if not progress.is_running:
        return _("Ses écritures sont prises et numérotées : reprenez l’écriture, ou annulez l’export.")
    if progress.stage == Stage.ENTRIES:
        return _("%(done)s sur %(total)s") % {
            "done": words.grouped(progress.done),
            "total": words.entries(export.entry_count),
        }
    return words.entries(export.entry_count)


@page(Permission.READ)
@require_GET
def export_progress(request: CompanyRequest, number: int) -> HttpResponse:
    """How far an export is, for the page that asks again and again; once it is over, the page is drawn anew."""
    running = running_export(export_or_404(number))
    if running is None:
        return HttpResponseClientRefresh()
    return render(request, "exports/progress.html", {"running": running})


@page(Permission.EXPORT)
@require_POST
def export_resume(_request: CompanyRequest, number: int) -> HttpResponse:
    """Write the files of an export whose writing stopped; harmless when it goes on or is over."""
    export = export_or_404(number)
    running = running_export(export)
    if running is not None and not running.is_running:
        complete_in_background(export)
    return redirect("exports:detail", number)

"""The templates that a company writes: the list, the builder, the file to share."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ecritoire.apps.exports.formats import company_templates, templates
from ecritoire.apps.exports.own_templates import (
    OwnTemplate,
    OwnTemplateNotFoundError,
    data_of_text,
    data_to_start_from,
    own_template_by_name,
    own_templates,
    save_own_template,
    template_file_of,
    withdraw_own_template,
)
from ecritoire.apps.exports.trying_templates import Trial, try_template
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.language import say
from ecritoire.domain.permissions import Permission
from ecritoire.web.formats.changes import changed
from ecritoire.web.formats.draft import Data, data_of, whole_number
from ecritoire.web.formats.editor import Editor, editor_of
from ecritoire.web.formats.language import names
from ecritoire.web.formats.preview import preview_of
from ecritoire.web.formats.starting import BLANK, free_name
from ecritoire.web.shared.access import CompanyRequest, page
from ecritoire.web.shared.dialogs import Dialog, close_dialog, show_dialog

FILE_SIZE_MAX = 400_000  # bytes of a template file: its characters are counted once read


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    label: str
    vendor: str
    version: int
    saved_at: datetime
    saved_by: str


def own_or_404(name: str) -> OwnTemplate:
    """The last version of a template of the company in scope; another company's does not exist."""
    try:
        return own_template_by_name(name)
    except OwnTemplateNotFoundError as error:
        raise Http404(error.message) from error


@page(Permission.READ)
@require_GET
def template_list(request: CompanyRequest) -> HttpResponse:
    """The company's templates, and what a new one may start from."""
    return _show_list(request)


def _show_list(request: CompanyRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    described = {str(each["name"]): each for each in company_templates()}
    rows = [
        _Row(
            row.name,
            say(str(described[row.name]["label"])),
            say(str(described[row.name]["vendor"])),
            row.version,
            row.saved_at,
            row.saved_by,
        )
        for row in own_templates()
    ]
    context: dict[str, Any] = {"rows": rows, "packages": templates(), "error": error}
    return render(request, "formats/list.html", context, status=status)


@page(Permission.CONFIGURE)
@require_http_methods(["GET", "HEAD", "POST"])
def new_template(request: CompanyRequest) -> HttpResponse:
    """A new template, started from one that ships or from nothing."""
    if request.method == "POST":
        return _edit(request, shown=0)
    return _show(request, _start(request.GET.get("from", "")), shown=0)


def _start(name: str) -> Data:
    taken = {row.name for row in own_templates()}
    if not name:
        return BLANK | {"name": free_name("modele", taken), "label": _("Mon modèle"), "vendor": _("mon logiciel")}
    try:
        data = data_to_start_from(name)
    except EcritoireError as error:
        raise Http404(error.message) from error
    label = _("%(label)s, adapté") % {"label": str(data["label"])[:45]}
    return data | {"name": free_name(f"{name}-adapte", taken), "label": label}


@page(Permission.CONFIGURE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_template(request: CompanyRequest, name: str) -> HttpResponse:
    """The builder of one template; saving makes its next version."""
    row = own_or_404(name)
    if request.method == "POST":
        return _edit(request, shown=whole_number(request.POST.get("shown", ""), row.version), name=row.name)
    return _show(request, data_of_text(row.text), shown=row.version)


def _edit(request: CompanyRequest, *, shown: int, name: str = "") -> HttpResponse:
    """Try or keep what is typed; the template at this address keeps its ``name`` whatever was sent."""
    data, action = data_of(request.POST), request.POST.get("do", "")
    if name:
        data |= {"name": name}
    if action != "save":
        return _show(request, changed(data, action), shown=shown)
    try:
        kept = save_own_template(request.company, data, actor=request.actor, shown=shown)
    except EcritoireError as error:
        current = {row.name: row.version for row in own_templates()}.get(str(data["name"]), 0)
        return _show(request, data, shown=current if shown else 0, error=error.message, status=422)
    saved = _("« %(label)s » enregistré, version %(version)s") % {"label": data["label"], "version": kept.version}
    messages.success(request, saved)
    return redirect("formats:edit", kept.name)


def _show(request: CompanyRequest, data: Data, *, shown: int, error: str = "", status: int = 200) -> HttpResponse:
    trial = try_template(request.company, data)
    context = _context(editor_of(data, trial.problems), trial) | {
        "shown": shown,
        "error": error,
        "url": reverse("formats:edit", args=[data["name"]]) if shown else reverse("formats:new"),
    }
    return render(request, "formats/editor.html", context, status=status)


def _context(editor: Editor, trial: Trial) -> dict[str, Any]:
    return {"editor": editor, "preview": preview_of(trial), "names": names()}


@page(Permission.CONFIGURE)
@require_POST
def preview(request: CompanyRequest) -> HttpResponse:
    """The file as the boxes say it now, and what is wrong beside each of them."""
    data = data_of(request.POST)
    trial = try_template(request.company, data)
    return render(request, "formats/answer.html", _context(editor_of(data, trial.problems), trial))


@page(Permission.CONFIGURE)
@require_POST
def import_template(request: CompanyRequest) -> HttpResponse:
    """Take a template from a file that somebody shares."""
    upload = request.FILES.get("file")
    if upload is None or not upload.size:
        return _show_list(request, error=_("Choisissez un fichier de modèle, en .toml."), status=422)
    if upload.size > FILE_SIZE_MAX:
        error = _("Ce fichier est trop grand pour un modèle : %(most)s Ko au plus.") % {"most": FILE_SIZE_MAX // 1000}
        return _show_list(request, error=error, status=422)
    try:
        data = data_of_text(upload.read().decode("utf-8-sig"))
        kept = save_own_template(request.company, data, actor=request.actor, shown=0)
    except UnicodeDecodeError:
        return _show_list(request, error=_("Ce fichier n’est pas du texte en UTF-8 : un modèle en est."), status=422)
    except EcritoireError as error:
        return _show_list(request, error=error.message, status=422)
    messages.success(request, _("« %(label)s » importé") % {"label": data["label"]})
    return redirect("formats:edit", kept.name)


@page(Permission.READ)
@require_GET
def download_template(_request: CompanyRequest, name: str) -> HttpResponse:
    """The file in which a template is shared."""
    row = own_or_404(name)
    answer = HttpResponse(template_file_of(row), content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{row.name}.toml"'
    return answer


@page(Permission.CONFIGURE)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_template(request: CompanyRequest, name: str) -> HttpResponse:
    """Ask, then offer a template no longer."""
    row = own_or_404(name)
    if request.method == "POST":
        withdraw_own_template(request.company, name, actor=request.actor)
        messages.success(request, _("« %(name)s » retiré") % {"name": name})
        return close_dialog(request, reverse("formats:list"))
    return show_dialog(request, _withdraw_dialog(row))


def _withdraw_dialog(row: OwnTemplate) -> Dialog:
    return Dialog(
        title=_("Retirer le modèle « %(name)s » ?") % {"name": row.name},
        text=(_("Il n’est plus proposé. Les exports déjà écrits avec lui le gardent, et leurs fichiers restent."),),
        url=reverse("formats:withdraw", args=[row.name]),
        back_url=reverse("formats:list"),
        form=None,
        keep_label=_("Garder"),
        submit_label=_("Retirer"),
        tone="danger-solid",
    )

"""The control sheet: look at a document, decide, go on to the next."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ecritoire.apps.purchases.checking import resembling_documents
from ecritoire.apps.purchases.inbox import confirm_not_duplicate, next_to_control, set_aside, take_back
from ecritoire.apps.purchases.locking import DocumentNotFoundError
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.purchases.queries import document_detail
from ecritoire.apps.purchases.sheets import SheetChangedError, control_sheet, save_sheet, sheet_version
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.permissions import Permission
from ecritoire.web.control.forms import AsideForm, SheetForm
from ecritoire.web.control.sheet import preview_of, sheet_of
from ecritoire.web.shared.access import CompanyRequest, page
from ecritoire.web.shared.dialogs import Dialog, close_dialog, show_dialog

COMPARED_MOST = 5


def _found(key: int) -> Document:
    try:
        return document_detail(key)
    except DocumentNotFoundError as error:
        raise Http404(error.message) from error


@page(Permission.CONTROL)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: CompanyRequest, key: int) -> HttpResponse:
    """Show one document with its form; keep what was typed, or keep it and confirm the document."""
    document = _found(key)
    if document.controlled_at is not None and request.method != "POST":
        return redirect(f"{reverse('documents:list')}?doc={key}")
    if request.method != "POST":
        return _answer(request, document, None)
    form = SheetForm(document, request.POST)
    if not form.is_valid():
        return _answer(request, document, form)
    act = save_sheet if request.POST.get("action") == "save" else control_sheet
    try:
        act(document, form.sheet(), version=form.cleaned_data["version"], actor=request.actor)
    except EcritoireError as error:
        form.add_error(None, error.message)
        if isinstance(error, SheetChangedError):
            # What was typed stays, to be saved over what the person now sees.
            form.data = {**request.POST.dict(), "version": sheet_version(document)}
        return _answer(request, document, form)
    if act is save_sheet:
        messages.success(request, _("%(number)s est enregistrée") % {"number": document.number})
        return redirect("control:sheet", key)
    messages.success(request, _("%(number)s est contrôlée") % {"number": document.number})
    return _on_to_the_next(document)


def _answer(request: CompanyRequest, document: Document, form: SheetForm | None) -> HttpResponse:
    status = 422 if form is not None else 200
    return render(request, "control/sheet.html", sheet_of(document, form, request.actor), status=status)


def _on_to_the_next(document: Document) -> HttpResponse:
    following = next_to_control(document)
    return redirect("control:sheet", following) if following else redirect("inbox:list")


@page(Permission.CONTROL)
@require_POST
def entry(request: CompanyRequest, key: int) -> HttpResponse:
    """The entry that what is typed would give; nothing is kept."""
    document = _found(key)
    form = SheetForm(document, request.POST)
    context = {"entry": preview_of(document, form, request.actor), "document": document}
    return render(request, "control/entry.html", context)


@page(Permission.CONTROL)
@require_http_methods(["GET", "HEAD", "POST"])
def aside(request: CompanyRequest, key: int) -> HttpResponse:
    """Ask why a document is set aside, then go on to the next."""
    document = _found(key)
    form = AsideForm(request.POST if request.method == "POST" else None, auto_id="dialog_%s")
    if request.method == "POST" and form.is_valid():
        following = next_to_control(document)
        try:
            set_aside(document, reason=form.cleaned_data["reason"], actor=request.actor)
        except EcritoireError as error:
            form.add_error("reason", error.message)
        else:
            messages.success(request, _("%(number)s est mise de côté") % {"number": document.number})
            url = reverse("control:sheet", args=[following]) if following else reverse("inbox:list")
            return close_dialog(request, url)
    facts = {"number": document.number}
    dialog = Dialog(
        title=_("Mettre %(number)s de côté ?") % facts,
        text=(_("Elle reste en Réception, hors de ce qui attend, et ne partira dans aucun export."),),
        url=reverse("control:aside", args=[key]),
        back_url=reverse("control:sheet", args=[key]),
        form=form,
        keep_label=_("Ne rien changer"),
        submit_label=_("Mettre de côté"),
    )
    return show_dialog(request, dialog)


@page(Permission.CONTROL)
@require_POST
def back(request: CompanyRequest, key: int) -> HttpResponse:
    """Let what was set aside wait again."""
    document = _found(key)
    take_back(document, actor=request.actor)
    messages.success(request, _("%(number)s attend de nouveau") % {"number": document.number})
    return redirect("control:sheet", key)


@page(Permission.CONTROL)
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: CompanyRequest, key: int) -> HttpResponse:
    """Show a document beside those it resembles; or note that it is another one."""
    document = _found(key)
    if request.method == "POST":
        confirm_not_duplicate(document, actor=request.actor)
        messages.success(request, _("%(number)s n’est pas un doublon") % {"number": document.number})
        return redirect("control:sheet", key)
    others = list(resembling_documents(document).select_related("supplier", "source")[:COMPARED_MOST])
    return render(request, "control/compare.html", {"document": document, "compared": [document, *others]})


@page(Permission.READ)
@require_GET
def data(request: CompanyRequest, key: int) -> HttpResponse:
    """What an e-invoice says, readable without its picture."""
    return render(request, "control/data.html", {"document": _found(key)})

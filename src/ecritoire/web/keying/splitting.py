"""Cutting a file that holds several invoices, and setting aside one that holds none."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ecritoire.apps.purchases.models import SourceFile
from ecritoire.apps.purchases.splitting import set_file_aside, split_file, take_file_back
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.permissions import Permission
from ecritoire.web.keying.files import file_or_404, file_view
from ecritoire.web.shared.access import CompanyRequest, page
from ecritoire.web.shared.dialogs import Dialog, close_dialog, show_dialog

REFUSED_TAB = "refused"


class PagesForm(forms.Form):
    """Which pages make which invoice."""

    pages = forms.CharField(
        label=gettext_lazy("Pages de chaque facture"),
        max_length=1000,
        help_text=gettext_lazy("Une facture par groupe, séparés par des virgules : 1-2, 3, 4-6."),
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", "autofocus": True}),
        error_messages={"required": gettext_lazy("Dites quelles pages font chaque facture, par exemple 1-2, 3.")},
    )


class FileAsideForm(forms.Form):
    """Why a file is set aside."""

    reason = forms.CharField(
        label=gettext_lazy("Motif"),
        max_length=500,
        widget=forms.TextInput(attrs={"class": "input", "placeholder": gettext_lazy("Obligatoire")}),
        error_messages={"required": gettext_lazy("Dites pourquoi en une phrase : le motif reste avec le fichier.")},
    )


def files_url() -> str:
    """The list of files that nothing came of."""
    return f"{reverse('inbox:list')}?tab={REFUSED_TAB}"


@page(Permission.IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: CompanyRequest, key: int) -> HttpResponse:
    """Show the pages of a file; cut it, and go on to key the first part."""
    source = file_or_404(key)
    form = PagesForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            parts = split_file(source, form.cleaned_data["pages"], actor=request.actor)
        except EcritoireError as error:
            form.add_error("pages", error.message)
        else:
            made = ngettext("%(count)s fichier à saisir", "%(count)s fichiers à saisir", len(parts)) % {
                "count": len(parts)
            }
            messages.success(request, _("%(name)s est découpé : %(made)s") % {"name": source.name, "made": made})
            return redirect("keying:key", parts[0].pk)
    context: dict[str, Any] = {"file": file_view(source), "form": form, "files_url": files_url()}
    return render(request, "keying/split.html", context, status=422 if form.is_bound else 200)


@page(Permission.IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def aside(request: CompanyRequest, key: int) -> HttpResponse:
    """Ask why a file is set aside."""
    source = file_or_404(key)
    form = FileAsideForm(request.POST if request.method == "POST" else None, auto_id="dialog_%s")
    if form.is_bound and form.is_valid():
        try:
            set_file_aside(source, reason=form.cleaned_data["reason"], actor=request.actor)
        except EcritoireError as error:
            form.add_error("reason", error.message)
        else:
            messages.success(request, _("%(name)s est mis de côté") % {"name": source.name})
            return close_dialog(request, files_url())
    return show_dialog(request, _aside_dialog(source, form))


def _aside_dialog(source: SourceFile, form: FileAsideForm) -> Dialog:
    return Dialog(
        title=_("Mettre %(name)s de côté ?") % {"name": source.name},
        text=(_("Le fichier est conservé avec le motif, et n’attend plus de saisie. Il se reprend à tout moment."),),
        url=reverse("keying:aside", args=[source.pk]),
        back_url=files_url(),
        form=form,
        keep_label=_("Ne rien changer"),
        submit_label=_("Mettre de côté"),
    )


@page(Permission.IMPORT)
@require_POST
def back(request: CompanyRequest, key: int) -> HttpResponse:
    """Let a file that was set aside wait again."""
    source = file_or_404(key)
    take_file_back(source, actor=request.actor)
    messages.success(request, _("%(name)s attend de nouveau") % {"name": source.name})
    return redirect(files_url())

"""Export templates: the packages by vendor with what each carries, and what the company sets of one, in fields."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from ecritoire.apps.exports.formats import templates as packages
from ecritoire.apps.exports.models import TemplateSettings
from ecritoire.apps.exports.template_settings import (
    Adjustable,
    TemplateFields,
    encodings,
    set_template_settings,
    set_template_values,
    template_fields,
)
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.language import say
from ecritoire.domain.permissions import Permission
from ecritoire.web.shared.access import CompanyRequest, page

CARRIED: dict[str, str | Promise] = {
    "document": gettext_lazy("pièces jointes"),
    "due_date": gettext_lazy("échéances"),
    "auxiliary": gettext_lazy("comptes auxiliaires"),
    "currency": gettext_lazy("devises"),
    "validation": gettext_lazy("dates de validation"),
}
FILE_FIELDS: dict[str, str | Promise] = {
    "file_name": gettext_lazy("Nom du fichier"),
    "encoding": gettext_lazy("Jeu de caractères"),
}


@dataclass(frozen=True, slots=True)
class Package:
    """One template of the list."""

    name: str
    label: str
    carries: str
    url: str
    is_set: bool


@dataclass(frozen=True, slots=True)
class Vendor:
    """The templates of one vendor."""

    name: str
    packages: Sequence[Package]


@page(Permission.CONFIGURE)
@require_GET
def template_list(request: CompanyRequest) -> HttpResponse:
    """The packages by vendor, with what each carries."""
    own = set(TemplateSettings.objects.exclude(text="").values_list("template", flat=True))
    by_vendor: dict[str, list[Package]] = {}
    for found in packages():
        by_vendor.setdefault(say(str(found["vendor"])), []).append(_package(found, own))
    vendors = [Vendor(name, by_vendor[name]) for name in sorted(by_vendor, key=str.casefold)]
    return render(request, "configuration/templates.html", {"vendors": vendors})


def _package(found: dict[str, object], own: set[str]) -> Package:
    name, carries = str(found["name"]), found["carries"]
    assert isinstance(carries, list)
    return Package(
        name,
        say(str(found["label"])),
        ", ".join(str(label) for code, label in CARRIED.items() if code in carries),
        reverse("configuration:template", args=[name]),
        name in own,
    )


class SettingsForm(forms.Form):
    """One field for each thing that can be set; empty lengths are the template's."""

    def __init__(self, *args: Any, about: TemplateFields, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names: dict[str, Adjustable] = {}
        for place, each in enumerate(about.adjustables):
            name = f"setting_{place}"
            self.names[name] = each
            self.fields[name] = _field(each)
            self.initial[name] = (about.values or {}).get(each.key, each.usual)

    def values(self) -> dict[str, str]:
        """What was typed, by the key of each adjustable."""
        typed = {each.key: self.cleaned_data[name] for name, each in self.names.items()}
        return {key: "" if value is None else str(value) for key, value in typed.items()}

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields by the record of the file they are in."""
        found: dict[str, list[forms.BoundField]] = {}
        for name, each in self.names.items():
            found.setdefault(each.record, []).append(self[name])
        return [
            (_("Lignes « %(record)s » du fichier") % {"record": record} if record else _("Le fichier"), fields)
            for record, fields in found.items()
        ]


def _field(each: Adjustable) -> forms.Field:
    usual = _("D’habitude : %(usual)s") % {"usual": each.usual or _("vide")}
    if each.way == "encoding":
        return forms.ChoiceField(
            label=str(FILE_FIELDS["encoding"]),
            choices=[(code, code) for code in encodings()],
            help_text=usual,
            widget=forms.Select(attrs={"class": "input"}),
        )
    attributes = {"class": "input", "autocomplete": "off"}
    if each.way == "number":
        return forms.IntegerField(
            label=_("Longueur des comptes, « %(name)s »") % {"name": each.name},
            required=bool(each.usual),
            min_value=3,
            max_value=20,
            help_text=usual,
            widget=forms.TextInput(attrs={**attributes, "inputmode": "numeric"}),
            error_messages={
                "invalid": _("Écrivez un nombre de caractères, de 3 à 20."),
                "required": _("Écrivez un nombre de caractères, de 3 à 20."),
            },
        )
    return forms.CharField(
        label=str(FILE_FIELDS.get(each.name, each.name)),
        required=False,
        strip=False,
        max_length=200,
        help_text=usual,
        widget=forms.TextInput(attrs=attributes),
    )


@page(Permission.CONFIGURE)
@require_http_methods(["GET", "HEAD", "POST"])
def template(request: CompanyRequest, name: str) -> HttpResponse:
    """What the company sets of one template; each setting is tried on an ordinary invoice before it is kept."""
    found = next((each for each in packages() if each["name"] == name), None)
    if found is None:
        raise Http404
    about = template_fields(name)
    form = SettingsForm(request.POST if request.method == "POST" else None, about=about)
    if request.method == "POST" and _kept(request, name, about, form):
        messages.success(request, _("Réglages de %(label)s enregistrés") % {"label": say(str(found["label"]))})
        return redirect("configuration:template", name)
    context = {
        "form": form,
        "package": _package(found, set()),
        "by_hand": about.values is None,
        "is_legal": not about.adjustables,
        "is_set": bool(about.values) or about.values is None,
    }
    return render(request, "configuration/template.html", context, status=422 if form.is_bound else 200)


def _kept(request: CompanyRequest, name: str, about: TemplateFields, form: SettingsForm) -> bool:
    """Keep the settings; what is refused is said without the words of the language of templates."""
    try:
        if request.POST.get("action") == "clear":
            set_template_settings(request.company, name, "", actor=request.actor)
            return True
        if about.values is None or not form.is_valid():
            return False
        set_template_values(request.company, name, form.values(), actor=request.actor)
    except EcritoireError as error:
        form.is_valid()
        form.add_error(None, _refusal(error))
        return False
    return True


def _refusal(error: EcritoireError) -> str:
    problem = re.sub(r"[«»]", "", str(error.facts.get("problem", error.message)))
    return _(
        "Avec ces réglages, une facture ordinaire ne s’écrit plus comme il faut : %(problem)s. Rien n’a changé."
    ) % {"problem": " ".join(problem.split())}

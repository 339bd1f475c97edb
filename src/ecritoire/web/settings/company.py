"""The company: its name, its identifiers, its address, and where the rest of it is set."""

from dataclasses import asdict

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ecritoire.apps.companies.identity import (
    Identity,
    InvalidAuxiliaryPrefixError,
    InvalidCompanyVatNumberError,
    InvalidSiretError,
    change_identity,
    has_exported,
    identity_of,
)
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.permissions import Permission
from ecritoire.web.shared.access import CompanyRequest, page


def _text(**attributes: object) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "input", "autocomplete": "off", **attributes})


class CompanyForm(forms.Form):
    """What the company says of itself; the service checks the keys."""

    name = forms.CharField(
        label=gettext_lazy("Nom"),
        max_length=200,
        widget=_text(),
        error_messages={"required": gettext_lazy("Donnez le nom de la société.")},
    )
    siren = forms.CharField(
        label=gettext_lazy("SIREN"),
        max_length=20,
        widget=_text(inputmode="numeric"),
        error_messages={"required": gettext_lazy("Donnez le SIREN : neuf chiffres.")},
    )
    siret = forms.CharField(
        label=gettext_lazy("SIRET du siège"), max_length=24, required=False, widget=_text(inputmode="numeric")
    )
    vat_number = forms.CharField(
        label=gettext_lazy("Numéro de TVA"),
        max_length=24,
        required=False,
        widget=_text(),
        help_text=gettext_lazy("Vide en franchise de TVA."),
    )
    address = forms.CharField(
        label=gettext_lazy("Adresse"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
    )
    contact_email = forms.EmailField(
        label=gettext_lazy("Adresse de contact des relances"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("Ce n’est pas une adresse : écrivez par exemple compta@exemple.fr.")},
    )
    auxiliary_prefix = forms.CharField(
        label=gettext_lazy("Début des comptes auxiliaires"),
        max_length=4,
        widget=_text(),
        error_messages={"required": gettext_lazy("Donnez un à quatre caractères, par exemple F.")},
        help_text=gettext_lazy("Des nouveaux fournisseurs seulement : les comptes donnés restent."),
    )


# Which field a refusal is about; any other is about the SIREN.
_FIELD_OF: dict[str, str] = {
    InvalidSiretError.code: "siret",
    InvalidCompanyVatNumberError.code: "vat_number",
    InvalidAuxiliaryPrefixError.code: "auxiliary_prefix",
}


@page(Permission.CONFIGURE)
@require_http_methods(["GET", "HEAD", "POST"])
def company(request: CompanyRequest) -> HttpResponse:
    """Show the company and change what may change."""
    form = CompanyForm(request.POST if request.method == "POST" else None, initial=asdict(identity_of(request.company)))
    is_final = has_exported(request.company)
    if is_final:
        form.fields["siren"].disabled = True
        form.fields["siren"].help_text = _("Ne change plus : des exports le portent.")
    if form.is_bound and form.is_valid() and _saved(request, form):
        messages.success(request, _("Société enregistrée"))
        return redirect("settings:company")
    context = {"form": form, "section": "company", "currency": request.company.currency}
    return render(request, "settings/company.html", context, status=422 if form.is_bound else 200)


def _saved(request: CompanyRequest, form: CompanyForm) -> bool:
    try:
        change_identity(request.company, Identity(**form.cleaned_data), actor=request.actor)
    except EcritoireError as error:
        form.add_error(_FIELD_OF.get(error.code, "siren"), error.message)
        return False
    return True

"""Forms of a supplier's record and of its bank details."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecritoire.apps.ledger.models import Account
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.apps.suppliers.services import EDITABLE, Value
from ecritoire.apps.versions import ChangedMeanwhileError, version_of
from ecritoire.domain.chart import AccountFamily
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.terms import MOST_DAYS
from ecritoire.domain.vat import VAT_CODES

# Which field an error of the services is about.
FIELDS_OF_ERRORS: Mapping[str, str] = {
    "invalid_siren": "siren",
    "siren_taken": "siren",
    "invalid_vat_number": "vat_number",
    "vat_siren_mismatch": "vat_number",
    "invalid_auxiliary": "auxiliary",
    "auxiliary_taken": "auxiliary",
    "supplier_name_missing": "name",
    "invalid_iban": "iban",
}


def text_field(label: Any, length: int, help_text: Any = "", **attributes: Any) -> forms.CharField:  # noqa: ANN401
    """One line of text that may stay empty."""
    return forms.CharField(
        label=label,
        max_length=length,
        required=False,
        help_text=help_text,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", **attributes}),
    )


def account_field(label: Any, help_text: Any = "") -> forms.CharField:  # noqa: ANN401 - a lazy translation
    """An account of the chart, completed while it is typed; may stay empty."""
    completion = {
        "inputmode": "numeric",
        "list": "accounts",
        "data-hx-get": reverse_lazy("documents:accounts"),
        "data-hx-trigger": "focus once",
        "data-hx-target": "#accounts",
        "data-hx-swap": "innerHTML",
    }
    return text_field(label, 20, help_text, **completion)


def vat_choices() -> list[tuple[str, str]]:
    """Every VAT code by its name, none first."""
    return [
        ("", _("Comme sur la facture")),
        *((code.code, f"{code.label} ({code.code})") for code in VAT_CODES.values()),
    ]


class SupplierForm(forms.Form):
    """The record: identity, accounts and terms. ``shown`` is the version the person was shown."""

    name = text_field(gettext_lazy("Nom"), 200)
    trading_name = text_field(gettext_lazy("Nom commercial"), 200)
    siren = text_field(
        gettext_lazy("SIREN"), 20, gettext_lazy("Neuf chiffres ; la clé est vérifiée."), inputmode="numeric"
    )
    vat_number = text_field(gettext_lazy("Numéro de TVA"), 30, gettext_lazy("La clé et le SIREN sont vérifiés."))
    country = text_field(gettext_lazy("Pays"), 2, gettext_lazy("Deux lettres : FR, DE, BE…"))
    category = text_field(gettext_lazy("Catégorie"), 60, gettext_lazy("Un mot pour les règles : transport, énergie…"))
    auxiliary = text_field(gettext_lazy("Compte auxiliaire"), 20)
    supplier_account = account_field(gettext_lazy("Compte collectif"), gettext_lazy("Vide : celui de la société."))
    default_account = account_field(gettext_lazy("Compte d’achat par défaut"))
    default_vat_code = forms.ChoiceField(
        label=gettext_lazy("Code de TVA par défaut"),
        required=False,
        choices=vat_choices,
        widget=forms.Select(attrs={"class": "input"}),
    )
    payment_days = forms.IntegerField(
        label=gettext_lazy("Délai de paiement, en jours"),
        required=False,
        min_value=0,
        max_value=MOST_DAYS,
        help_text=gettext_lazy("Sert quand la facture ne dit pas d’échéance."),
        widget=forms.TextInput(attrs={"class": "input", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": gettext_lazy("Écrivez un nombre de jours, par exemple 30."),
            "max_value": gettext_lazy("180 jours au plus."),
            "min_value": gettext_lazy("Zéro jour au moins."),
        },
    )
    payment_end_of_month = forms.BooleanField(
        label=gettext_lazy("Fin de mois"), required=False, widget=forms.CheckboxInput(attrs={"class": "box"})
    )
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    GROUPS = (
        (gettext_lazy("Identité"), ("name", "trading_name", "siren", "vat_number", "country", "category")),
        (
            gettext_lazy("Comptabilité"),
            ("auxiliary", "supplier_account", "default_account", "default_vat_code"),
        ),
        (gettext_lazy("Conditions de paiement"), ("payment_days", "payment_end_of_month")),
    )

    @classmethod
    def about(cls, supplier: Supplier) -> "SupplierForm":
        """The form with what the record says."""
        values = {name: getattr(supplier, name) for name in EDITABLE}
        return cls(initial={**values, "shown": version_of(supplier, EDITABLE)})

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields under their titles."""
        return [(title, [self[name] for name in names]) for title, names in self.GROUPS]

    def clean_country(self) -> str:
        """A country code in capitals; France when nothing is said."""
        country = str(self.cleaned_data["country"]).strip().upper() or "FR"
        if not (country.isascii() and country.isalpha() and len(country) == 2):
            raise forms.ValidationError(_("Un pays s’écrit en deux lettres, par exemple FR ou DE."))
        return country

    def clean_supplier_account(self) -> str:
        """A collective account of the chart."""
        return _in_chart(self.cleaned_data["supplier_account"], (AccountFamily.SUPPLIER,), _("fournisseurs"))

    def clean_default_account(self) -> str:
        """An account of the chart one codes to."""
        return _in_chart(self.cleaned_data["default_account"], (), "")

    def values(self) -> dict[str, Value]:
        """What the services take."""
        return {name: self.cleaned_data[name] for name in EDITABLE}

    def refuse(self, error: EcritoireError) -> None:
        """Say what a service refused, beside the field it is about."""
        self.add_error(FIELDS_OF_ERRORS.get(error.code), error.message)

    def show_again(self, error: ChangedMeanwhileError, supplier: Supplier) -> None:
        """Keep what was typed, say that the record changed, and let the next save know it."""
        self.add_error(None, error.message)
        assert isinstance(self.data, QueryDict), "only what was sent is shown again"
        sent = self.data.copy()
        sent["shown"] = version_of(supplier, EDITABLE)
        self.data = sent


def _in_chart(number: str, families: tuple[AccountFamily, ...], what: str) -> str:
    number = number.strip()
    if not number:
        return ""
    family = Account.objects.filter(number=number).values_list("family", flat=True).first()
    if family is None:
        message = _("Le compte %(number)s n’est pas dans le plan comptable : ajoutez-le dans Configuration.")
        raise forms.ValidationError(message % {"number": number})
    if families and family not in families:
        message = _("%(number)s n’est pas un compte de la famille « %(what)s ».")
        raise forms.ValidationError(message % {"number": number, "what": what})
    return number


class IbanForm(forms.Form):
    """An account to pay a supplier on."""

    iban = forms.CharField(
        label=gettext_lazy("IBAN"),
        max_length=50,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Recopiez l’IBAN du relevé d’identité bancaire.")},
    )
    bic = text_field(gettext_lazy("BIC"), 11)
    holder = text_field(gettext_lazy("Titulaire"), 140)

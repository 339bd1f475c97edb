"""Forms of the rows of the configuration."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecritoire.apps.ledger.models import Account, AnalyticAxis
from ecritoire.domain.chart import AccountFamily
from ecritoire.domain.entries import JournalType

FAMILY_LABELS: dict[str, str | Promise] = {
    AccountFamily.PURCHASE: gettext_lazy("Achats et charges"),
    AccountFamily.ASSET: gettext_lazy("Immobilisations"),
    AccountFamily.VAT: gettext_lazy("TVA déductible"),
    AccountFamily.REVERSE_CHARGE: gettext_lazy("TVA due (autoliquidation)"),
    AccountFamily.SUPPLIER: gettext_lazy("Fournisseurs (collectif)"),
    AccountFamily.DEPOSIT: gettext_lazy("Avances et acomptes"),
    AccountFamily.BANK: gettext_lazy("Banque"),
    AccountFamily.GENERAL: gettext_lazy("Autres comptes généraux"),
}
JOURNAL_LABELS: dict[str, str | Promise] = {
    JournalType.PURCHASE: gettext_lazy("Achats"),
    JournalType.BANK: gettext_lazy("Banque"),
    JournalType.MISCELLANEOUS: gettext_lazy("Opérations diverses"),
}


def text(label: Any, length: int, help_text: Any = "", *, required: bool = True, **attributes: Any) -> forms.CharField:  # noqa: ANN401 - lazy translations
    """One line of text."""
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        help_text=help_text,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", **attributes}),
    )


def choice(label: Any, choices: Any, *, required: bool = True) -> forms.ChoiceField:  # noqa: ANN401 - as above
    """One of several."""
    return forms.ChoiceField(
        label=label, choices=choices, required=required, widget=forms.Select(attrs={"class": "input"})
    )


class RowForm(forms.Form):
    """A row edited in place; ``shown`` is the version the person was shown, ``fixed`` what an existing row keeps."""

    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    fixed: Iterable[str] = ()


class AccountForm(RowForm):
    """An account of the chart."""

    number = text(gettext_lazy("Numéro"), 20, inputmode="numeric")
    label = text(gettext_lazy("Intitulé"), 120)
    family = choice(gettext_lazy("Famille"), list(FAMILY_LABELS.items()))
    fixed = ("number",)


class JournalForm(RowForm):
    """A journal that is not a bank's."""

    code = text(gettext_lazy("Code"), 10)
    label = text(gettext_lazy("Intitulé"), 60)


class BankForm(RowForm):
    """A bank account and its journal."""

    bank_account = text(
        gettext_lazy("Compte"),
        20,
        gettext_lazy("Un compte 51… ; ajouté au plan s’il n’y est pas."),
        inputmode="numeric",
    )
    code = text(gettext_lazy("Code du journal"), 10)
    label = text(gettext_lazy("Intitulé"), 60)


class VatForm(RowForm):
    """Where the VAT of one code goes."""

    account = choice(gettext_lazy("Compte de TVA déductible"), lambda: accounts_of(AccountFamily.VAT), required=False)
    due_account = choice(
        gettext_lazy("Compte de TVA due"),
        lambda: accounts_of(AccountFamily.REVERSE_CHARGE, AccountFamily.VAT),
        required=False,
    )


class AxisForm(RowForm):
    """An analytic axis."""

    code = text(gettext_lazy("Code"), 20)
    name = text(gettext_lazy("Nom"), 60)
    is_compulsory = forms.BooleanField(
        label=gettext_lazy("Obligatoire : une section sur chaque ligne avant le contrôle"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "box"}),
    )


class SectionForm(RowForm):
    """A section of an axis."""

    axis = choice(gettext_lazy("Axe"), lambda: list(AnalyticAxis.objects.order_by("code").values_list("code", "name")))
    code = text(gettext_lazy("Code"), 20)
    label = text(gettext_lazy("Intitulé"), 80)
    is_active = forms.BooleanField(
        label=gettext_lazy("Proposée à la saisie"),
        required=False,
        initial=True,
        widget=forms.CheckboxInput(attrs={"class": "box"}),
    )
    fixed = ("axis",)


def accounts_of(*families: AccountFamily) -> list[tuple[str, str]]:
    """The accounts of some families as choices, none first."""
    accounts = Account.objects.filter(family__in=families).order_by("number").values_list("number", "label")
    return [("", _("Aucun")), *((number, f"{number} {label}") for number, label in accounts)]

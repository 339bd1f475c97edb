"""Forms of what can be done to a document."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from ecritoire.apps.companies.models import Membership, User
from ecritoire.apps.desk.tagging import NAME_LENGTH
from ecritoire.apps.purchases.models import Document
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.permissions import PERMISSIONS, Permission
from ecritoire.domain.wording import said_amount, said_date
from ecritoire.web.shared.fields import DayField

FINAL_INVOICES = (DocumentType.INVOICE, DocumentType.CORRECTIVE)
INVOICES_OFFERED = 100


class EmptyForm(forms.Form):
    """Nothing to fill in."""


class AccountForm(forms.Form):
    """An account of the chart, completed while it is typed."""

    account = forms.CharField(
        label=_("Compte d’achat"),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "class": "input",
                "autocomplete": "off",
                "inputmode": "numeric",
                "list": "accounts",
                "data-hx-get": reverse_lazy("documents:accounts"),
                "data-hx-trigger": "focus once",
                "data-hx-target": "#accounts",
                "data-hx-swap": "innerHTML",
            }
        ),
        error_messages={"required": _("Donnez un compte du plan comptable, par exemple 606400.")},
    )


class PeriodForm(forms.Form):
    """The accounting period; both empty: none."""

    start = DayField(label=_("Début"), required=False)
    end = DayField(label=_("Fin"), required=False)


class RateForm(forms.Form):
    """An exchange rate."""

    rate = forms.DecimalField(
        label=_("Taux"),
        min_value=0,
        max_digits=18,
        decimal_places=8,
        localize=True,
        widget=forms.TextInput(attrs={"class": "input", "inputmode": "decimal", "autocomplete": "off"}),
        error_messages={
            "required": _("Donnez le taux : combien d’unités de la devise pour un euro."),
            "invalid": _("Ce n’est pas un taux : écrivez un nombre, par exemple 1,0842."),
        },
    )


class VatAccountForm(AccountForm):
    """The account of the VAT of one code."""

    vat_code = forms.CharField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].label = _("Compte de TVA déductible")


class CommentForm(forms.Form):
    """What somebody says of a document."""

    text = forms.CharField(
        label=_("Votre commentaire"),
        widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
        error_messages={"required": _("Écrivez d’abord votre commentaire.")},
    )


class TagForm(forms.Form):
    """A tag, completed from those there are."""

    name = forms.CharField(
        label=_("Étiquette"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", "list": "known-tags"}),
        error_messages={"required": _("Donnez un mot, par exemple « Litige ».")},
    )


class UntagForm(forms.Form):
    """Which tag is taken off."""

    tag = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Motif"),
        max_length=500,
        widget=forms.TextInput(attrs={"class": "input", "placeholder": _("Obligatoire"), "autocomplete": "off"}),
        error_messages={"required": _("Dites pourquoi en une phrase : le motif reste avec le document.")},
    )


class ApproverForm(forms.Form):
    """Who is asked."""

    approver = forms.ModelChoiceField(
        label=_("Demander à"),
        queryset=User.objects.none(),
        empty_label=_("Choisir…"),
        widget=forms.Select(attrs={"class": "input"}),
        error_messages={"required": _("Choisissez la personne à qui demander.")},
    )
    note = forms.CharField(
        label=_("Un mot pour elle"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [role for role, permissions in PERMISSIONS.items() if Permission.APPROVE in permissions]
        members = Membership.objects.filter(role__in=roles).values("user")
        field = self.fields["approver"]
        field.queryset = User.objects.filter(pk__in=members).order_by("full_name", "email")  # type: ignore[attr-defined]
        field.label_from_instance = lambda user: user.display_name  # type: ignore[attr-defined]


class InvoiceForm(forms.Form):
    """The final invoice that settles an order."""

    invoice = forms.ModelChoiceField(
        label=_("Facture définitive"),
        queryset=Document.across_companies.none(),
        empty_label=_("Choisir…"),
        widget=forms.Select(attrs={"class": "input"}),
        error_messages={"required": _("Choisissez la facture, ou importez-la d’abord.")},
    )

    def __init__(self, *args: Any, order: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        invoices = Document.objects.filter(supplier=order.supplier_id, type__in=FINAL_INVOICES, order=None)
        field = self.fields["invoice"]
        field.queryset = invoices.order_by("-invoice_date", "-pk")  # type: ignore[attr-defined]
        field.label_from_instance = _invoice_label  # type: ignore[attr-defined]
        self.offered = invoices.count()


def _invoice_label(invoice: Document) -> str:
    total = said_amount(invoice.total_minor, invoice.currency)
    return f"{invoice.number}, {said_date(invoice.invoice_date)}, {total}"

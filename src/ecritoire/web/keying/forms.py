"""What is typed from a plain document: who, which, when, the lines, and the sums to check them by."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecritoire.apps.purchases.keying import KeyedDocument, KeyedSupplier
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.keying import KeyedLine
from ecritoire.domain.vat import VAT_CODES
from ecritoire.web.shared.fields import AmountField, DayField, amount_in

ROWS_AT_FIRST = 3
ROWS_MOST = 200
YEARS = range(2000, 2100)  # rule BR-FR-03 of e-invoices
_CURRENCY = re.compile(r"[A-Z]{3}")
_DEFAULT_VAT = "FR20"
# Which field a refusal of the services is about.
FIELDS_OF_ERRORS: Mapping[str, str] = {
    "duplicate_number": "number",
    "number_too_long": "number",
    "invalid_siren": "siren",
    "invalid_vat_number": "vat_number",
    "vat_siren_mismatch": "vat_number",
    "keyed_vat_gap": "vat",
    "keyed_total_gap": "total",
    "keyed_negative": "total",
}


def _text(label: Any, length: int, *, required: bool = False, **attributes: Any) -> forms.CharField:  # noqa: ANN401 - a lazy translation
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", **attributes}),
    )


def _type_choices() -> list[tuple[str, str]]:
    return [
        (DocumentType.INVOICE.value, _("Facture")),
        (DocumentType.CREDIT_NOTE.value, _("Avoir")),
        (DocumentType.DEPOSIT_INVOICE.value, _("Facture d’acompte")),
        (DocumentType.ORDER.value, _("Commande")),
    ]


class KeyingForm(forms.Form):
    """The head of the document and its sums."""

    supplier = _text(
        gettext_lazy("Fournisseur"),
        200,
        required=True,
        list="keying-suppliers",
        **{
            "data-hx-get": reverse_lazy("keying:suppliers"),
            "data-hx-trigger": "focus once, input changed delay:200ms",
            "data-hx-target": "#keying-suppliers",
            "data-hx-swap": "innerHTML",
        },
    )
    siren = _text(gettext_lazy("SIREN"), 20, inputmode="numeric")
    vat_number = _text(gettext_lazy("Numéro de TVA"), 30)
    type = forms.ChoiceField(
        label=gettext_lazy("Type"), choices=_type_choices, widget=forms.Select(attrs={"class": "input"})
    )
    number = _text(gettext_lazy("Numéro"), 100, required=True)
    invoice_date = DayField(label=gettext_lazy("Date de facturation"))
    due_date = DayField(label=gettext_lazy("Échéance"), required=False)
    currency = _text(gettext_lazy("Devise"), 3, required=True)
    order_reference = _text(gettext_lazy("Commande"), 100)
    preceding = _text(gettext_lazy("Facture d’origine"), 100)
    vat = AmountField(label=gettext_lazy("Total TVA"), required=False)
    total = AmountField(label=gettext_lazy("Total TTC"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vat_minor: int | None = None
        self.total_minor: int | None = None
        self.fields["supplier"].error_messages["required"] = _("Qui a émis le document ? Écrivez son nom.")
        self.fields["number"].error_messages["required"] = _("Recopiez le numéro du document : il évite les doublons.")

    def clean_currency(self) -> str:
        """Three letters."""
        currency = str(self.cleaned_data["currency"]).strip().upper()
        if not _CURRENCY.fullmatch(currency):
            raise forms.ValidationError(_("Trois lettres : EUR, USD, GBP…"))
        return currency

    def clean_invoice_date(self) -> date:
        """A day of this century: browsers read « 26 » as the year 26."""
        return _plausible(self.cleaned_data["invoice_date"])

    def clean_due_date(self) -> date | None:
        """The same."""
        day = self.cleaned_data["due_date"]
        return _plausible(day) if day else None

    def clean(self) -> dict[str, Any]:
        """Turn the sums into minor units of the currency."""
        cleaned = super().clean() or {}
        currency = cleaned.get("currency")
        if currency:
            self.vat_minor = amount_in(self, "vat", currency)
            self.total_minor = amount_in(self, "total", currency)
        return cleaned


def _plausible(day: date) -> date:
    if day.year not in YEARS:
        raise forms.ValidationError(
            _("L’année %(year)s n’est pas plausible : écrivez-la en quatre chiffres.") % {"year": day.year}
        )
    return day


def _vat_choices() -> list[tuple[str, str]]:
    return [(code.code, code.label) for code in VAT_CODES.values()]


class LineForm(forms.Form):
    """One line. One without label and amount is not there."""

    label = _text(gettext_lazy("Libellé"), 300)
    net = AmountField(label=gettext_lazy("Montant HT"), required=False)
    vat_code = forms.ChoiceField(
        label=gettext_lazy("TVA"),
        choices=_vat_choices,
        initial=_DEFAULT_VAT,
        widget=forms.Select(attrs={"class": "input"}),
    )

    def clean(self) -> dict[str, Any]:
        """Miss the amount of a line that has a label."""
        cleaned = super().clean() or {}
        if cleaned.get("label") and not cleaned.get("net") and "net" not in self.errors:
            self.add_error("net", _("Donnez le montant hors taxe de cette ligne, ou videz son libellé."))
        return cleaned

    def line(self, currency: str) -> KeyedLine | None:
        """What was typed; none for an empty line, or one with a mistake."""
        net_minor = amount_in(self, "net", currency)
        if net_minor is None or not self.cleaned_data.get("vat_code"):
            return None
        return KeyedLine(self.cleaned_data.get("label") or _("Selon facture"), net_minor, self.cleaned_data["vat_code"])


_Lines = forms.formset_factory(LineForm, extra=ROWS_AT_FIRST, max_num=ROWS_MOST, absolute_max=ROWS_MOST)


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is filled in for the person to look at: values by field, of the head and of each line."""

    head: Mapping[str, Any] = field(default_factory=dict)
    lines: Sequence[Mapping[str, Any]] = ()


NOTHING_PROPOSED = Proposed()


def _mark(form: forms.Form, proposed: Mapping[str, Any]) -> None:
    """Show as proposals the fields that a person did not fill in."""
    for name in proposed:
        attributes = form.fields[name].widget.attrs
        attributes["class"] = f"{attributes['class']} proposed"


class Keying:
    """The head and the lines together."""

    def __init__(self, data: QueryDict | None = None, *, currency: str, proposed: Proposed = NOTHING_PROPOSED) -> None:
        initial = {"currency": currency, "type": DocumentType.INVOICE} | dict(proposed.head)
        self.head = KeyingForm(data, initial=initial, auto_id="keying_%s")
        _mark(self.head, proposed.head)
        more = {"empty_permitted": False}
        self.lines: Any = _Lines(data, prefix="lines", initial=list(proposed.lines) or None, form_kwargs=more)
        self.is_proposed = bool(proposed.head or proposed.lines)
        for form, line in zip(self.lines.forms, proposed.lines, strict=False):
            _mark(form, line)
        self._company_currency = currency

    def is_valid(self) -> bool:
        """Whether nothing is wrong with any field; mistakes are said beside theirs."""
        head_is_valid, lines_are_valid = self.head.is_valid(), self.lines.is_valid()
        self.keyed_lines()
        return head_is_valid and lines_are_valid and all(not form.errors for form in self.lines.forms)

    def keyed_lines(self) -> list[KeyedLine]:
        """The lines that can be read so far."""
        read = (form.line(self.currency) for form in self.lines.forms if hasattr(form, "cleaned_data"))
        return [line for line in read if line is not None]

    @property
    def currency(self) -> str:
        """The currency that was typed; the company's as long as it cannot be read."""
        return str(getattr(self.head, "cleaned_data", {}).get("currency") or self._company_currency)

    def keyed(self) -> KeyedDocument:
        """What was typed, once it is valid."""
        said = self.head.cleaned_data
        return KeyedDocument(
            supplier=KeyedSupplier(said["supplier"], said["siren"], said["vat_number"]),
            type=DocumentType(said["type"]),
            number=said["number"],
            invoice_date=said["invoice_date"],
            due_date=said["due_date"],
            currency=said["currency"],
            lines=self.keyed_lines(),
            vat_minor=self.head.vat_minor,
            total_minor=self.head.total_minor or 0,
            order_reference=said["order_reference"],
            preceding=said["preceding"],
        )

    def say(self, error: EcritoireError) -> None:
        """Put a refusal beside the field it is about."""
        self.head.add_error(FIELDS_OF_ERRORS.get(error.code), error.message)

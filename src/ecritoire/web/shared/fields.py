"""Fields that several forms have."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ecritoire.domain.money import minor_digits
from ecritoire.web.shared.amounts import minor_of

FINEST_DIGITS = 4  # of any currency
_AMOUNT = re.compile(r"[0-9\s.,€$£'\u2212-]+")


class DayInput(forms.DateInput):
    """The browser's own way to enter a day, in the look."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(attrs={"class": "input"}, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day."""

    widget = DayInput
    default_error_messages = {
        "required": _("Choisissez une date."),
        "invalid": _("Cette date n’existe pas : écrivez-la jj/mm/aaaa."),
    }


class AmountField(forms.CharField):
    """An amount as it is typed. How fine it may be depends on its currency: see ``amount_in``."""

    default_error_messages = {
        "required": _("Recopiez le montant du document."),
        "invalid": _("Ce n’est pas un montant : écrivez par exemple 1 234,50."),
    }

    def __init__(self, *, label: Any, required: bool = True) -> None:  # noqa: ANN401 - a lazy translation
        look = {"class": "input num", "inputmode": "decimal", "autocomplete": "off"}
        super().__init__(label=label, required=required, max_length=40, widget=forms.TextInput(attrs=look))

    def validate(self, value: Any) -> None:  # noqa: ANN401 - Django's signature
        """Refuse what is no amount in any currency."""
        super().validate(value)
        if value and (_AMOUNT.fullmatch(value) is None or minor_of(value, FINEST_DIGITS) is None):
            raise ValidationError(self.error_messages["invalid"], code="invalid")


def amount_in(form: forms.Form, name: str, currency: str) -> int | None:
    """The amount of a valid field in minor units of ``currency``; one that is finer is said beside the field."""
    text = form.cleaned_data.get(name)
    if not text:
        return None
    minor = minor_of(text, minor_digits(currency))
    if minor is None:
        facts = {"currency": currency, "digits": minor_digits(currency)}
        form.add_error(name, _("Un montant en %(currency)s a %(digits)s décimales au plus.") % facts)
    return minor

"""Fields that several forms have."""

from django import forms
from django.utils.translation import gettext_lazy as _


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

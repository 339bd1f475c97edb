"""Amounts as people type them: 1 234,5 as well as 1234.50."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ecritoire.domain.wording import said_number

MOST_MINOR = 10**15


class AmountField(forms.CharField):
    """An amount in the company's currency; its value is in cents, none when empty."""

    widget = forms.TextInput(attrs={"class": "input", "inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=30, **options)

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - as Django has it
        """Cents as a French amount; what was typed stays as it was typed."""
        return said_number(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - as Django has it
        """The cents that were typed."""
        typed = str(super().clean(value))
        if not typed:
            return None
        plain = re.sub(r"[\s€\u202f\u2009]", "", typed).replace("\u2212", "-").replace(",", ".")
        try:
            minor = Decimal(plain) * 100 if re.fullmatch(r"-?\d+(\.\d{1,2})?", plain) else None
        except InvalidOperation:
            minor = None
        if minor is None or not 0 <= minor <= MOST_MINOR:
            message = _("« %(typed)s » n’est pas un montant : écrivez par exemple 1 234,50.")
            raise forms.ValidationError(message % {"typed": typed})
        return int(minor)

"""What can be typed on the control sheet: an account, a VAT code and analytic sections for each line, a period."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecritoire.apps.ledger.models import AnalyticAxis
from ecritoire.apps.purchases.analytics import OfferedAxis, Sections, offered_axes, sections_of
from ecritoire.apps.purchases.coding import LineCoding, UnknownAccountError, require_accounts
from ecritoire.apps.purchases.models import Document, DocumentLine
from ecritoire.apps.purchases.sheets import Sheet
from ecritoire.domain.origins import said_origin
from ecritoire.domain.vat import VAT_CODES
from ecritoire.web.sections.fields import section_field, section_name
from ecritoire.web.shared.fields import DayField


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the sheet with its fields."""

    line: DocumentLine
    account: forms.BoundField
    vat_code: forms.BoundField
    sections: Sequence[tuple[AnalyticAxis, forms.BoundField]]
    is_proposed: bool
    origin: str


class SheetForm(forms.Form):
    """The fields of one document. Its lines and the company's axes decide which there are."""

    version = forms.CharField(widget=forms.HiddenInput(), max_length=40, required=False)
    period_start = DayField(label=gettext_lazy("Début"), required=False)
    period_end = DayField(label=gettext_lazy("Fin"), required=False)

    def __init__(
        self,
        document: Document,
        data: Mapping[str, Any] | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, auto_id="sheet_%s")
        self._lines = list(document.lines.all())
        self._axes = offered_axes()
        given = sections_of(document) if self._axes else {}
        for line in self._lines:
            self.fields[_account_of(line)] = _account_field(line)
            self.fields[_vat_code_of(line)] = _vat_code_field(line)
            for offered in self._axes_of(line):
                own = given.get(line.position, {}).get(offered.axis.pk)
                self.fields[section_name(line, offered)] = section_field(line, offered, own)

    def _axes_of(self, line: DocumentLine) -> list[OfferedAxis]:
        """The axes asked of a line: none of one that has no amount."""
        return self._axes if line.net_minor else []

    def rows(self) -> Iterator[Row]:
        """The lines with their fields, in order."""
        for line in self._lines:
            yield Row(
                line=line,
                account=self[_account_of(line)],
                vat_code=self[_vat_code_of(line)],
                sections=[(each.axis, self[section_name(line, each)]) for each in self._axes_of(line)],
                is_proposed=not line.account and bool(line.proposed_account),
                origin=said_origin(line.origin_label),
            )

    def clean(self) -> dict[str, Any]:
        """Say beside each line what is wrong with its account, and beside the period when it ends before it starts."""
        cleaned = super().clean() or {}
        for line in self._lines:
            self._check_account(line, cleaned.get(_account_of(line), ""))
        start, end = cleaned.get("period_start"), cleaned.get("period_end")
        if isinstance(start, date) and isinstance(end, date) and end < start:
            self.add_error("period_end", _("La fin précède le début : inversez-les, ou videz-en un."))
        return cleaned

    def _check_account(self, line: DocumentLine, account: str) -> None:
        if not account and (line.account or line.proposed_account):
            self.add_error(_account_of(line), _("Cette ligne garde un compte : choisissez-en un autre."))
        elif account and account not in {line.account, line.proposed_account}:
            try:
                require_accounts([account])
            except UnknownAccountError as error:
                self.add_error(_account_of(line), error.message)

    def sheet(self) -> Sheet:
        """What the form says, once it is valid."""
        cleaned = self.cleaned_data
        codings = {
            line.position: LineCoding(cleaned[_account_of(line)], cleaned[_vat_code_of(line)]) for line in self._lines
        }
        return Sheet(codings, cleaned["period_start"], cleaned["period_end"], self._sections())

    def _sections(self) -> dict[int, Sections]:
        return {
            line.position: {each.axis.pk: self.cleaned_data[section_name(line, each)] for each in axes}
            for line in self._lines
            if (axes := self._axes_of(line))
        }


def _account_of(line: DocumentLine) -> str:
    return f"account_{line.position}"


def _vat_code_of(line: DocumentLine) -> str:
    return f"vat_code_{line.position}"


def _account_field(line: DocumentLine) -> forms.CharField:
    proposed = not line.account and bool(line.proposed_account)
    return forms.CharField(
        label=_("Compte d’achat, ligne %(line)s") % {"line": line.position},
        initial=line.account or line.proposed_account,
        required=False,
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "class": "input proposed" if proposed else "input",
                "autocomplete": "off",
                "inputmode": "numeric",
                "list": "accounts",
                "data-account": line.position,
                "data-hx-get": reverse_lazy("documents:accounts"),
                "data-hx-trigger": "focus once",
                "data-hx-target": "#accounts",
                "data-hx-swap": "innerHTML",
            }
        ),
    )


def _vat_code_field(line: DocumentLine) -> forms.ChoiceField:
    codes = {code.code: code.label for code in VAT_CODES.values()}
    return forms.ChoiceField(
        label=_("TVA, ligne %(line)s") % {"line": line.position},
        initial=line.vat_code,
        choices=list((codes | {line.vat_code: codes.get(line.vat_code, line.vat_code)}).items()),
        widget=forms.Select(attrs={"class": "input"}),
    )


class AsideForm(forms.Form):
    """Why a document is set aside."""

    reason = forms.CharField(
        label=gettext_lazy("Motif"),
        max_length=500,
        widget=forms.TextInput(attrs={"class": "input", "placeholder": gettext_lazy("Obligatoire")}),
        error_messages={"required": gettext_lazy("Dites pourquoi en une phrase : le motif reste avec le document.")},
    )

"""The parameters of an export, between the address, the form and the domain."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ecritoire.apps.exports.formats import company_templates, templates
from ecritoire.apps.exports.legal import LEGAL_TEMPLATE
from ecritoire.apps.exports.models import Choice as DocumentChoice
from ecritoire.apps.exports.models import Export
from ecritoire.apps.exports.queries import export_list, last_day_worth_exporting
from ecritoire.apps.ledger.models import Journal
from ecritoire.domain.entries import JournalType
from ecritoire.domain.exporting import ExportParameters, Journals, Scope
from ecritoire.domain.language import say
from ecritoire.web.shared.fields import DayField

FIRST_TEMPLATE = "fec"


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a form, as it is shown."""

    value: str
    label: str | Promise
    chosen: bool
    hint: str | Promise = ""


class ParametersForm(forms.Form):
    """What an export is told."""

    template = forms.ChoiceField(
        error_messages={
            "required": _("Choisissez un modèle."),
            "invalid_choice": _("Ce modèle n’existe pas : choisissez-en un dans la liste."),
        }
    )
    until = DayField(
        label=_("Date de fin"),
        error_messages={"required": _("Choisissez la date de fin : l’export prend tout ce qui attend jusque-là.")},
    )
    start = DayField(label=_("Date de début"), required=False)
    journals = forms.MultipleChoiceField(
        choices=[(Journals.PURCHASE.value, ""), (Journals.BANK.value, "")],
        error_messages={"required": _("Choisissez au moins un journal.")},
    )
    scope = forms.ChoiceField(choices=[(scope.value, "") for scope in Scope])
    with_documents = forms.BooleanField(required=False)
    choice = forms.CharField(required=False, max_length=18, widget=forms.HiddenInput())

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.chosen_journals = data.getlist("journals")
        self.chosen: DocumentChoice | None = None
        self.fields["template"].choices = list(template_labels().items())  # type: ignore[attr-defined]

    def clean_choice(self) -> int | None:
        """The key of the documents chosen by hand; none: everything that waits."""
        text = self.cleaned_data["choice"]
        self.chosen = DocumentChoice.objects.filter(pk=text).first() if text.isascii() and text.isdecimal() else None
        if text and self.chosen is None:
            self.add_error(None, _("Cette sélection n’existe pas : revenez aux documents, ou exportez tout."))
        return self.chosen.pk if self.chosen else None

    def clean(self) -> dict[str, Any]:
        """Refuse a start after the end."""
        cleaned = super().clean() or {}
        start, until = cleaned.get("start"), cleaned.get("until")
        if start and until and start > until:
            self.add_error(
                "until", _("La date de fin est antérieure à la date de début : inversez-les, ou retirez le début.")
            )
        return cleaned

    def parameters(self) -> ExportParameters:
        """What was chosen, once valid."""
        cleaned = self.cleaned_data
        journals = cleaned["journals"]
        return ExportParameters(
            template=cleaned["template"],
            until=cleaned["until"],
            start=cleaned["start"],
            journals=Journals(journals[0]) if len(journals) == 1 else Journals.ALL,
            scope=Scope(cleaned["scope"]),
            with_documents=cleaned["with_documents"],
            choice=cleaned["choice"],
        )


def template_labels() -> dict[str, str]:
    """The templates an export can be written with, and their names."""
    return {
        str(template["name"]): say(str(template["label"]))
        for template in company_templates()
        if template["name"] != LEGAL_TEMPLATE
    }


def short_template_label(name: str) -> str:
    """The name of a template without what stands in brackets."""
    shipped = {str(template["name"]): say(str(template["label"])) for template in templates()}
    return (shipped if name in shipped else template_labels()).get(name, name).partition(" (")[0]


def fields_of(parameters: ExportParameters) -> list[tuple[str, str]]:
    """The parameters as the fields of a form or of an address."""
    chosen = [Journals.PURCHASE, Journals.BANK] if parameters.journals == Journals.ALL else [parameters.journals]
    fields = [("template", parameters.template), ("until", parameters.until.isoformat())]
    if parameters.start:
        fields.append(("start", parameters.start.isoformat()))
    fields += [("journals", journal.value) for journal in chosen]
    fields.append(("scope", parameters.scope.value))
    if parameters.with_documents:
        fields.append(("with_documents", "on"))
    if parameters.choice is not None:
        fields.append(("choice", str(parameters.choice)))
    return fields


def query_of(parameters: ExportParameters) -> str:
    """The parameters as the query of an address."""
    return urlencode(fields_of(parameters))


def next_parameters(last: Export | None = None) -> ExportParameters:
    """What the next export would be told: like the last one, up to the end of last month."""
    last = last or export_list().first()
    until = last_day_worth_exporting(timezone.localdate())
    if last is None:
        return ExportParameters(FIRST_TEMPLATE, until)
    return ExportParameters(
        template=last.template,
        until=max(until, last.until),
        journals=Journals(last.journals),
        scope=Scope(last.scope),
        with_documents=last.with_documents,
    )


def journal_choices(chosen: list[str]) -> list[Choice]:
    """The kinds of journals of the company in scope, by the names of its journals."""
    names: dict[str, list[str]] = {Journals.PURCHASE.value: [], Journals.BANK.value: []}
    kinds = {JournalType.PURCHASE: Journals.PURCHASE.value, JournalType.BANK: Journals.BANK.value}
    for journal in Journal.objects.filter(type__in=kinds).order_by("code"):
        names[kinds[JournalType(journal.type)]].append(f"{journal.code}, {journal.label}")
    return [Choice(value, " ; ".join(labels), value in chosen) for value, labels in names.items() if labels]


def scope_choices(chosen: str) -> list[Choice]:
    """Everything that waits, or valid documents only."""
    return [
        Choice(Scope.ALL.value, _("Toutes les écritures non exportées"), chosen == Scope.ALL),
        Choice(
            Scope.VALID.value,
            _("Documents valides uniquement"),
            chosen == Scope.VALID,
            _("Ni en validation, ni refusés"),
        ),
    ]

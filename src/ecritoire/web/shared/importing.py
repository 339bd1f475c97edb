"""What all imports of tables share: asking for the file, and showing what it changes before anything does."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ecritoire.apps.spreadsheets import read_table
from ecritoire.apps.suppliers.drafts import keep_draft
from ecritoire.apps.suppliers.models import ImportDraft
from ecritoire.domain.errors import EcritoireError
from ecritoire.web.shared.access import CompanyRequest

SHOWN_MOST = 200


class TableForm(forms.Form):
    """A table to import."""

    file = forms.FileField(
        label=_("Fichier CSV ou XLSX"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"class": "input", "accept": ".csv,.txt,.xlsx,.xls,.ods"}),
        error_messages={"required": _("Choisissez un fichier CSV ou XLSX.")},
    )


def kept_table(request: CompanyRequest, kind: str, form: TableForm) -> ImportDraft | None:
    """Read the file that was sent and keep its table for the preview; what is wrong is said beside the field."""
    sent = form.cleaned_data["file"]
    try:
        table = read_table(sent.name, sent.read())
    except EcritoireError as error:
        form.add_error("file", error.message)
        return None
    return keep_draft(request.company, kind, sent.name, table, actor=request.actor)


def draft_or_404(key: int, *kinds: str) -> ImportDraft:
    """The table kept for an import of the company in scope."""
    draft = ImportDraft.objects.filter(pk=key, kind__in=kinds).first()
    if draft is None:
        raise Http404
    return draft


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that would change: what it is, and how."""

    title: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Section:
    """Things that would change in one way."""

    title: str | Promise
    differences: Sequence[Difference]
    tone: str = ""

    @property
    def shown(self) -> Sequence[Difference]:
        """The first ones: nobody reads thousands."""
        return self.differences[:SHOWN_MOST]

    @property
    def hidden_count(self) -> int:
        """How many more there are."""
        return max(len(self.differences) - SHOWN_MOST, 0)


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do. ``submit_label`` is empty when it would do nothing."""

    mark: str
    sections: Sequence[Section]
    unchanged: str
    submit_label: str

"""Giving analytic sections to the lines of one document."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ecritoire.apps.purchases.analytics import OfferedAxis, Sections, offered_axes, sections_of, set_sections
from ecritoire.apps.purchases.models import Document, DocumentLine
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.permissions import Permission
from ecritoire.web.documents.panel import document_or_404
from ecritoire.web.sections.fields import section_field, section_name
from ecritoire.web.shared.access import CompanyRequest, page


@dataclass(frozen=True, slots=True)
class Row:
    """One line with a field for each axis."""

    line: DocumentLine
    fields: list[forms.BoundField]


class SectionsForm(forms.Form):
    """A field for each line and each axis; one that is compulsory may still be given later."""

    def __init__(self, *args: Any, document: Document, axes: list[OfferedAxis], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = [line for line in document.lines.order_by("position") if line.net_minor]
        self.axes = axes
        given = sections_of(document)
        for line in self.lines:
            for offered in axes:
                own = given.get(line.position, {}).get(offered.axis.pk)
                self.fields[section_name(line, offered)] = section_field(line, offered, own)

    def rows(self) -> list[Row]:
        """The lines with their fields."""
        return [Row(line, [self[section_name(line, offered)] for offered in self.axes]) for line in self.lines]

    def chosen(self) -> dict[int, Sections]:
        """What was chosen, by position and axis."""
        return {
            line.position: {offered.axis.pk: self.cleaned_data[section_name(line, offered)] for offered in self.axes}
            for line in self.lines
        }


@page(Permission.CODE)
@require_http_methods(["GET", "HEAD", "POST"])
def document_sections(request: CompanyRequest, key: int) -> HttpResponse:
    """The lines of a document, each with a section of each axis."""
    document = document_or_404(key)
    axes = offered_axes()
    form = SectionsForm(request.POST if request.method == "POST" else None, document=document, axes=axes)
    if form.is_bound and form.is_valid():
        try:
            set_sections(document, form.chosen(), actor=request.actor)
        except EcritoireError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Sections de %(number)s enregistrées") % {"number": document.number})
            return redirect("sections:document", key)
    context = {
        "form": form,
        "document": document,
        "axes": [offered.axis for offered in axes],
        "document_url": f"{reverse('documents:list')}?doc={document.pk}",
    }
    return render(request, "sections/document.html", context, status=422 if form.is_bound else 200)

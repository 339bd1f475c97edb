"""Analytic sections of the lines of documents: kept, read, and complete before control where an axis is compulsory."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from ecritoire.apps.audit.services import record
from ecritoire.apps.ledger.models import AnalyticAxis, AnalyticSection
from ecritoire.apps.purchases.locking import lock_document
from ecritoire.apps.purchases.models import Document, DocumentLine, LineSection
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.invoice import DocumentType


class SectionsMissingError(EcritoireError):
    """A compulsory axis has no section on some lines."""

    code = "sections_missing"
    template = "%(number)s : il manque une section de l’axe « %(axis)s », ligne %(lines)s. Donnez-la, puis contrôlez."


class UnknownSectionError(EcritoireError):
    """The section is not one of the axis, or is no longer used."""

    code = "unknown_section"
    template = "Cette section n’est pas de l’axe « %(axis)s », ou n’est plus active. Choisissez-en une autre."


@dataclass(frozen=True, slots=True)
class OfferedAxis:
    """An axis with the sections that can be chosen."""

    axis: AnalyticAxis
    sections: Sequence[AnalyticSection]


# Key of the axis → key of the section, none to take it away.
Sections = Mapping[int, int | None]


def offered_axes() -> list[OfferedAxis]:
    """The axes of the company in scope with their active sections."""
    axes = list(AnalyticAxis.objects.order_by("code"))
    sections: dict[int, list[AnalyticSection]] = {axis.pk: [] for axis in axes}
    for section in AnalyticSection.objects.filter(is_active=True).order_by("code") if axes else ():
        sections[section.axis_id].append(section)
    return [OfferedAxis(axis, sections[axis.pk]) for axis in axes]


def sections_of(document: Document) -> dict[int, dict[int, AnalyticSection]]:
    """Position of the line → key of the axis → section, for one document."""
    found: dict[int, dict[int, AnalyticSection]] = {}
    rows = LineSection.objects.filter(line__document=document).select_related("line", "section")
    for row in rows:
        found.setdefault(row.line.position, {})[row.axis_id] = row.section
    return found


@transaction.atomic
def set_sections(document: Document, chosen: Mapping[int, Sections], *, actor: str) -> None:
    """Give sections to lines of a document, by position; what is not named is left as it is.

    Raises:
        UnknownSectionError: a section is not of its axis, or not active.
    """
    document = lock_document(document)
    lines = {line.position: line for line in document.lines.all()}
    axes = {offered.axis.pk: offered for offered in offered_axes()}
    for position, sections in chosen.items():
        for axis, section in sections.items():
            if position in lines and axis in axes:
                _set(lines[position], axes[axis], section)
    facts = {str(position): {str(axis): key for axis, key in each.items()} for position, each in chosen.items()}
    record(actor=actor, action="set_sections", subject=document, sections=facts)


def _set(line: DocumentLine, offered: OfferedAxis, section: int | None) -> None:
    rows = LineSection.objects.filter(line=line, axis=offered.axis)
    if section is None:
        rows.delete()
        return
    kept = rows.values_list("section_id", flat=True).first()
    if section != kept and section not in {each.pk for each in offered.sections}:
        raise UnknownSectionError(axis=offered.axis.name)
    LineSection.objects.update_or_create(
        company_id=line.company_id, line=line, axis=offered.axis, defaults={"section_id": section}
    )


def require_sections(document: Document, lines: Collection[DocumentLine]) -> None:
    """Refuse to go on while a compulsory axis has no section on a line with an amount; orders are not asked.

    Raises:
        SectionsMissingError: the first axis that lacks some, with its lines.
    """
    compulsory = list(AnalyticAxis.objects.filter(is_compulsory=True).order_by("code"))
    if not compulsory or document.type == DocumentType.ORDER:
        return
    given = set(LineSection.objects.filter(line__in=[line.pk for line in lines]).values_list("line_id", "axis_id"))
    for axis in compulsory:
        missing = [str(line.position) for line in lines if line.net_minor and (line.pk, axis.pk) not in given]
        if missing:
            raise SectionsMissingError(number=document.number, axis=axis.name, lines=", ".join(missing))

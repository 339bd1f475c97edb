"""Analytic axes (axes) and their sections: what a company follows its expenses by, besides accounts."""

import re

from django.db import transaction

from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.models import AnalyticAxis, AnalyticSection
from ecritoire.apps.versions import require_version
from ecritoire.domain.errors import EcritoireError

AXIS_FIELDS = frozenset({"code", "name", "is_compulsory"})
SECTION_FIELDS = frozenset({"code", "label", "is_active"})
_CODE = re.compile(r"[0-9A-Z_.-]{1,20}")


class InvalidAnalyticCodeError(EcritoireError):
    """Axes and sections have short codes."""

    code = "invalid_analytic_code"
    template = "« %(typed)s » n’est pas un code : 1 à 20 lettres majuscules, chiffres, points ou tirets."


class AnalyticCodeTakenError(EcritoireError):
    """Two axes, or two sections of one axis, cannot share a code."""

    code = "analytic_code_taken"
    template = "Le code %(taken)s est déjà celui de « %(label)s ». Choisissez-en un autre."


def _checked(code: str) -> str:
    wanted = code.strip().upper()
    if not _CODE.fullmatch(wanted):
        raise InvalidAnalyticCodeError(typed=code.strip()[:40])
    return wanted


def _refuse_taken_axis(code: str, own: int) -> None:
    other = AnalyticAxis.objects.filter(code=code).exclude(pk=own).first()
    if other is not None:
        raise AnalyticCodeTakenError(taken=code, label=other.name)


def _refuse_taken_section(axis: AnalyticAxis, code: str, own: int) -> None:
    other = AnalyticSection.objects.filter(axis=axis, code=code).exclude(pk=own).first()
    if other is not None:
        raise AnalyticCodeTakenError(taken=code, label=other.label)


@transaction.atomic
def add_axis(company: Company, code: str, name: str, *, is_compulsory: bool, actor: str) -> AnalyticAxis:
    """Add an axis; a compulsory one asks for a section of every line at control.

    Raises:
        InvalidAnalyticCodeError, AnalyticCodeTakenError: see there.
    """
    code = _checked(code)
    _refuse_taken_axis(code, 0)
    axis = AnalyticAxis.objects.create(company=company, code=code, name=name.strip()[:60], is_compulsory=is_compulsory)
    record(actor=actor, action="add_axis", subject=axis, code=code, name=axis.name, is_compulsory=is_compulsory)
    return axis


@transaction.atomic
def edit_axis(
    axis: AnalyticAxis, code: str, name: str, *, is_compulsory: bool, actor: str, shown: str = ""
) -> AnalyticAxis:
    """Change an axis; documents that are controlled already stay as they are.

    Raises:
        ChangedMeanwhileError: it says something else than what was shown.
        InvalidAnalyticCodeError, AnalyticCodeTakenError: see there.
    """
    axis = AnalyticAxis.objects.select_for_update().get(pk=axis.pk)
    require_version(shown, axis, AXIS_FIELDS, what=f"L’axe {axis.code}")
    code = _checked(code)
    _refuse_taken_axis(code, axis.pk)
    axis.code, axis.name, axis.is_compulsory = code, name.strip()[:60], is_compulsory
    axis.save(update_fields=["code", "name", "is_compulsory"])
    record(actor=actor, action="edit_axis", subject=axis, code=code, name=axis.name, is_compulsory=is_compulsory)
    return axis


@transaction.atomic
def add_section(axis: AnalyticAxis, code: str, label: str, *, actor: str) -> AnalyticSection:
    """Add a section to an axis.

    Raises:
        InvalidAnalyticCodeError, AnalyticCodeTakenError: see there.
    """
    code = _checked(code)
    _refuse_taken_section(axis, code, 0)
    section = AnalyticSection.objects.create(company_id=axis.company_id, axis=axis, code=code, label=label.strip()[:80])
    record(actor=actor, action="add_section", subject=section, axis=axis.code, code=code, label=section.label)
    return section


@transaction.atomic
def edit_section(
    section: AnalyticSection, code: str, label: str, *, is_active: bool, actor: str, shown: str = ""
) -> AnalyticSection:
    """Change a section; one that is not active is no longer offered, and stays where it is.

    Raises:
        ChangedMeanwhileError: it says something else than what was shown.
        InvalidAnalyticCodeError, AnalyticCodeTakenError: see there.
    """
    section = AnalyticSection.objects.select_for_update().select_related("axis").get(pk=section.pk)
    require_version(shown, section, SECTION_FIELDS, what=f"La section {section.code}")
    code = _checked(code)
    _refuse_taken_section(section.axis, code, section.pk)
    section.code, section.label, section.is_active = code, label.strip()[:80], is_active
    section.save(update_fields=["code", "label", "is_active"])
    record(actor=actor, action="edit_section", subject=section, code=code, label=section.label, is_active=is_active)
    return section

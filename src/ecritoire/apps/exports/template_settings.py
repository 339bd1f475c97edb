"""What a company sets of a template: kept once, and with each export as it was then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.legal import LEGAL_TEMPLATE
from ecritoire.apps.exports.models import Export, TemplateSettings
from ecritoire.apps.exports.own_templates import own_template_to_export, own_text
from ecritoire.apps.ledger.models import Journal
from ecritoire.domain.language import say
from ecritoire.formats.adapting import adapted_template, check_settings
from ecritoire.formats.adjusting import Adjustable, adjustables_of, encodings, settings_with, values_in
from ecritoire.formats.engine.errors import TemplateError
from ecritoire.formats.engine.template import Template
from ecritoire.formats.own import own_template


def settings_of(name: str) -> str:
    """What the company in scope sets of a template, in the language of templates; nothing when it sets nothing."""
    return TemplateSettings.objects.filter(template=name).values_list("text", flat=True).first() or ""


def current_template(name: str) -> Template:
    """The template as the company in scope sets it now.

    Raises:
        UnknownTemplateError: there is no such template.
    """
    own = own_template_to_export(name)
    return own_template(own.text) if own else adapted_template(name, settings_of(name))


def template_of_export(export: Export) -> Template:
    """The template as it was set when an export was created: its files come out the same for ever."""
    if export.template_version is not None:
        return own_template(own_text(export.template, export.template_version))
    return adapted_template(export.template, export.template_settings or "")


@transaction.atomic
def set_template_settings(company: Company, name: str, text: str, *, actor: str) -> None:
    """Set a template for the company in scope, for the exports to come; an empty text leaves the template as it is.

    Raises:
        UnknownTemplateError: there is no such template.
        TemplateError: the settings are not understood, do not give a right file, or are for the legal file.
    """
    Company.objects.select_for_update().get(pk=company.pk)  # an export being created sees them before or after
    if name == LEGAL_TEMPLATE:
        raise TemplateError(
            template=name, place=say("réglages"), problem=say("la loi fixe ce fichier, il n’a pas de réglage")
        )
    check_settings(name, text)
    kept, _ = TemplateSettings.objects.update_or_create(company=company, template=name, defaults={"text": text.strip()})
    record(actor=actor, action="set_template_settings", subject=kept, template=name, text=kept.text)


__all__ = ["Adjustable", "encodings"]


@dataclass(frozen=True, slots=True)
class TemplateFields:
    """What a company can set of a template in fields, and what it sets now."""

    adjustables: Sequence[Adjustable]
    values: Mapping[str, str] | None  # by key; none: it was set in the language of templates, and says more than fields


def template_fields(name: str) -> TemplateFields:
    """What the company in scope can set of a template in fields; the legal file has none.

    Raises:
        UnknownTemplateError: there is no such template.
    """
    journals = list(Journal.objects.order_by("code").values_list("code", flat=True))
    adjustables = adjustables_of(name, journals)
    if name == LEGAL_TEMPLATE:
        return TemplateFields((), {})
    return TemplateFields(adjustables, values_in(name, settings_of(name), adjustables))


def set_template_values(company: Company, name: str, values: Mapping[str, str], *, actor: str) -> None:
    """Set a template from fields; what is as the template has it is not kept.

    Raises:
        UnknownTemplateError, TemplateError: see ``set_template_settings``.
    """
    set_template_settings(company, name, settings_with(values, template_fields(name).adjustables), actor=actor)

"""The templates that a company writes: each save is a version, and exports keep the version they were written with."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from ecritoire.apps import clock
from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.models import OwnTemplate
from ecritoire.apps.versions import ChangedMeanwhileError
from ecritoire.domain.errors import EcritoireError
from ecritoire.formats.engine.inherit import Data, inherited
from ecritoire.formats.own import Problem, kept_text, own_data
from ecritoire.formats.registry import TEMPLATES, template_data

__all__ = ["OwnTemplate", "Problem"]

OWN_TEMPLATES_MAX = 200


class TemplateNameTakenError(EcritoireError):
    """A new template has the name of another."""

    code = "template_name_taken"
    template = (
        "Un de vos modèles s’appelle déjà « %(name)s » : donnez un autre nom court à celui-ci, ou modifiez l’autre."
    )


class TooManyTemplatesError(EcritoireError):
    """A company writes more templates than anybody chooses from."""

    code = "too_many_templates"
    template = "La société a déjà %(most)s modèles : retirez-en un avant d’en ajouter."


class OwnTemplateNotFoundError(EcritoireError):
    """The company writes no template of that name."""

    code = "own_template_not_found"
    template = "Aucun de vos modèles ne s’appelle « %(name)s »."


def own_templates() -> list[OwnTemplate]:
    """The templates that the company in scope offers, in their last version, by name."""
    newer = OwnTemplate.objects.filter(name=OuterRef("name"), version__gt=OuterRef("version"))
    return list(OwnTemplate.objects.filter(~Exists(newer), withdrawn_at=None).order_by("name"))


def find_own_template(name: str) -> OwnTemplate | None:
    """The last version of a template of the company in scope; none when it is not offered."""
    row = OwnTemplate.objects.filter(name=name).order_by("-version").first()
    return row if row and row.withdrawn_at is None else None


def own_template_to_export(name: str) -> OwnTemplate | None:
    """The last version of a template that an export is asked for; none for one that ships, which has the name first."""
    return None if name in TEMPLATES else find_own_template(name)


def own_template_by_name(name: str) -> OwnTemplate:
    """The last version of a template of the company in scope.

    Raises:
        OwnTemplateNotFoundError: there is none, or it was withdrawn.
    """
    row = find_own_template(name)
    if row is None:
        raise OwnTemplateNotFoundError(name=name)
    return row


def own_text(name: str, version: int) -> str:
    """What one version says, withdrawn or not."""
    return OwnTemplate.objects.get(name=name, version=version).text


@transaction.atomic
def save_own_template(company: Company, data: Mapping[str, Any], *, actor: str, shown: int) -> OwnTemplate:
    """Keep a template of the company in scope as its next version; ``shown`` is the version it was made from, or 0.

    Saying the same again makes no version.

    Raises:
        TemplateError: something is wrong with it.
        TemplateNameTakenError: it is new, and another has its name.
        ChangedMeanwhileError: somebody saved another version since the one that was shown.
        TooManyTemplatesError: the company writes too many.
    """
    Company.objects.select_for_update().get(pk=company.pk)  # an export being created sees one version or the next
    text = kept_text(data)
    name = str(data["name"])
    last = OwnTemplate.objects.filter(name=name).order_by("-version").first()
    offered = last if last and last.withdrawn_at is None else None
    if offered and not shown:
        raise TemplateNameTakenError(name=name)
    if offered and offered.version != shown:
        raise ChangedMeanwhileError(what=f"Le modèle « {name} »", who=f", par {offered.saved_by}")
    if offered and offered.text == text:
        return offered
    if offered is None and len(own_templates()) >= OWN_TEMPLATES_MAX:
        raise TooManyTemplatesError(most=OWN_TEMPLATES_MAX)
    version = last.version + 1 if last else 1
    kept = OwnTemplate.objects.create(
        company=company, name=name, version=version, text=text, saved_at=clock.now(), saved_by=actor
    )
    record(actor=actor, action="save_own_template", subject=kept, template=name, version=version, text=text)
    return kept


@transaction.atomic
def withdraw_own_template(company: Company, name: str, *, actor: str) -> None:
    """Offer a template no longer; exports written with it keep it, and saving it again brings it back.

    Raises:
        OwnTemplateNotFoundError: there is none, or it was withdrawn.
    """
    Company.objects.select_for_update().get(pk=company.pk)
    row = own_template_by_name(name)
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    record(actor=actor, action="withdraw_own_template", subject=row, template=name, version=row.version)


def data_of_text(text: str) -> Data:
    """What a template's text says, for those who edit it.

    Raises:
        TemplateError, UnknownTemplateError: it is not TOML, or starts from what is not there.
    """
    return own_data(text)


def data_to_start_from(name: str) -> Data:
    """What a template that ships says, whole.

    Raises:
        UnknownTemplateError: none has that name.
    """
    return inherited(template_data(name), template_data)


def template_file_of(row: OwnTemplate) -> str:
    """The file in which a template is shared."""
    return f"# {row.name}, version {row.version}\n{row.text}"

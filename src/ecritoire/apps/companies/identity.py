"""Who the company is: its name, its identifiers, its address; changed with a history, checked by their keys."""

import re
from dataclasses import asdict, dataclass

from django.db import transaction
from stdnum.exceptions import ValidationError
from stdnum.fr import siren as siren_rules
from stdnum.fr import siret as siret_rules
from stdnum.fr import tva as vat_rules

from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Company
from ecritoire.apps.companies.services import CompanyExistsError, InvalidSirenError
from ecritoire.domain.errors import EcritoireError

_PREFIX = re.compile(r"[A-Z0-9]{1,4}")


class SirenIsFinalError(EcritoireError):
    """Files that went out name the company by its SIREN."""

    code = "siren_is_final"
    template = (
        "Le SIREN %(siren)s ne change plus : des exports le portent déjà. Une autre entité est une autre société : "
        "ouvrez-la à part."
    )


class InvalidSiretError(EcritoireError):
    """The SIRET has a wrong length or key, or is another company's."""

    code = "invalid_siret"
    template = (
        "« %(siret)s » n’est pas un SIRET de cette société : il en faut quatorze chiffres, qui commencent par le SIREN "
        "%(siren)s et finissent par une clé. Vérifiez la saisie."
    )


class InvalidCompanyVatNumberError(EcritoireError):
    """The VAT number has a wrong key, or is another company's."""

    code = "invalid_company_vat_number"
    template = (
        "« %(vat_number)s » n’est pas le numéro de TVA de cette société : il en faut FR, une clé de deux caractères, "
        "puis le SIREN %(siren)s. Vérifiez la saisie."
    )


class InvalidAuxiliaryPrefixError(EcritoireError):
    """Auxiliary accounts cannot begin with it."""

    code = "invalid_auxiliary_prefix"
    template = (
        "« %(prefix)s » ne peut pas commencer les comptes auxiliaires : il en faut un à quatre caractères, chiffres ou "
        "lettres sans accent."
    )


@dataclass(frozen=True, slots=True)
class Identity:
    """What a company says of itself."""

    name: str
    siren: str
    siret: str
    vat_number: str
    address: str
    contact_email: str
    auxiliary_prefix: str


FIELDS = tuple(Identity.__dataclass_fields__)


def identity_of(company: Company) -> Identity:
    """What the company says of itself now."""
    return Identity(**{name: getattr(company, name) for name in FIELDS})


def has_exported(company: Company) -> bool:
    """Whether an export was ever made, be it cancelled since: its number stays taken."""
    return company.next_export_number > 1


@transaction.atomic
def change_identity(company: Company, wanted: Identity, *, actor: str) -> Company:
    """Keep what the company in scope says of itself; what did not change leaves no line in the history.

    Raises:
        InvalidSirenError, InvalidSiretError, InvalidCompanyVatNumberError: a length, a key, or the company is wrong.
        InvalidAuxiliaryPrefixError: auxiliary accounts cannot begin so.
        SirenIsFinalError: something was exported under the SIREN already.
        CompanyExistsError: another company has the SIREN.
    """
    company = Company.objects.select_for_update().get(pk=company.pk)
    checked = _checked(wanted)
    if checked.siren != company.siren:
        _allow_siren(company, checked.siren)
    before, after = asdict(identity_of(company)), asdict(checked)
    changed = [name for name in FIELDS if before[name] != after[name]]
    if not changed:
        return company
    for name in changed:
        setattr(company, name, after[name])
    company.save(update_fields=changed)
    record(
        actor=actor,
        action="change_identity",
        subject=company,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return company


def _checked(wanted: Identity) -> Identity:
    """The same with identifiers in the one way they are written."""
    siren = _siren(wanted.siren)
    prefix = wanted.auxiliary_prefix.strip().upper()
    if not _PREFIX.fullmatch(prefix):
        raise InvalidAuxiliaryPrefixError(prefix=wanted.auxiliary_prefix)
    return Identity(
        name=" ".join(wanted.name.split()),
        siren=siren,
        siret=_siret(wanted.siret, siren),
        vat_number=_vat_number(wanted.vat_number, siren),
        address=wanted.address.replace("\r\n", "\n").strip(),
        contact_email=wanted.contact_email.strip().lower(),
        auxiliary_prefix=prefix,
    )


def _siren(typed: str) -> str:
    try:
        return str(siren_rules.validate(typed))
    except ValidationError as error:
        raise InvalidSirenError(siren=typed) from error


def _siret(typed: str, siren: str) -> str:
    if not typed.strip():
        return ""
    try:
        siret = str(siret_rules.validate(typed))
    except ValidationError as error:
        raise InvalidSiretError(siret=typed, siren=siren) from error
    if not siret.startswith(siren):
        raise InvalidSiretError(siret=typed, siren=siren)
    return siret


def _vat_number(typed: str, siren: str) -> str:
    """A company below the threshold of VAT has none."""
    if not typed.strip():
        return ""
    try:
        number = str(vat_rules.validate(typed))
    except ValidationError as error:
        raise InvalidCompanyVatNumberError(vat_number=typed, siren=siren) from error
    if not number.endswith(siren):
        raise InvalidCompanyVatNumberError(vat_number=typed, siren=siren)
    return f"FR{number}"


def _allow_siren(company: Company, siren: str) -> None:
    if has_exported(company):
        raise SirenIsFinalError(siren=company.siren)
    other = Company.objects.filter(siren=siren).exclude(pk=company.pk).first()
    if other is not None:
        raise CompanyExistsError(siren=siren, name=other.name)

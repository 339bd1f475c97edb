"""What identifies a supplier, checked by its keys: SIREN, VAT number, auxiliary account, IBAN."""

import re

from stdnum.eu import vat as vat_rules
from stdnum.exceptions import ValidationError
from stdnum.fr import siren as siren_rules

from ecritoire.apps.companies.services import InvalidSirenError
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.vat import EU_COUNTRIES
from ecritoire.intake.accounts import is_iban

_AUXILIARY = re.compile(r"[A-Z0-9]{1,20}")
_SEPARATORS = re.compile(r"[\s.\-]+")


class InvalidVatNumberError(EcritoireError):
    """The VAT number has a wrong form or key for its country."""

    code = "invalid_vat_number"
    template = (
        "« %(vat_number)s » n’est pas un numéro de TVA : sa forme ou sa clé ne va pas avec le pays %(country)s. "
        "Vérifiez la saisie."
    )


class VatSirenMismatchError(EcritoireError):
    """A French VAT number ends with the SIREN of its holder."""

    code = "vat_siren_mismatch"
    template = (
        "Le numéro de TVA %(vat_number)s est celui du SIREN %(found)s, pas de %(siren)s. "
        "L’un des deux est d’une autre entreprise."
    )


class InvalidAuxiliaryError(EcritoireError):
    """An auxiliary account is made of capital letters and digits."""

    code = "invalid_auxiliary"
    template = (
        "« %(auxiliary)s » n’est pas un compte auxiliaire : il faut 1 à 20 lettres majuscules sans accent et chiffres, "
        "par exemple FDURAND."
    )


class InvalidIbanError(EcritoireError):
    """The IBAN's country, length or keys do not agree."""

    code = "invalid_iban"
    template = (
        "« %(iban)s » n’est pas un IBAN : le pays, la longueur ou une clé ne va pas. "
        "Recopiez-le depuis le relevé d’identité bancaire."
    )


def checked_siren(siren: str) -> str:
    """The SIREN without separators; empty stays empty.

    Raises:
        InvalidSirenError: its length or key is wrong.
    """
    compact = _SEPARATORS.sub("", siren)
    if compact and not siren_rules.is_valid(compact):
        raise InvalidSirenError(siren=siren.strip()[:40])
    return compact


def checked_vat_number(vat_number: str, siren: str) -> str:
    """The VAT number in capitals without separators; empty stays empty.

    Numbers of the European Union have keys that are checked; others are only kept short.

    Raises:
        InvalidVatNumberError: its form or key is wrong.
        VatSirenMismatchError: a French one that is not of ``siren``.
    """
    compact = _SEPARATORS.sub("", vat_number).upper()
    if not compact:
        return ""
    country = compact[:2]
    try:
        if country in EU_COUNTRIES:
            vat_rules.validate(compact)
        elif not re.fullmatch(r"[A-Z0-9]{4,20}", compact):
            raise InvalidVatNumberError(vat_number=vat_number.strip()[:40], country=country)
    except ValidationError as error:
        raise InvalidVatNumberError(vat_number=vat_number.strip()[:40], country=country) from error
    if country == "FR" and siren and compact[-9:] != siren:
        raise VatSirenMismatchError(vat_number=compact, found=compact[-9:], siren=siren)
    return compact


def checked_auxiliary(auxiliary: str) -> str:
    """The auxiliary account in capitals.

    Raises:
        InvalidAuxiliaryError: it has something else than letters and digits, or more than 20 of them.
    """
    wanted = auxiliary.strip().upper()
    if not _AUXILIARY.fullmatch(wanted):
        raise InvalidAuxiliaryError(auxiliary=auxiliary.strip()[:40])
    return wanted


def checked_iban(iban: str) -> str:
    """The IBAN in capitals without spaces, its national key checked too (in France the clé RIB).

    Raises:
        InvalidIbanError: country, length or keys do not agree.
    """
    compact = re.sub(r"\s", "", iban).upper()
    if not is_iban(compact):
        raise InvalidIbanError(iban=iban.strip()[:40])
    return compact

"""Who sells, buys and is paid, and what French and European registers say of the numbers they state.

A wrong number never refuses a document: it is kept as stated and flagged.
"""

import re
from dataclasses import dataclass

from stdnum.eu import vat as eu_vat
from stdnum.fr import siren as fr_siren
from stdnum.fr import siret as fr_siret

from ecritoire.domain.invoice import Address, Party
from ecritoire.intake.flags import Flag
from ecritoire.intake.terms import Node

# ISO/IEC 6523 schemes of BT-29 and BT-30, and the names that stood for them before the codes.
_SIREN_SCHEMES = frozenset({"0002", "FR:SIRENE", "SIREN"})
_SIRET_SCHEMES = frozenset({"0009", "FR:SIRET", "SIRET"})
_SIREN = re.compile(r"[0-9]{9}")
_SIRET = re.compile(r"[0-9]{14}")
_VAT_NUMBER = re.compile(r"[A-Z]{2}[A-Z0-9+*]{2,15}")
# Greece writes EL; Monaco shares the French prefix with a SIREN of its own that starts with 000.
_EU_PREFIXES = frozenset(code.upper() for code in eu_vat.MEMBER_STATES) | {"EL", "XI"}
_MONACO_PREFIX = "000"

_BUYER_FLAGS = {
    Flag.SIREN_INVALID: Flag.BUYER_SIREN_INVALID,
    Flag.SIRET_INVALID: Flag.BUYER_SIRET_INVALID,
    Flag.SIREN_CONFLICT: Flag.BUYER_SIREN_CONFLICT,
    Flag.VAT_NUMBER_INVALID: Flag.BUYER_VAT_NUMBER_INVALID,
}


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What the French identifiers of a party come to."""

    siren: str
    siret: str
    flags: tuple[Flag, ...]


def read_seller(node: Node | None) -> Party:
    """The seller (BG-4); an unnamed party when the document has none."""
    party, flags = _read(node)
    if node is not None:
        for flag in flags:
            node.reading.flag(flag)
    return party


def read_buyer(node: Node | None) -> Party:
    """The buyer (BG-7), its numbers flagged as the buyer's."""
    party, flags = _read(node)
    if node is not None:
        for flag in flags:
            node.reading.flag(_BUYER_FLAGS[flag])
    return party


def read_payee(node: Node | None, seller: Party) -> Party | None:
    """The payee (BG-10) where one is named; another than ``seller`` is flagged, since the money goes elsewhere."""
    if node is None:
        return None
    payee, _ = _read(node)
    is_same_name = payee.name.casefold() in {"", seller.name.casefold(), seller.trading_name.casefold()}
    is_same_siren = payee.siren in {"", seller.siren}
    if not (is_same_name and is_same_siren):
        node.reading.flag(Flag.PAYEE_DIFFERS)
    return payee


def _read(node: Node | None) -> tuple[Party, tuple[Flag, ...]]:
    if node is None:
        return Party(), ()
    address = Address(
        lines=tuple(line for term in ("BT-35", "BT-36", "BT-162") if (line := node.text(term))),
        city=node.text("BT-37"),
        postcode=node.text("BT-38"),
        country=node.text("BT-40").upper(),
    )
    vat_number = _compact(node.text("BT-31"))
    numbers = _french_numbers(node, vat_number, address.country)
    party = Party(
        name=node.text("BT-27"),
        trading_name=node.text("BT-28"),
        siren=numbers.siren,
        siret=numbers.siret,
        legal_id=node.text("BT-30"),
        vat_number=vat_number,
        tax_number=node.text("BT-32"),
        electronic_address=node.text("BT-34"),
        address=address,
    )
    vat_flags = () if is_plausible_vat_number(vat_number) else (Flag.VAT_NUMBER_INVALID,)
    return party, (*numbers.flags, *vat_flags)


def _french_numbers(node: Node, vat_number: str, country: str) -> _Numbers:
    stated = [
        (identifier.element.get("schemeID", "").strip().upper(), value)
        for identifier in (*node.nodes("BT-30"), *node.nodes("BT-29"))
        if (value := _compact(identifier.element.text or ""))
    ]
    sirens = [value for scheme, value in stated if scheme in _SIREN_SCHEMES and not _SIRET.fullmatch(value)]
    # An establishment under the scheme of the company was common before the reform.
    sirets = [
        value
        for scheme, value in stated
        if scheme in _SIRET_SCHEMES or (scheme in _SIREN_SCHEMES and _SIRET.fullmatch(value))
    ]
    if not sirens and not sirets and (country == "FR" or vat_number.startswith("FR")):
        legal_id = _compact(node.text("BT-30"))
        sirens = [legal_id] if is_siren(legal_id) else []
        sirets = [legal_id] if is_siret(legal_id) else []
    siret = next((value for value in sirets if _SIRET.fullmatch(value)), "")
    from_vat = siren_of_vat_number(vat_number)
    candidates = [value for value in (*sirens, siret[:9], from_vat) if _SIREN.fullmatch(value)]
    flags = (
        *([Flag.SIREN_INVALID] if not all(map(is_siren, sirens)) else []),
        *([Flag.SIRET_INVALID] if not all(map(is_siret, sirets)) else []),
        *([Flag.SIREN_CONFLICT] if len(set(candidates)) > 1 else []),
    )
    return _Numbers(candidates[0] if candidates else "", siret, flags)


def is_siren(number: str) -> bool:
    """Whether ``number`` is nine digits with the right check digit."""
    return bool(_SIREN.fullmatch(number)) and bool(fr_siren.is_valid(number))


def is_siret(number: str) -> bool:
    """Whether ``number`` is fourteen digits with the right check digit (La Poste has its own rule)."""
    return bool(_SIRET.fullmatch(number)) and bool(fr_siret.is_valid(number))


def siren_of_vat_number(vat_number: str) -> str:
    """The SIREN inside a French VAT number, empty when there is none to be sure of."""
    siren = vat_number[4:]
    if not vat_number.startswith("FR") or siren.startswith(_MONACO_PREFIX) or not is_siren(siren):
        return ""
    return siren


def is_plausible_vat_number(vat_number: str) -> bool:
    """Whether ``vat_number`` passes the check of its country; empty, and countries outside the Union, pass."""
    if not vat_number:
        return True
    if not _VAT_NUMBER.fullmatch(vat_number):
        return False
    return vat_number[:2] not in _EU_PREFIXES or bool(eu_vat.is_valid(vat_number))


def _compact(text: str) -> str:
    return re.sub(r"[\s.\-/]", "", text).upper()

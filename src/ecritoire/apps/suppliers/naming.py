"""How a supplier's name is searched for, and the auxiliary account it gives."""

import re
import unicodedata
from collections.abc import Container

AUXILIARY_LENGTH = 8
NAMELESS = "FOURN"
_NOT_ALPHANUMERIC = re.compile(r"[^0-9a-z]+")
_NOT_CAPITAL = re.compile(r"[^A-Z]+")


def name_key(name: str) -> str:
    """The name without case, accents, signs or double spaces: « Café  de l’Été » and « CAFE DE L'ETE » are one."""
    folded = _without_accents(name).casefold()
    return _NOT_ALPHANUMERIC.sub(" ", folded).strip() or name.strip().casefold()


def auxiliary_for(name: str, prefix: str, taken: Container[str]) -> str:
    """The auxiliary account of a new supplier: the prefix and the letters of its name, 8 characters at most.

    When that is taken, digits take the place of the last letters: FOVHCLOU, FOVHCLO2, FOVHCL10.
    """
    letters = _NOT_CAPITAL.sub("", _without_accents(name).upper()) or NAMELESS
    wanted = (prefix + letters)[:AUXILIARY_LENGTH]
    auxiliary, rank = wanted, 1
    while auxiliary in taken:
        rank += 1
        auxiliary = wanted[: AUXILIARY_LENGTH - len(str(rank))] + str(rank)
    return auxiliary


def _without_accents(text: str) -> str:
    spelled_out = text.replace("Œ", "OE").replace("œ", "oe").replace("Æ", "AE").replace("æ", "ae").replace("ß", "ss")
    decomposed = unicodedata.normalize("NFKD", spelled_out)
    return "".join(character for character in decomposed if not unicodedata.combining(character))

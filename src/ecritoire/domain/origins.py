"""Where a proposed coding comes from, in the person's language.

It is kept with the line in French, as ``domain.coding`` words it, and said anew here:
« 7 factures sur 8 ; TVA : Fiche du fournisseur ».
"""

import re
from collections.abc import Callable

from ecritoire.domain.language import say, say_count

_RULE = re.compile(r"Règle « (?P<rule>.*) »")
_SHARE = re.compile(r"(?P<count>\d+) factures? sur (?P<of>\d+)")
_PARTS: dict[str, Callable[[], str]] = {
    "TVA : ": lambda: say("TVA : %(origin)s"),
    "période : ": lambda: say("période : %(origin)s"),
}


def said_origin(label: str) -> str:
    """Say a kept origin; what is worded otherwise stays as it is."""
    return say(" ; ").join(map(_part, label.split(" ; "))) if label else ""


def _part(text: str) -> str:
    for start, form in _PARTS.items():
        if text.startswith(start):
            return form() % {"origin": _source(text.removeprefix(start))}
    return _source(text)


def _source(text: str) -> str:
    if found := _RULE.fullmatch(text):
        return say("Règle « %(rule)s »") % found.groupdict()
    if found := _SHARE.fullmatch(text):
        form = say_count("%(count)s facture sur %(of)s", "%(count)s factures sur %(of)s", int(found["count"]))
        return form % found.groupdict()
    return say("Fiche du fournisseur") if text == "Fiche du fournisseur" else text

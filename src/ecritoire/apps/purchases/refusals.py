"""Why nothing came of a file, said again from the code and the facts that were kept with it."""

from collections.abc import Iterator, Mapping
from typing import Any

from ecritoire.domain.errors import EcritoireError


def refusal_sentence(code: str, facts: Mapping[str, Any]) -> str:
    """The sentence of a refusal that was kept; the code itself when its facts no longer fit its sentence."""
    kinds = {kind.code: kind for kind in _kinds(EcritoireError)}
    try:
        return kinds[code](**facts).message
    except (KeyError, TypeError):
        return code


def _kinds(kind: type[EcritoireError]) -> Iterator[type[EcritoireError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)

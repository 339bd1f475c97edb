"""Every refusal of purchases and payments is in the catalogue, in its own words."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from ecritoire.apps import files, payments, purchases, suppliers
from ecritoire.domain.errors import EcritoireError

CATALOGUE = Path(__file__).resolve().parents[2] / "docs" / "errors" / "purchases.md"
# Rows written by the thousand are tested, and listed, with exports.
ELSEWHERE = {"bulk", "migrations"}


def modules() -> Iterator[ModuleType]:
    yield files
    for app in (suppliers, purchases, payments):
        for found in pkgutil.iter_modules(app.__path__):
            if found.name not in ELSEWHERE:
                yield importlib.import_module(f"{app.__name__}.{found.name}")


def refusals() -> dict[str, str]:
    """Code → sentence, the facts as « … »."""
    return {
        error.code: re.sub(r"%\(\w+\)s", "…", error.template)
        for module in modules()
        for name, error in inspect.getmembers(module, inspect.isclass)
        if issubclass(error, EcritoireError) and error.__module__ == module.__name__ and not name.startswith("_")
    }


def test_the_catalogue_lists_every_refusal_in_its_own_words() -> None:
    errors, _flags = CATALOGUE.read_text(encoding="utf-8").split("## Flags")
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| ", errors, re.MULTILINE)
    assert dict(rows) == refusals()


def test_every_sentence_ends_and_uses_typographic_apostrophes() -> None:
    for code, sentence in refusals().items():
        assert sentence[-1] in ".…", code
        assert "'" not in sentence, code

"""Each rule finds what it forbids and leaves the rest alone."""

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

import pytest

from tests.tidy import rules
from tests.tidy.rules import Offence, Source

Rule = Callable[[Source], Iterator[Offence]]

PRODUCT = "src/ecritoire/domain/vat.py"
TEST = "tests/domain/test_vat.py"
# What a rule forbids is put together at run time: this file is read by the rules too.
LATER = "TO" + "DO"
NOQA = "# no" + "qa"
IGNORE = "# type: " + "ignore"
REGISTRY = "py" + "pi.org"


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (rules.long_files, PRODUCT, "x = 1\n" * 501),
        (rules.long_functions, PRODUCT, "def f():\n" + "    x = 1\n" * 60),
        (rules.long_functions, TEST, "class T:\n    async def f(self):\n" + "        x = 1\n" * 60),
        (rules.words_for_later, PRODUCT, f"# {LATER}: round"),
        (rules.words_for_later, "docs/errors.md", f"{LATER} list them"),
        (rules.missing_docstrings, PRODUCT, "def rate(): ...\n"),
        (rules.missing_docstrings, PRODUCT, "class Rate:\n    'A rate.'\n    def percent(self): ...\n"),
        (rules.floats, PRODUCT, "rate = float(text)"),
        (rules.floats, PRODUCT, "rate = models.FloatField()"),
        (rules.nameless_silencing, PRODUCT, f"x = f()  {IGNORE}"),
        (rules.nameless_silencing, TEST, f"x = f()  {NOQA}"),
        (rules.nameless_silencing, TEST, f"# ruff: {NOQA[2:]}\n"),
        (rules.registry_hosts, "README.md", f"see {REGISTRY}"),
        (rules.registry_hosts, "requirements/base.txt", "--index" + "-url"),
        (rules.tests_without_assertion, TEST, "def test_it():\n    f()\n"),
    ],
)
def test_a_rule_finds_what_it_forbids(rule: Rule, path: str, text: str) -> None:
    assert len(list(rule(Source(PurePosixPath(path), text)))) == 1


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (rules.long_files, PRODUCT, "x = 1\n" * 500),
        (rules.long_files, "src/ecritoire/apps/ledger/migrations/0001_initial.py", "x = 1\n" * 501),
        (rules.long_functions, PRODUCT, "def f():\n" + "    x = 1\n" * 59),
        (rules.words_for_later, PRODUCT, "# TODOS los santos"),
        (rules.missing_docstrings, PRODUCT, "def _rate(): ...\nclass _Rate:\n    def percent(self): ...\n"),
        (rules.missing_docstrings, PRODUCT, "@overload\ndef rate(): ...\n"),
        (rules.missing_docstrings, TEST, "def rate(): ...\n"),
        (rules.floats, PRODUCT, "rate = Decimal(text)"),
        (rules.nameless_silencing, PRODUCT, "x = f()  # type: ignore[arg-type]  # noqa: S608"),
        (rules.nameless_silencing, PRODUCT, "x = 'noqa'"),
        (rules.tests_without_assertion, TEST, "def test_it():\n    with pytest.raises(KeyError):\n        f()\n"),
        (rules.tests_without_assertion, TEST, "def test_it():\n    assert f()\n"),
        (rules.tests_without_assertion, TEST, "def same(a):\n    assert a\ndef test_it():\n    same(1)\n"),
    ],
)
def test_a_rule_leaves_the_rest_alone(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Source(PurePosixPath(path), text))) == []


def test_an_error_is_a_class_with_a_code_and_a_template() -> None:
    text = """
class EcritoireError(Exception):
    code: ClassVar[str] = "error"
    template: ClassVar[str] = "L’opération n’a pas pu être faite."

class UnbalancedError(EcritoireError):
    code = "unbalanced"
    template = "Écriture non équilibrée : %(gap)s d’écart."

class Journal:
    code = "HA"
"""
    found = list(rules.error_codes(Source(PurePosixPath(PRODUCT), text)))
    assert found == [("unbalanced", "UnbalancedError", 6)]

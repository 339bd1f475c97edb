"""The catalogue lists every refusal word for word, and every flag."""

import re

import pytest

from ecritoire.intake import Flag, IntakeError, errors
from tests.intake.corpora import REPOSITORY

CATALOGUE = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted((REPOSITORY / "docs").glob("**/*.md")) if "errors" in str(path)
)
CLASSES = [
    item
    for item in vars(errors).values()
    if isinstance(item, type) and issubclass(item, IntakeError) and item is not IntakeError
]


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.code)
def test_every_refusal_is_listed_with_its_sentence(error: type[IntakeError]) -> None:
    assert f"`{error.code}`" in CATALOGUE
    assert re.sub(r"%\(\w+\)s", "…", error.template) in CATALOGUE


def test_codes_are_their_own() -> None:
    assert len({error.code for error in CLASSES}) == len(CLASSES)


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.code)
def test_a_sentence_ends_with_what_to_do(error: type[IntakeError]) -> None:
    assert re.search(r"(Demandez|Déposez|Saisissez|Enregistrez)[^.]*\.$", error.template.replace("1234.50. ", ""))


@pytest.mark.parametrize("flag", list(Flag))
def test_every_flag_is_listed(flag: Flag) -> None:
    assert f"`{flag.value}`" in CATALOGUE


def test_a_long_fact_is_cut_to_one_line() -> None:
    assert errors.excerpt("a\n b" + "c" * 100) == "a b" + "c" * 56 + "…"
    assert errors.excerpt("court") == "court"

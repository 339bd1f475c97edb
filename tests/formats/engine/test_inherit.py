"""Templates that say only what differs from another."""

from typing import Any

import pytest

from ecritoire.formats.engine.errors import TemplateError
from ecritoire.formats.engine.parse import parse_template, read_toml
from ecritoire.formats.engine.template import Template
from tests.formats.engine.test_parse import SMALL
from tests.formats.scenario import PURCHASE, rendered


def parsed(text: str, changes: dict[str, Any] | None = None) -> Template:
    return parse_template(text, lambda name: read_toml(name, SMALL), changes)


CHILD = """
extends = "essai"
name = "enfant"

[file]
separator = "|"

[change.line]
compte = { source = "auxiliary or account", width = 8 }

[[add.line]]
name = "document"
source = "document_file"
"""


def test_what_is_said_replaces_what_was_said_and_fields_are_added() -> None:
    template = parsed(CHILD)
    assert (template.name, template.label, template.layout.separator) == ("enfant", "Essai", "|")
    *_, supplier = rendered(template, [PURCHASE]).decode().splitlines()
    assert supplier == "FLENOIR |0,00|00000042.pdf"


def test_a_destination_changes_a_template_without_a_file() -> None:
    template = parsed(SMALL, {"file": {"encoding": "cp1252"}, "change": {"line": {"compte": {"account_length": 8}}}})
    assert rendered(template, [PURCHASE]).splitlines()[0] == b"60640000;1250,00"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("[change.line]", "[change.lines]", "n’a pas cet enregistrement"),
        ("compte =", "comptes =", "n’a pas ce champ"),
        ("[[add.line]]", "[add.line]", "une liste de champs est attendue"),
        ('compte = { source = "auxiliary or account", width = 8 }', "compte = 3", "une table de tables est attendue"),
        ('separator = "|"', "separator = 3", "« separator » doit être un texte"),
    ],
)
def test_a_change_of_what_is_not_there_is_told(old: str, new: str, sentence: str) -> None:
    assert old in CHILD
    with pytest.raises(TemplateError, match=sentence):
        parsed(CHILD.replace(old, new))


def test_a_template_cannot_extend_itself() -> None:
    looping = CHILD.replace('extends = "essai"', 'extends = "enfant"')
    with pytest.raises(TemplateError, match="tourne en rond"):
        parse_template(looping, lambda name: read_toml(name, looping))

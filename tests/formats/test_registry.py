"""The templates that come with Écritoire."""

import pytest

from ecritoire.formats.engine.errors import TemplateError, UnknownTemplateError
from ecritoire.formats.registry import TEMPLATES, load_template
from tests.formats.scenario import HERE

PACKAGE = HERE.parent.parent / "src" / "ecritoire" / "formats"


def test_every_template_is_listed_by_its_name_with_what_it_carries() -> None:
    assert {"fec", "fec-tax", "csv", "xlsx"} <= set(TEMPLATES)
    assert TEMPLATES["fec"].label == "FEC (import comptable)"
    assert TEMPLATES["fec"].carries == {"auxiliary", "currency"}
    assert TEMPLATES["csv"].carries == {"auxiliary", "currency", "document", "due_date", "validation"}


def test_a_template_is_named_as_its_folder_and_says_where_its_rules_come_from() -> None:
    for name in TEMPLATES:
        assert load_template(name).name == name
        assert (PACKAGE / name.replace("-", "_") / "spec.md").is_file(), name


def test_an_unknown_name_is_told_with_those_there_are() -> None:
    with pytest.raises(UnknownTemplateError) as refused:
        load_template("quadrat")
    assert refused.value.code == "unknown_template"
    assert "« quadrat »" in refused.value.message
    assert "fec, fec-documents, fec-tax" in refused.value.message
    with pytest.raises(KeyError):
        TEMPLATES["quadrat"]


@pytest.mark.parametrize("name", ["", "../fec", "engine", "fec/../csv", "FEC"])
def test_only_names_of_templates_are_names(name: str) -> None:
    with pytest.raises(UnknownTemplateError):
        load_template(name)


def test_changes_are_checked_as_a_template_is() -> None:
    with pytest.raises(TemplateError, match="« encoding » vaut « utf-7 »"):
        load_template("fec", {"file": {"encoding": "utf-7"}})

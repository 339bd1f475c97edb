"""Each template writes, byte for byte, the files kept beside its tests."""

from collections.abc import Sequence

import pytest

from ecritoire.formats.engine.render import Renderer
from ecritoire.formats.engine.template import FileKind, Template
from ecritoire.formats.file_name import file_name
from ecritoire.formats.records import EntryRecord
from ecritoire.formats.registry import TEMPLATES, load_template
from tests.formats.scenario import CASES, CONTEXT, HERE, SCENARIO, assert_golden, entries_for, rendered

TEXT_TEMPLATES = [name for name in TEMPLATES if load_template(name).layout.kind is not FileKind.SPREADSHEET]


def taken(template: Template, entries: Sequence[EntryRecord]) -> list[EntryRecord]:
    """The entries the template can write."""
    refused = {finding.entry_index for finding in Renderer(template).check(entries, CONTEXT)}
    return [entry for index, entry in enumerate(entries) if index not in refused]


@pytest.mark.parametrize("name", TEXT_TEMPLATES)
@pytest.mark.parametrize(("title", "entries"), [("scenario", SCENARIO), ("cases", CASES), ("empty", ())])
def test_the_file_is_the_golden_one(name: str, title: str, entries: tuple[EntryRecord, ...]) -> None:
    template = load_template(name)
    extension = file_name(template, CONTEXT).rpartition(".")[2].lower()
    folder = HERE / name.replace("-", "_") / "golden"
    assert_golden(folder / f"{title}.{extension}", rendered(template, taken(template, entries_for(name, entries))))


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_scenario_is_written_whole(name: str) -> None:
    template = load_template(name)
    entries = entries_for(name, SCENARIO)
    assert taken(template, entries) == entries

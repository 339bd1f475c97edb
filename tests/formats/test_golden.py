"""Each template writes, byte for byte, the files kept beside its tests."""

import pytest

from ecritoire.formats.records import EntryRecord
from ecritoire.formats.registry import load_template
from tests.formats.scenario import CASES, HERE, SCENARIO, assert_golden, rendered

TEXT_TEMPLATES = ["fec", "fec-tax", "csv"]


@pytest.mark.parametrize("name", TEXT_TEMPLATES)
@pytest.mark.parametrize(("title", "entries"), [("scenario", SCENARIO), ("cases", CASES), ("empty", ())])
def test_the_file_is_the_golden_one(name: str, title: str, entries: tuple[EntryRecord, ...]) -> None:
    template = load_template(name)
    extension = "csv" if name == "csv" else "txt"
    folder = HERE / name.replace("-", "_") / "golden"
    assert_golden(folder / f"{title}.{extension}", rendered(template, entries))

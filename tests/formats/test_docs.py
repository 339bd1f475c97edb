"""What the documentation of templates shows is true."""

import re
from pathlib import Path

from ecritoire.formats.engine import errors
from ecritoire.formats.engine.parse import parse_template, read_toml
from ecritoire.formats.engine.sources import SOURCES
from ecritoire.formats.engine.text import ENCODINGS
from tests.formats.scenario import HERE, SCENARIO, rendered

DOCS = Path(__file__).resolve().parents[2] / "docs"
PACKAGE = HERE.parent.parent / "src" / "ecritoire" / "formats"
LANGUAGE = (DOCS / "formats" / "README.md").read_text(encoding="utf-8")


def test_every_example_is_a_template_that_works() -> None:
    examples = re.findall(r"```toml\n(.*?)```", LANGUAGE, re.DOTALL)
    assert len(examples) == 2
    for example in examples:
        template = parse_template(
            example, lambda name: read_toml(name, (PACKAGE / name / "template.toml").read_text(encoding="utf-8"))
        )
        assert rendered(template, SCENARIO)


def test_every_name_and_charset_is_listed() -> None:
    listed = set(re.findall(r"`([a-z_0-9-]+)`", LANGUAGE))
    assert set(SOURCES) <= listed
    assert set(ENCODINGS) <= listed


def test_every_error_is_in_the_catalogue_in_the_same_words() -> None:
    catalogue = (DOCS / "errors" / "formats.md").read_text(encoding="utf-8")
    classes = [each for each in vars(errors).values() if isinstance(each, type) and each.__module__ == errors.__name__]
    assert len(classes) == 9
    for each in classes:
        sentence = re.sub(r"%\(\w+\)s", "…", each.template)  # type: ignore[attr-defined]
        assert f"| `{each.code}` | {sentence} |" in catalogue  # type: ignore[attr-defined]

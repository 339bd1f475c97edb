"""The scenario's file, held against the package's own specification: a table of positions written from the facts.

Each package has one, ``positions.toml``, beside its golden files. It gives the charset, what ends a line, how many
lines there are, and for some of them (counted from 1) either every cell, or what stands at ``position/width``; a text
shorter than its width is followed by spaces.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ecritoire.formats.registry import load_template
from tests.formats.scenario import HERE, SCENARIO, entries_for, rendered
from tests.formats.test_golden import TEXT_TEMPLATES

LINE_ENDS = {"crlf": b"\r\n", "lf": b"\n"}
TABLES = sorted(HERE.glob("*/positions.toml"))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.parent.name)
def test_everything_stands_where_the_package_looks_for_it(path: Path) -> None:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    name = path.parent.name.replace("_", "-")
    content = rendered(load_template(name), entries_for(name, SCENARIO))
    end = LINE_ENDS[table["line_end"]]
    assert content.endswith(end)
    lines = content.removesuffix(end).split(end)
    assert len(lines) == table["lines"]
    assert {len(line) for line in lines} <= set(table.get("lengths", map(len, lines)))
    for expected in table["line"]:
        _check(lines[expected["number"] - 1], expected, table)


def _check(line: bytes, expected: dict[str, Any], table: dict[str, Any]) -> None:
    if "cells" in expected:
        assert line.decode(table["encoding"]).split(table["separator"]) == expected["cells"]
    for place, text in expected.get("at", {}).items():
        at, width = map(int, place.split("/"))
        assert line[at - 1 : at - 1 + width] == text.encode(table["encoding"]).ljust(width), place


def test_every_package_has_its_table() -> None:
    assert {path.parent.name.replace("_", "-") for path in TABLES} == set(TEXT_TEMPLATES)

"""What of a template a person can set in fields: fixed values, lengths of accounts, codes of journals, the file's name.

The settings themselves stay in the language of templates (``adapting``); these fields write and read a part of it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ecritoire.formats.engine.inherit import Data
from ecritoire.formats.engine.parse import read_toml
from ecritoire.formats.engine.text import ENCODINGS
from ecritoire.formats.registry import whole_template_data

ACCOUNT_SOURCES = frozenset({"account", "auxiliary"})


class Way(StrEnum):
    """How a setting is typed."""

    TEXT = "text"
    NUMBER = "number"
    ENCODING = "encoding"


@dataclass(frozen=True, slots=True)
class Adjustable:
    """One thing that can be set. ``path`` is where it stands in the settings; ``usual`` is what the template says."""

    path: tuple[str, ...]
    record: str  # of the file, empty for the file itself
    name: str  # of the field, as the specification calls it
    way: Way
    usual: str

    @property
    def key(self) -> str:
        """The path as one word."""
        return json.dumps(self.path, ensure_ascii=False)


def adjustables_of(name: str, journals: Sequence[str]) -> list[Adjustable]:
    """What can be set of a template, in the order of its file.

    Args:
        name: of the template.
        journals: codes of the company's journals, each of which the package may call otherwise.

    Raises:
        UnknownTemplateError: there is no such template.
    """
    data = whole_template_data(name)
    file: Data = data["file"]
    found = [Adjustable(("file", "file_name"), "", "file_name", Way.TEXT, str(file.get("file_name", "")))]
    if file.get("kind") != "xml":
        usual = str(file.get("encoding", "utf-8"))
        found.append(Adjustable(("file", "encoding"), "", "encoding", Way.ENCODING, usual))
    for record in data["records"]:
        for field in record.get("fields", ()):
            found.extend(_of_field(record["name"], field, journals))
    return found


def _of_field(record: str, field: Data, journals: Sequence[str]) -> Iterator[Adjustable]:
    path = ("change", record, field["name"])
    source = str(field.get("source", ""))
    operands = set(source.split()) - {"or"}
    if "value" in field and field["name"] != "type":  # what tells the kind of a line is no setting
        yield Adjustable((*path, "value"), record, field["name"], Way.TEXT, str(field["value"]))
    elif source == "journal_code":
        own = field.get("map", {})
        for code in journals:
            yield Adjustable(
                (*path, "map", code), record, f"{field['name']} {code}", Way.TEXT, str(own.get(code, code))
            )
    elif "account" in operands <= ACCOUNT_SOURCES:
        usual = str(field.get("account_length", ""))
        yield Adjustable((*path, "account_length"), record, field["name"], Way.NUMBER, usual)


def values_in(name: str, settings: str, adjustables: Sequence[Adjustable]) -> dict[str, str] | None:
    """What the settings say of each adjustable by its key; none when they say more than fields can show.

    Raises:
        TemplateError: the settings are not understood.
    """
    known = {each.path: each.key for each in adjustables}
    values: dict[str, str] = {}
    for path, value in _leaves(read_toml(name, settings), ()):
        if path not in known:
            return None
        values[known[path]] = str(value)
    return values


def _leaves(data: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object]]:
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key), value


def settings_with(values: Mapping[str, str], adjustables: Sequence[Adjustable]) -> str:
    """The settings that say ``values`` (by key); what is as the template has it is left out.

    A map of journals is given whole, because one that is set takes the place of the template's.
    """
    lines = []
    mapped = {each.path[:-1] for each in adjustables if _maps(each) and _differs(each, values)}
    for each in adjustables:
        if _differs(each, values) or (_maps(each) and each.path[:-1] in mapped):
            dotted = ".".join(json.dumps(part, ensure_ascii=False) for part in each.path)
            value = values.get(each.key, each.usual)
            lines.append(
                f"{dotted} = {int(value) if each.way is Way.NUMBER else json.dumps(value, ensure_ascii=False)}"
            )
    return "\n".join(lines)


def _maps(each: Adjustable) -> bool:
    return len(each.path) > 4


def _differs(each: Adjustable, values: Mapping[str, str]) -> bool:
    return values.get(each.key, each.usual) != each.usual


def encodings() -> list[str]:
    """The charsets a file can be written in."""
    return list(ENCODINGS)

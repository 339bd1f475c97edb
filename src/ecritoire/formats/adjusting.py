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
    """One thing that can be set. ``path`` is where it stands in the settings; ``usual`` is what the template says.

    ``also`` are the other places that say the same thing of the same entry: set together, they cannot disagree.
    """

    path: tuple[str, ...]
    record: str  # of the file, empty for the file itself
    name: str  # of the field, as the specification calls it
    way: Way
    usual: str
    also: tuple[tuple[str, ...], ...] = ()

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
    fields = [(str(record["name"]), field) for record in data["records"] for field in record.get("fields", ())]
    places = [(record, field) for record, field in fields if _is_journal(field)]
    for record, field in fields:
        if not _is_journal(field):
            found.extend(_of_field(record, field))
        elif field is _told_journal(places):
            found.extend(_of_journals(record, field, places, journals))
    return found


def _is_journal(field: Data) -> bool:
    return "value" not in field and field.get("source") == "journal_code"


def _told_journal(places: Sequence[tuple[str, Data]]) -> Data:
    """The field that stands for all those with the journal's code: the one that importers read it from."""
    fields = [field for _, field in places]
    return next((field for field in fields if field.get("read_as")), fields[0])


def _of_journals(
    record: str, field: Data, places: Sequence[tuple[str, Data]], journals: Sequence[str]
) -> Iterator[Adjustable]:
    """One setting for each journal, wherever the file repeats its code: Quadra has it whole and on two characters."""
    own = field.get("map", {})
    others = [("change", where, each["name"]) for where, each in places if each is not field]
    for code in journals:
        yield Adjustable(
            ("change", record, field["name"], "map", code),
            record,
            f"{field['name']} {code}",
            Way.TEXT,
            str(own.get(code, code)),
            tuple((*other, "map", code) for other in others),
        )


def _of_field(record: str, field: Data) -> Iterator[Adjustable]:
    path = ("change", record, field["name"])
    source = str(field.get("source", ""))
    operands = set(source.split()) - {"or"}
    if "value" in field and field["name"] != "type":  # what tells the kind of a line is no setting
        yield Adjustable((*path, "value"), record, field["name"], Way.TEXT, str(field["value"]))
    elif "account" in operands <= ACCOUNT_SOURCES:
        usual = str(field.get("account_length", ""))
        yield Adjustable((*path, "account_length"), record, field["name"], Way.NUMBER, usual)


def values_in(name: str, settings: str, adjustables: Sequence[Adjustable]) -> dict[str, str] | None:
    """What the settings say of each adjustable by its key; none when they say more than fields can show.

    Raises:
        TemplateError: the settings are not understood.
    """
    said = {path: str(value) for path, value in _leaves(read_toml(name, settings), ())}
    if not said.keys() <= {path for each in adjustables for path in (each.path, *each.also)}:
        return None
    if any(said.get(other) != said.get(each.path) for each in adjustables for other in each.also):
        return None
    return {each.key: said[each.path] for each in adjustables if each.path in said}


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
    lines: list[str] = []
    mapped = {each.path[:-1] for each in adjustables if _maps(each) and _differs(each, values)}
    for each in adjustables:
        if _differs(each, values) or (_maps(each) and each.path[:-1] in mapped):
            value = values.get(each.key, each.usual)
            said = str(int(value)) if each.way is Way.NUMBER else json.dumps(value, ensure_ascii=False)
            lines.extend(f"{_dotted(path)} = {said}" for path in (each.path, *each.also))
    return "\n".join(lines)


def _dotted(path: Sequence[str]) -> str:
    return ".".join(json.dumps(part, ensure_ascii=False) for part in path)


def _maps(each: Adjustable) -> bool:
    return len(each.path) > 4


def _differs(each: Adjustable, values: Mapping[str, str]) -> bool:
    return values.get(each.key, each.usual) != each.usual


def encodings() -> list[str]:
    """The charsets a file can be written in."""
    return list(ENCODINGS)

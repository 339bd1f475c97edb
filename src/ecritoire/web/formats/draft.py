"""A template being written, between the boxes of the form and the language of templates.

Nothing is refused here: what cannot be a number, a pair or a case stays the text it is, and the language says so beside
the box.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import QueryDict

from ecritoire.web.formats.options import FIELD, FILE, HOWS, MORE_FIELD, MORE_FILE, MORE_RECORD, RECORD, Box, Option

Data = dict[str, Any]
RECORDS_MAX = 30
FIGURES_MAX = 6
FIELDS_MAX = 300  # of all records: more are written in a file, not on a page
IDENTITY = ("name", "label", "vendor")
TAB = ("tab", "tabulation", "\\t")
_CONSTANT = re.compile(r"'([^']*)'")


def data_of(form: QueryDict) -> Data:
    """Return the template that a form says."""
    data: Data = {key: form.get(key, "") for key in IDENTITY}
    data["file"] = _options(form, "file", (*FILE, *MORE_FILE))
    separator = data["file"].get("separator", "")
    if separator.strip().lower() in TAB:
        data["file"]["separator"] = "\t"
    if data["file"].get("kind") != "delimited":
        data["file"].pop("separator", None)
    data["records"] = [_record(form, rank) for rank in range(_count(form, "records", RECORDS_MAX))]
    return data


def _record(form: QueryDict, rank: int) -> Data:
    prefix = f"r{rank}"
    record = _options(form, prefix, (*RECORD, *MORE_RECORD))
    fields = [_field(form, f"{prefix}-f{place}") for place in range(_count(form, f"{prefix}-fields", FIELDS_MAX))]
    return record | {"fields": fields}


def _field(form: QueryDict, prefix: str) -> Data:
    field: Data = {"name": form.get(f"{prefix}-name", "")}
    options = _options(form, prefix, (*FIELD, *MORE_FIELD))
    how, content = form.get(f"{prefix}-how", "source"), form.get(f"{prefix}-content", "")
    if how not in HOWS:
        how = "source"
    if content or not options.get("cases"):
        field[how if content else "value"] = content
    return field | options


def _count(form: QueryDict, key: str, most: int) -> int:
    return min(whole_number(form.get(key, ""), 0), most)


def whole_number(text: str, otherwise: int) -> int:
    """Return the number that a text says, ``otherwise`` when it says none or one that nobody means."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= FIGURES_MAX else otherwise


def _options(form: QueryDict, prefix: str, options: Sequence[Option]) -> Data:
    found: Data = {}
    for option in options:
        text = form.get(f"{prefix}-{option.key}", "")
        if text:
            found[option.key] = _PARSERS[option.box](text) if option.box in _PARSERS else text
    if found.get("otherwise") == "''":
        found["otherwise"] = ""
    return found


def _number(text: str) -> int | str:
    number = whole_number(text, -1)
    return text if number < 0 else number


def _pairs(text: str) -> dict[str, str] | str:
    lines = [line for line in text.splitlines() if line.strip()]
    if not all("=" in line for line in lines):
        return text
    pairs = (line.split("=", 1) for line in lines)
    return {key.strip(): value.strip() or " " * value.startswith("  ") for key, value in pairs}


def _cases(text: str) -> list[Data] | str:
    lines = [line for line in text.splitlines() if line.strip()]
    if not all("=>" in line for line in lines):
        return text
    cases: list[Data] = []
    for line in lines:
        when, said = (part.strip() for part in line.split("=>", 1))
        constant = _CONSTANT.fullmatch(said)
        cases.append({"when": when} | ({"value": constant[1]} if constant else {"source": said}))
    return cases


_PARSERS: dict[Box, Callable[[str], Any]] = {
    Box.NUMBER: _number,
    Box.PAIRS: _pairs,
    Box.CASES: _cases,
    Box.CHECK: lambda _text: True,
}


def shown(option: Option, values: Mapping[str, Any]) -> str:
    """Return the text that a box shows for what a template says."""
    value = values.get(option.key)
    if value is None or value is False:
        return ""
    if isinstance(value, Mapping):
        return "\n".join(f"{key} = {text}" for key, text in value.items())
    if isinstance(value, list):
        return "\n".join(f"{case.get('when', '')} => {_case(case)}" for case in value if isinstance(case, Mapping))
    if option.key == "separator" and value == "\t":
        return TAB[0]
    return "''" if option.key == "otherwise" and value == "" else str(value)


def _case(case: Mapping[str, Any]) -> str:
    return str(case["source"]) if "source" in case else f"'{case.get('value', '')}'"


def how_of(field: Mapping[str, Any]) -> tuple[str, str]:
    """Return how a field gets its value, and the text that says it."""
    for how in HOWS:
        if how in field:
            return how, str(field[how])
    return "value", ""

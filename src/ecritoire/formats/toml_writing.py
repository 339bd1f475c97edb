"""Writing a template as TOML: one field a line, as in the templates that ship."""

import re
from collections.abc import Mapping

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def write_toml(data: Mapping[str, object]) -> str:
    """Return TOML that reads as ``data``: texts, whole numbers, true or false, tables and lists of them."""
    plain = {key: value for key, value in data.items() if key not in {"file", "records"}}
    parts = [_pairs(plain)]
    file = data.get("file")
    if isinstance(file, dict):
        parts.append("[file]\n" + _pairs(file))
    records = data.get("records")
    parts += ["[[records]]\n" + _record(record) for record in (records if isinstance(records, list) else ())]
    return "\n".join(parts)


def _record(record: Mapping[str, object]) -> str:
    own = _pairs({key: value for key, value in record.items() if key != "fields"})
    fields = record.get("fields")
    if not isinstance(fields, list):
        return own
    return own + "fields = [\n" + "".join(f"  {_value(each)},\n" for each in fields) + "]\n"


def _pairs(table: Mapping[str, object]) -> str:
    return "".join(f"{_key(key)} = {_value(value)}\n" for key, value in table.items())


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _text(key)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return _text(str(value))


def _text(text: str) -> str:
    return '"' + "".join(map(_character, text)) + '"'


def _character(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x20 or code == 0x7F else character

"""A template that says only what differs from another: ``extends``, ``change`` and ``add``.

``[change.<record>.<field>]`` changes some keys of a field, ``[[add.<record>]]`` puts fields after the last; everything
else a template says replaces what the other says.
"""

from collections.abc import Callable, Mapping
from typing import Any

from ecritoire.domain.language import say
from ecritoire.formats.engine.errors import TemplateError

# Giving one of these takes the others away: a field has one way to get its value.
VALUE_KEYS = ("source", "text", "value", "cases")
MERGED_APART = frozenset({"extends", "change", "add", "file"})
DEPTH_MAX = 5
Data = dict[str, Any]


def inherited(data: Mapping[str, Any], load: Callable[[str], Data], depth: int = 0) -> Data:
    """Return ``data`` completed with what it extends; ``load`` returns another template's data by its name.

    Raises:
        TemplateError: it extends itself, or changes what the other does not have.
    """
    base_name = data.get("extends")
    if base_name is None:
        return {key: value for key, value in data.items() if key != "extends"}
    name = str(data.get("name", "?"))
    if not isinstance(base_name, str) or depth >= DEPTH_MAX:
        problem = say("le modèle dont il part n’est pas nommé, ou tourne en rond")
        raise TemplateError(template=name, place="extends", problem=problem)
    base = inherited(load(base_name), load, depth + 1)
    merged: Data = {**base, **{key: value for key, value in data.items() if key not in MERGED_APART}}
    merged["file"] = _merged_tables(base.get("file"), data.get("file"))
    merged["records"] = _copied(merged.get("records"))
    for record_name, changes in _tables(name, "change", data.get("change", {})):
        _change(name, _record(name, merged, record_name), record_name, changes)
    for record_name, fields in _lists(name, "add", data.get("add", {})):
        record = _record(name, merged, record_name)
        record["fields"] = [*record["fields"], *fields]
    return merged


def _merged_tables(base: object, own: object) -> object:
    """Merge two tables, inner tables too; what is not a table is left for the parser to refuse."""
    if not isinstance(base, dict) or not isinstance(own, dict):
        return base if own is None else own
    return {**base, **{key: _merged_tables(base.get(key), value) for key, value in own.items()}}


def _copied(records: object) -> object:
    """Copy records so that changing them leaves the other template alone; what is no record is for the parser."""
    if not isinstance(records, list):
        return records
    return [dict(record) if isinstance(record, dict) else record for record in records]


def _record(template: str, data: Data, record_name: str) -> Data:
    """Return the record to change, its fields copied."""
    records = data["records"]
    for record in records if isinstance(records, list) else ():
        if isinstance(record, dict) and record.get("name") == record_name:
            record["fields"] = _copied(record.get("fields"))
            found: Data = record
            if _are_tables(found["fields"]):
                return found
    raise TemplateError(
        template=template, place=record_name, problem=say("le modèle de départ n’a pas cet enregistrement")
    )


def _change(template: str, record: Data, record_name: str, changes: Mapping[str, object]) -> None:
    for field_name, change in _tables(template, record_name, changes):
        found = [field for field in record["fields"] if field.get("name") == field_name]
        if not found:
            problem = say("le modèle de départ n’a pas ce champ")
            raise TemplateError(template=template, place=f"{record_name}, {field_name}", problem=problem)
        for key in VALUE_KEYS if not set(VALUE_KEYS).isdisjoint(change) else ():
            found[0].pop(key, None)
        found[0].update(change)


def _are_tables(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, dict) for value in values)


def _tables(template: str, place: str, value: object) -> list[tuple[str, Data]]:
    if not isinstance(value, dict) or not all(isinstance(each, dict) for each in value.values()):
        raise TemplateError(template=template, place=place, problem=say("une table de tables est attendue"))
    return list(value.items())


def _lists(template: str, place: str, value: object) -> list[tuple[str, list[Data]]]:
    if not isinstance(value, dict) or not all(isinstance(each, list) for each in value.values()):
        raise TemplateError(template=template, place=place, problem=say("une liste de champs est attendue"))
    return list(value.items())

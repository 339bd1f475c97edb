"""What the buttons of the builder do to a template: add, remove, move."""

from collections.abc import Callable
from typing import Any

Data = dict[str, Any]
NEW_WIDTH = 10
Fields = list[Data]


def changed(data: Data, action: str) -> Data:
    """Do what a button says, ``up:0:3``; what is no button does nothing."""
    verb, *places = action.split(":")
    change = _CHANGES.get((verb, len(places)))
    if change is None or not all(place.isascii() and place.isdigit() for place in places):
        return data
    ranks = [int(place) for place in places]
    records = data["records"]
    if ranks and ranks[0] >= len(records):
        return data
    if len(ranks) > 1 and ranks[1] >= len(records[ranks[0]]["fields"]):
        return data
    change(data, *ranks)
    return data


def _add_field(data: Data, rank: int) -> None:
    record = data["records"][rank]
    fields: Fields = record["fields"]
    taken = {field.get("name") for field in fields}
    number = next(number for number in range(len(fields) + 1, len(fields) + 1000) if f"Champ {number}" not in taken)
    field: Data = {"name": f"Champ {number}", "value": ""}
    if _is_fixed(data):
        field |= {"at": max((_end(each) for each in fields), default=1), "width": NEW_WIDTH}
    fields.append(field)
    if isinstance(record.get("length"), int) and _is_fixed(data):
        record["length"] = max(record["length"], _end(field) - 1)


def _remove_field(data: Data, rank: int, place: int) -> None:
    del data["records"][rank]["fields"][place]


def _up(data: Data, rank: int, place: int) -> None:
    if place:
        _swap(data, data["records"][rank]["fields"], place - 1)


def _down(data: Data, rank: int, place: int) -> None:
    fields = data["records"][rank]["fields"]
    if place + 1 < len(fields):
        _swap(data, fields, place)


def _swap(data: Data, fields: Fields, place: int) -> None:
    """Exchange a field and the next; at fixed positions, both stay within the room they have together."""
    first, second = fields[place], fields[place + 1]
    if _is_fixed(data) and all(isinstance(each.get(key), int) for each in (first, second) for key in ("at", "width")):
        start, end = first["at"], _end(second)
        second["at"], first["at"] = start, end - first["width"]
    fields[place], fields[place + 1] = second, first


def _pack(data: Data, rank: int) -> None:
    """Put the fields one after the other, without gaps."""
    position = 1
    for field in data["records"][rank]["fields"]:
        width = field["width"] if isinstance(field.get("width"), int) else NEW_WIDTH
        field["at"], field["width"] = position, width
        position += width


def _add_record(data: Data) -> None:
    names = {record.get("name") for record in data["records"]}
    number = next(number for number in range(1, 1000) if f"enregistrement {number}" not in names)
    field: Data = {"name": "Champ 1", "value": ""}
    if _is_fixed(data):
        field |= {"at": 1, "width": NEW_WIDTH}
    data["records"].append({"name": f"enregistrement {number}", "for": "line", "fields": [field]})


def _remove_record(data: Data, rank: int) -> None:
    del data["records"][rank]


def _record_up(data: Data, rank: int) -> None:
    records = data["records"]
    if rank:
        records[rank - 1], records[rank] = records[rank], records[rank - 1]


def _is_fixed(data: Data) -> bool:
    return bool(data["file"].get("kind") == "fixed")


def _end(field: Data) -> int:
    at, width = field.get("at"), field.get("width")
    return at + width if isinstance(at, int) and isinstance(width, int) else 1


_CHANGES: dict[tuple[str, int], Callable[..., None]] = {
    ("add-field", 1): _add_field,
    ("remove-field", 2): _remove_field,
    ("up", 2): _up,
    ("down", 2): _down,
    ("pack", 1): _pack,
    ("add-record", 0): _add_record,
    ("remove-record", 1): _remove_record,
    ("record-up", 1): _record_up,
}

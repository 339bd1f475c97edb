"""The boxes of the builder, filled with a template, each with what is wrong beside it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ecritoire.apps.exports.own_templates import Problem
from ecritoire.web.formats.draft import IDENTITY, how_of, shown
from ecritoire.web.formats.options import (
    FIELD,
    FILE,
    HOWS,
    MORE_FIELD,
    MORE_FILE,
    MORE_RECORD,
    RECORD,
    Box,
    Option,
    Text,
)

Data = Mapping[str, Any]
LONG = frozenset({Box.PAIRS, Box.CASES})


@dataclass(frozen=True, slots=True)
class ShownBox:
    """One box as it is on the page."""

    name: str
    label: Text
    box: Box
    value: str
    hint: Text
    choices: tuple[tuple[str, Text, bool], ...]

    @property
    def is_long(self) -> bool:
        """Whether it takes several lines."""
        return self.box in LONG


@dataclass(frozen=True, slots=True)
class ShownField:
    """One column."""

    prefix: str
    place: str  # in the actions: ``0:3``
    rank: int
    name: str
    how: tuple[tuple[str, Text, bool], ...]
    content: str
    boxes: tuple[ShownBox, ...]
    more: tuple[ShownBox, ...]
    problems: tuple[str, ...]

    @property
    def set_count(self) -> int:
        """How many of the finer options are set."""
        return sum(bool(box.value) for box in self.more)


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """One kind of line of the file."""

    prefix: str
    rank: int
    name: str
    boxes: tuple[ShownBox, ...]
    more: tuple[ShownBox, ...]
    fields: tuple[ShownField, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Editor:
    """The whole form."""

    identity: Mapping[str, str]
    file: tuple[ShownBox, ...]
    more_file: tuple[ShownBox, ...]
    records: tuple[ShownRecord, ...]
    problems: tuple[str, ...]
    is_fixed: bool


def editor_of(data: Data, problems: Iterable[Problem] = ()) -> Editor:
    """Return the boxes of a template."""
    told: dict[tuple[int | None, int | None], list[str]] = {}
    for problem in problems:
        told.setdefault((problem.record, problem.field), []).append(problem.sentence)
    file = data["file"] if isinstance(data.get("file"), Mapping) else {}
    is_fixed = file.get("kind") == "fixed"
    return Editor(
        identity={key: str(data.get(key, "")) for key in IDENTITY},
        file=_boxes("file", FILE, file),
        more_file=_boxes("file", MORE_FILE, file),
        records=tuple(
            _record(rank, record, told, is_fixed=is_fixed) for rank, record in enumerate(_tables(data, "records"))
        ),
        problems=tuple(told.get((None, None), ())),
        is_fixed=is_fixed,
    )


def _record(
    rank: int, record: Data, told: Mapping[tuple[int | None, int | None], list[str]], *, is_fixed: bool
) -> ShownRecord:
    prefix = f"r{rank}"
    return ShownRecord(
        prefix=prefix,
        rank=rank,
        name=str(record.get("name", "")),
        boxes=_boxes(prefix, RECORD, record),
        more=_boxes(prefix, MORE_RECORD, record),
        fields=tuple(
            _field(rank, place, field, told.get((rank, place), ()), is_fixed=is_fixed)
            for place, field in enumerate(_tables(record, "fields"))
        ),
        problems=tuple(told.get((rank, None), ())),
    )


def _field(rank: int, place: int, field: Data, problems: Sequence[str], *, is_fixed: bool) -> ShownField:
    prefix = f"r{rank}-f{place}"
    how, content = how_of(field)
    ahead = {"at", "width", "overflow"} if is_fixed else {"max", "overflow"}
    options = (*FIELD, *MORE_FIELD)
    return ShownField(
        prefix=prefix,
        place=f"{rank}:{place}",
        rank=place + 1,
        name=str(field.get("name", "")),
        how=tuple((value, label, value == how) for value, label in HOWS.items()),
        content=content,
        boxes=_boxes(prefix, [option for option in options if option.key in ahead], field),
        more=_boxes(prefix, [option for option in options if option.key not in ahead], field),
        problems=tuple(problems),
    )


def _boxes(prefix: str, options: Iterable[Option], values: Data) -> tuple[ShownBox, ...]:
    return tuple(_box(prefix, option, shown(option, values)) for option in options)


def _box(prefix: str, option: Option, value: str) -> ShownBox:
    choices: list[tuple[str, Text, bool]] = [("", "", not value)] if option.choices else []
    choices += [(each, label, each == value) for each, label in (option.choices or {}).items()]
    if option.choices and value and value not in option.choices:
        choices.append((value, value, True))
    return ShownBox(f"{prefix}-{option.key}", option.label, option.box, value, option.hint, tuple(choices))


def _tables(values: Data, key: str) -> list[Data]:
    found = values.get(key)
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def form_of(data: Data) -> Iterator[tuple[str, str]]:
    """Yield what a browser would send of a template, box by box."""
    editor = editor_of(data)
    yield from editor.identity.items()
    yield "records", str(len(editor.records))
    boxes = [*editor.file, *editor.more_file]
    for record in editor.records:
        yield f"{record.prefix}-fields", str(len(record.fields))
        boxes += [*record.boxes, *record.more]
        for field in record.fields:
            yield f"{field.prefix}-name", field.name
            yield f"{field.prefix}-how", next(value for value, _, chosen in field.how if chosen)
            yield f"{field.prefix}-content", field.content
            boxes += [*field.boxes, *field.more]
    yield from ((box.name, box.value) for box in boxes if box.value)

"""A file that does not say what its entries say is never taken for good, whatever the package."""

import io
from collections.abc import Callable

import pytest

from ecritoire.formats.comparing import differences
from ecritoire.formats.reading import FileNotReadBackError
from ecritoire.formats.records import EntryRecord
from ecritoire.formats.registry import load_reader, load_template
from tests.formats.scenario import CONTEXT, SCENARIO, entries_for, rendered
from tests.formats.test_golden import TEXT_TEMPLATES


def lines_of(content: bytes) -> list[bytes]:
    return content.splitlines(keepends=True)


def of_the_bank(lines: list[bytes]) -> int:
    """Where the last line that says the bank's account is."""
    return max(rank for rank, line in enumerate(lines) if b"512" in line)


def one_less(content: bytes) -> bytes:
    lines = lines_of(content)
    return b"".join(line for rank, line in enumerate(lines) if rank != of_the_bank(lines))


def one_twice(content: bytes) -> bytes:
    lines = lines_of(content)
    return b"".join(line * (1 + (rank == of_the_bank(lines))) for rank, line in enumerate(lines))


DAMAGES: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("a cent more", lambda content: content.replace(b"1250", b"1251", 1)),
    ("another side of a cent", lambda content: content.replace(b"1500", b"1499")),
    ("another supplier", lambda content: content.replace(b"FLENO", b"FLENA").replace(b"7000042", b"7000043")),
    ("another account", lambda content: content.replace(b"606400", b"606500")),
    ("a line less", one_less),
    ("a line twice", one_twice),
    ("cut in the middle of a line", lambda content: content[: content.rindex(b"1500") + 2]),
    ("nothing at all", lambda _: b""),
]


@pytest.mark.parametrize("name", TEXT_TEMPLATES)
@pytest.mark.parametrize(("what", "damage"), DAMAGES, ids=[each[0] for each in DAMAGES])
def test_a_damaged_file_is_told(name: str, what: str, damage: Callable[[bytes], bytes]) -> None:
    entries = entries_for(name, SCENARIO)
    content = rendered(load_template(name), entries)
    damaged = damage(content)
    assert damaged != content
    assert not says_otherwise(name, entries, content)
    assert says_otherwise(name, entries, damaged)


def says_otherwise(name: str, entries: list[EntryRecord], content: bytes) -> bool:
    """Whether reading a file back finds that it is not of these entries, or a line of it that is none."""
    read = load_reader(name)(io.BytesIO(content))
    try:
        return any(differences(load_template(name), entries, read, CONTEXT))
    except FileNotReadBackError as refused:
        return bool(refused.facts["line"])

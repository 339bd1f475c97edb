"""The files of some entries and of those after them, joined, are the file of all; where not, the template knows it."""

import io

import pytest

from ecritoire.formats.comparing import Proof
from ecritoire.formats.registry import TEMPLATES, load_reader, load_template
from tests.formats.scenario import CASES, CONTEXT, SCENARIO, entries_for, rendered
from tests.formats.test_golden import taken

# They begin or end with a record of their own, count their lines, or declare each account once.
IN_ONE_GO = {
    "cegid-tra", "ciel-rimport", "cogilog", "datev", "ebp", "gestimum", "ibiza-xml", "isacompta", "ldcompta",
    "pennylane-tra", "quadra", "sage100-pnm", "winfic", "xlsx",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(set(TEMPLATES) - IN_ONE_GO))
def test_a_file_is_the_sum_of_its_parts(name: str) -> None:
    template = load_template(name)
    entries = list(taken(template, entries_for(name, SCENARIO + CASES)))
    head, whole = rendered(template, []), rendered(template, entries)
    for middle in range(len(entries) + 1):
        halves = [rendered(template, part) for part in (entries[:middle], entries[middle:])]
        assert all(half.startswith(head) for half in halves)
        assert head + b"".join(half[len(head) :] for half in halves) == whole


@pytest.mark.parametrize("name", TEMPLATES)
def test_each_part_is_read_back_by_itself(name: str) -> None:
    template = load_template(name)
    entries = list(taken(template, entries_for(name, SCENARIO + CASES)))
    for part in (entries[:3], entries[3:]):
        proof = Proof(template, CONTEXT)
        content = rendered(template, list(proof.watched(part)))
        assert proof.holds(load_reader(name)(io.BytesIO(content)))


def test_what_counts_lines_or_closes_the_file_is_written_in_one_go() -> None:
    assert {name for name in TEMPLATES if not load_template(name).is_sum_of_parts} == IN_ONE_GO

"""An export whose process dies: nothing happened, or the next start finishes it. Thirty points, all along."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.apps.exports.books import SIREN
from tests.simulation.installations import Installation, copy_of, installation

POINTS = 30
INVOICES = 12
ENTRIES = 2 * INVOICES  # each with its payment


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installation(tmp_path_factory.mktemp("killed") / "seed") as seed:
        done = seed.python("tests.simulation.seed", str(INVOICES))
        assert done.returncode == 0, done.stderr
        yield seed


def export_arguments(output: Path) -> list[str]:
    return ["export", "--company", SIREN, "--until", "2026-12-31", "--output", str(output), "--json"]


def test_an_export_killed_anywhere_is_nothing_or_is_finished_by_the_next_start(
    seeded: Installation, tmp_path: Path
) -> None:
    count_path = tmp_path / "count"
    with copy_of(seeded, tmp_path / "whole") as whole:
        done = whole.python("tests.simulation.killed", "0", str(count_path), *export_arguments(tmp_path / "out"))
        assert done.returncode == 0, done.stderr
        expected = [
            (file["name"], file["sha256"])
            for file in whole.run("exports", "show", "1", "--company", SIREN)["export"]["files"]
        ]
    steps = int(count_path.read_text())
    assert steps > POINTS, "the export does fewer things than there are points to kill it at"
    outcomes = set()
    for point in range(POINTS):
        deadly = 1 + point * (steps - 1) // POINTS
        with copy_of(seeded, tmp_path / f"point-{point}") as killed:
            died = killed.python(
                "tests.simulation.killed", str(deadly), str(count_path), *export_arguments(tmp_path / f"out-{point}")
            )
            assert died.returncode == -signal.SIGKILL, (deadly, died.stderr)
            outcomes.add(state_after(killed, expected))
    assert outcomes == {"nothing", "finished"}


def state_after(killed: Installation, expected: list[tuple[str, str]]) -> str:
    """What the next start finds; anything but all or nothing fails."""
    exports = killed.run("exports", "list", "--company", SIREN)["exports"]
    assert killed.run("verify")["ok"]
    waiting = killed.run("export", "--company", SIREN, "--until", "2026-12-31", "--dry-run")["export"]["entries"]
    if not exports:
        assert waiting == ENTRIES
        return "nothing"
    (export,) = exports
    assert (export["entries"], waiting) == (ENTRIES, 0)
    names = [file["name"] for file in export["files"]]
    assert names == [name for name, _ in expected]
    return "finished"

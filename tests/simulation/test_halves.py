"""A large file is written in halves by two processes, and nobody can tell from its bytes."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.apps.exports.books import SIREN
from tests.simulation.installations import Installation, copy_of, installation

INVOICES = 12
TWO_CORES = pytest.mark.skipif(len(os.sched_getaffinity(0)) == 1, reason="one core writes every file in one go")


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installation(tmp_path_factory.mktemp("halves") / "seed") as seed:
        done = seed.python("tests.simulation.seed", str(INVOICES))
        assert done.returncode == 0, done.stderr
        yield seed


def arguments(template: str, output: Path) -> list[str]:
    common = ["--company", SIREN, "--until", "2026-12-31", "--template", template]
    return ["export", *common, "--output", str(output), "--json"]


def hashes(shown: dict[str, list[dict[str, object]]]) -> list[tuple[object, object]]:
    return [(file["name"], file["sha256"]) for file in shown["files"]]


@TWO_CORES
@pytest.mark.parametrize(("template", "helper"), [("fec", "helper"), ("csv", "helper"), ("fec", "absent")])
def test_two_processes_write_the_bytes_that_one_writes(
    seeded: Installation, tmp_path: Path, template: str, helper: str
) -> None:
    with copy_of(seeded, tmp_path / "whole") as whole:
        expected = hashes(whole.run(*arguments(template, tmp_path / "out"))["export"])
    with copy_of(seeded, tmp_path / "halves") as halves:
        done = halves.python("tests.simulation.in_halves", helper, *arguments(template, tmp_path / "out-2"))
        assert done.returncode == 0, done.stderr
        assert hashes(json.loads(done.stdout)["export"]) == expected
        assert not list((halves.data / "files" / "drafts").iterdir())
        assert halves.run("verify")["ok"]

"""Two exports started at the same moment by two processes share the entries without overlap, twenty times in a row."""

from pathlib import Path

import pytest

from tests.apps.exports.books import SIREN
from tests.simulation.installations import answer, copy_of, installation

TIMES = 20
INVOICES = 10


@pytest.mark.parametrize("with_cancelled", [False, True], ids=["new entries", "entries of a cancelled export"])
def test_two_exports_at_the_same_moment_never_take_the_same_entry(tmp_path: Path, with_cancelled: bool) -> None:
    with installation(tmp_path / "seed") as seed:
        done = seed.python("tests.simulation.seed", str(INVOICES))
        assert done.returncode == 0, done.stderr
        if with_cancelled:
            seed.run("export", "--company", SIREN, "--until", "2026-12-31", "--output", str(tmp_path / "first"))
            seed.run("exports", "cancel", "1", "--company", SIREN, "--reason", "essai")
        for turn in range(TIMES):
            with copy_of(seed, tmp_path / f"turn-{turn}") as twin:
                arguments = ["export", "--company", SIREN, "--until", "2026-12-31", "--json", "--output"]
                both = [twin.start(*arguments, str(tmp_path / f"out-{turn}-{side}")) for side in "ab"]
                answers = [answer(process) for process in both]
                taken = [entry["entry"] for each in answers if each["export"]["number"] for entry in each["taken"]]
                assert sorted(taken) == list(range(1, 2 * INVOICES + 1))
                assert twin.run("verify")["ok"]

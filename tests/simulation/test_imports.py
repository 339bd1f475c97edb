"""Imports at the same moment, and imports whose process dies: each invoice is there once, and no file is lost."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.apps.einvoices import BUYER_NAME, BUYER_SIREN, SILLAGE, VISMER, EInvoice, Item
from tests.simulation.installations import Installation, answer, copy_of, installation

TIMES = 5
POINTS = 20
INVOICES = [
    EInvoice(number=f"F-{n}", seller=VISMER if n % 2 else SILLAGE, items=(Item(net=f"{n + 1}.00"),)) for n in range(6)
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("invoices")
    for invoice in INVOICES:
        (path / f"{invoice.number}.xml").write_bytes(invoice.xml)
    return path


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installation(tmp_path_factory.mktemp("imports") / "seed") as seed:
        seed.run("company", "create", "--siren", BUYER_SIREN, "--name", BUYER_NAME)
        yield seed


def numbers(of: Installation) -> list[str]:
    return sorted(document["number"] for document in of.run("documents", "--company", BUYER_SIREN)["documents"])


EVERY_NUMBER = sorted(invoice.number for invoice in INVOICES)


@pytest.mark.parametrize("turn", range(TIMES))
def test_two_imports_at_the_same_moment_take_each_invoice_once(
    empty: Installation, folder: Path, tmp_path: Path, turn: int
) -> None:
    with copy_of(empty, tmp_path / "twin") as twin:
        arguments = ["import", str(folder), "--company", BUYER_SIREN, "--json"]
        answers = [answer(process) for process in [twin.start(*arguments) for _ in "ab"]]
        statuses = [file["status"] for each in answers for file in each["files"]]
        assert (statuses.count("imported"), statuses.count("duplicate")) == (len(INVOICES), len(INVOICES))
        assert numbers(twin) == EVERY_NUMBER
        assert twin.run("verify")["ok"]


def test_an_import_killed_anywhere_is_completed_by_the_next(empty: Installation, folder: Path, tmp_path: Path) -> None:
    arguments = ["import", str(folder), "--company", BUYER_SIREN, "--json"]
    count_path = tmp_path / "count"
    with copy_of(empty, tmp_path / "whole") as whole:
        done = whole.python("tests.simulation.killed", "0", str(count_path), *arguments)
        assert done.returncode == 0, done.stderr
    steps = int(count_path.read_text())
    for point in range(POINTS):
        deadly = 1 + point * (steps - 1) // POINTS
        with copy_of(empty, tmp_path / f"point-{point}") as killed:
            died = killed.python("tests.simulation.killed", str(deadly), str(count_path), *arguments)
            assert died.returncode == -signal.SIGKILL, (deadly, died.stderr)
            assert killed.run("verify")["ok"]
            killed.run(*arguments[:-1])
            assert numbers(killed) == EVERY_NUMBER
            assert killed.run("verify")["ok"]


def test_two_payments_at_the_same_moment_pay_a_document_once(empty: Installation, folder: Path, tmp_path: Path) -> None:
    with copy_of(empty, tmp_path / "twin") as twin:
        twin.run("import", str(folder), "--company", BUYER_SIREN)
        twin.run("code", "--all", "--account", "606400", "--company", BUYER_SIREN)
        twin.run("control", "--all", "--company", BUYER_SIREN)
        for number in EVERY_NUMBER:
            arguments = ["pay", number, "--on", "2026-11-02", "--company", BUYER_SIREN, "--json"]
            processes = [twin.start(*arguments) for _ in "ab"]
            outputs = [process.communicate(timeout=120) for process in processes]
            assert sorted(process.returncode for process in processes) == [0, 1], outputs
            assert any('"already_paid"' in out for out, _ in outputs)
        assert {each["payment"] for each in twin.run("documents", "--company", BUYER_SIREN)["documents"]} == {"paid"}
        assert twin.run("verify")["ok"]

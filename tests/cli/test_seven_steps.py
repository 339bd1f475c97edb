"""The main job from a new user's seat, by the commands: import, look, explain, code, export, again, cancel, again."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.simulation.installations import Installation, installation

SIREN = "293673752"
DOCUMENTS = Path(__file__).resolve().parents[2] / "samples" / "documents"
UNTIL = "2026-12-31"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Installation]:
    with installation(tmp_path / "home") as fresh:
        fresh.run("company", "create", "--siren", SIREN, "--name", "Menuiserie Bréhat")
        yield fresh


def numbers(answer: dict[str, Any], key: str = "taken") -> set[tuple[str, str]]:
    return {(each["supplier"], each["number"]) for each in answer[key]}


COMPANY = ["--company", SIREN]


def test_the_seven_steps(home: Installation, tmp_path: Path) -> None:
    imported = import_and_look(home)
    explain_and_code(home, imported)
    first = export_twice(home, tmp_path)
    cancel_and_export(home, tmp_path, first)
    assert home.run("verify")["ok"]


def import_and_look(home: Installation) -> int:
    # 1. Import: each file has a status, what is refused says why, and importing again changes nothing.
    imported = home.run("import", str(DOCUMENTS), *COMPANY)
    assert imported["imported"] + imported["duplicates"] + imported["refused"] == len(list(DOCUMENTS.iterdir()))
    assert (imported["duplicates"], imported["refused"]) == (2, 2)
    assert all(each["error"]["message"] for each in imported["files"] if each["status"] != "imported")
    again = home.run("import", str(DOCUMENTS), *COMPANY)
    assert (again["imported"], again["refused"]) == (0, 2)

    # 2. Look.
    listed = home.run("documents", *COMPANY, "--not-exported")["documents"]
    assert len(listed) == imported["imported"]
    assert {each["accounting"] for each in listed} == {"not_exported"}

    return int(imported["imported"])


def explain_and_code(home: Installation, imported: int) -> None:
    # 3. Explain.
    explained = home.run("explain", "TR-061077", *COMPANY)
    assert (explained["taken"], explained["export"]) == (False, None)
    assert [reason["code"] for reason in explained["reasons"]] == ["not_controlled", "purchase_account_missing"]
    assert explained["reasons"][0]["way_out"] == "control"

    # 4. Code, control, pay.
    coded = home.run("code", "--all", *COMPANY, "--account", "606400")
    assert coded["refused"] == []
    controlled = home.run("control", "--all", *COMPANY)
    assert (len(controlled["done"]), controlled["refused"]) == (imported, [])
    paid = home.run("pay", "TR-061077", *COMPANY, "--on", "2026-10-30")
    assert paid == {"done": [{"number": "TR-061077"}], "refused": []}


def export_twice(home: Installation, tmp_path: Path) -> dict[str, Any]:
    # 5. Export: a dry run first, which writes nothing and tells the same.
    arguments = ["export", *COMPANY, "--until", UNTIL, "--template", "fec"]
    dry = home.run(*arguments, "--dry-run")
    first = home.run(*arguments, "--output", str(tmp_path / "first"), "--with-documents")
    assert dry["export"]["number"] is None
    assert (first["export"]["number"], first["export"]["entries"]) == (1, dry["export"]["entries"])
    assert numbers(first) == numbers(dry)
    assert first["export"]["debit_minor"] == first["export"]["credit_minor"] > 0
    assert {file.name for file in (tmp_path / "first").iterdir()} == {f["name"] for f in first["export"]["files"]}
    assert first["left_out"]
    assert all(left["reasons"] for left in first["left_out"])
    fecs = [file for file in (tmp_path / "first").iterdir() if "FEC" in file.name and file.suffix == ".txt"]
    assert fecs
    for fec in fecs:
        assert home.run("check-fec", str(fec))["conforms"]

    # 6. Export again: nothing is taken twice.
    second = home.run(*arguments, "--output", str(tmp_path / "second"))
    assert (second["export"]["number"], second["taken"]) == (None, [])
    exported = {key for key in numbers(second, "left_out") if key in numbers(first)}
    assert exported
    explained = home.run("explain", "TR-061077", *COMPANY)
    assert (explained["taken"], explained["export"]) == (True, 1)

    return first


def cancel_and_export(home: Installation, tmp_path: Path, first: dict[str, Any]) -> None:
    # 7. Cancel, and export: the same entries, the same numbers, another export.
    home.run("exports", "cancel", "1", *COMPANY, "--reason", "mauvais dossier")
    third = home.run("export", *COMPANY, "--until", UNTIL, "--output", str(tmp_path / "third"))
    assert third["export"]["number"] == 2
    assert [(e["number"], e["entry"]) for e in third["taken"]] == [(e["number"], e["entry"]) for e in first["taken"]]

    # The first export's files are the same bytes for ever.
    home.run("exports", "download", "1", *COMPANY, "--output", str(tmp_path / "download"))
    for file in (tmp_path / "first").iterdir():
        assert (tmp_path / "download" / file.name).read_bytes() == file.read_bytes()


def test_a_backup_brings_everything_back(home: Installation, tmp_path: Path) -> None:
    home.run("import", str(DOCUMENTS), *COMPANY)
    home.run("code", "--all", *COMPANY, "--account", "606400")
    home.run("control", "--all", *COMPANY)
    before = home.run("export", *COMPANY, "--until", UNTIL, "--output", str(tmp_path / "out"))
    home.run("backup", str(tmp_path / "all.tar"))
    with installation(tmp_path / "new") as new:
        new.run("restore", str(tmp_path / "all.tar"))
        assert new.run("verify")["ok"]
        assert new.run("exports", "show", "1", *COMPANY)["export"] == before["export"]
        refused = new.start("restore", str(tmp_path / "all.tar"), "--json")
        out, _ = refused.communicate()
        assert (refused.returncode, json.loads(out)["error"]["code"]) == (1, "restore_over_data")
        # The books go on where they were: nothing is taken twice, the next number follows.
        assert new.run("export", *COMPANY, "--until", UNTIL, "--output", str(tmp_path / "o2"))["taken"] == []


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (["explain", "RIEN", "--company", SIREN], 1, "document_not_found"),
        (["exports", "show", "9", "--company", SIREN], 1, "export_not_found"),
        (["exports", "list", "--company", "123456789"], 1, "company_not_found"),
        (["export", "--company", SIREN, "--until", UNTIL, "--template", "x", "--dry-run"], 1, "unknown_template"),
        (["export", "--company", SIREN, "--until", "2026-02-31", "--dry-run"], 2, None),
        (["export", "--company", SIREN, "--until", UNTIL], 2, None),
        (["nothing"], 2, None),
    ],
)
def test_bad_orders_end_with_a_sentence_and_the_right_status(
    home: Installation, arguments: list[str], status: int, code: str | None
) -> None:
    process = home.start(*arguments, *(["--json"] if code else []))
    out, err = process.communicate()
    assert process.returncode == status, err
    assert "Traceback" not in err
    if code:
        error = json.loads(out)["error"]
        assert (error["code"], bool(error["message"])) == (code, True)


def test_the_data_directory_named_on_the_command_line_is_the_one_used(home: Installation, tmp_path: Path) -> None:
    """Before the environment's, and whatever the directory the command is run from."""
    if home.database_url:
        assert home.run("company", "list")["companies"]  # the data directory holds files only
        return
    other = tmp_path / "other"
    assert home.run("--data", str(other), "company", "list")["companies"] == []
    assert (other / "ecritoire.sqlite3").exists()
    assert [company["siren"] for company in home.run("company", "list")["companies"]] == [SIREN]

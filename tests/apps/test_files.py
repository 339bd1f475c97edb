"""The store of files."""

import errno
import os
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest
from django.test import override_settings

from ecritoire.apps import files

CONTENT = b"Facture"
DIGEST = sha256(CONTENT).hexdigest()


@pytest.fixture(autouse=True)
def data(tmp_path: Path) -> Iterator[Path]:
    with override_settings(ECRITOIRE_DATA=tmp_path):
        yield tmp_path


def drafts(data: Path) -> list[str]:
    return [path.name for path in (data / "files" / "drafts").iterdir()]


def test_bytes_are_kept_under_their_hash(data: Path) -> None:
    assert files.store(CONTENT) == DIGEST
    path = data / "files" / DIGEST[:2] / DIGEST[2:4] / DIGEST
    assert files.path_of(DIGEST) == path
    assert path.read_bytes() == CONTENT
    assert files.load(DIGEST) == CONTENT
    assert drafts(data) == []


def test_only_the_owner_may_read_what_is_kept(data: Path) -> None:
    path = files.path_of(files.store(CONTENT))
    assert [oct(each.stat().st_mode)[-3:] for each in (path, path.parent)] == ["600", "700"]


def test_the_same_bytes_are_kept_once(data: Path) -> None:
    files.store(CONTENT)
    before = files.path_of(DIGEST).stat().st_ino
    assert files.store(CONTENT) == DIGEST
    assert files.path_of(DIGEST).stat().st_ino == before


@pytest.mark.parametrize("content", [b"", b"a", b"b" * (2 * files.BLOCK_BYTES + 1)])
def test_any_size_comes_back_whole(content: bytes) -> None:
    assert files.load(files.store(content)) == content


def test_a_large_file_is_written_block_by_block() -> None:
    with files.writing() as draft:
        for _ in range(3):
            draft.write(CONTENT)
    assert draft.sha256 == sha256(CONTENT * 3).hexdigest()
    assert draft.size_bytes == 3 * len(CONTENT)
    assert files.load(draft.sha256) == CONTENT * 3


def test_a_file_that_breaks_off_is_not_kept(data: Path) -> None:
    with suppress(KeyError), files.writing() as draft:
        draft.write(CONTENT)
        raise KeyError
    assert drafts(data) == []
    assert not files.path_of(DIGEST).exists()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("function", ["fsync", "replace", "mkdir"])
def test_a_full_disk_is_said_and_leaves_nothing(
    data: Path, monkeypatch: pytest.MonkeyPatch, function: str, code: int
) -> None:
    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(f"os.{function}", full)
    with pytest.raises(files.StorageFullError, match="plus de place sur le disque"):
        files.store(CONTENT)
    monkeypatch.undo()
    assert not files.path_of(DIGEST).exists()
    assert not (data / "files").exists() or drafts(data) == []


def test_another_fault_of_the_disk_is_not_taken_for_a_full_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_descriptor: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("os.fsync", broken)
    with pytest.raises(OSError, match="Input/output error"):
        files.store(CONTENT)


def test_a_file_that_is_gone_is_said() -> None:
    with pytest.raises(files.FileNotInStoreError, match=f"{DIGEST} manque"):
        files.load(DIGEST)


@pytest.mark.parametrize("damaged", [b"Factur\xc5", b"", CONTENT + b"."])
def test_a_file_that_changed_is_never_given_whole(damaged: bytes) -> None:
    files.path_of(files.store(CONTENT)).write_bytes(damaged)
    with pytest.raises(files.FileDamagedError, match=f"{DIGEST} a changé"):
        files.load(DIGEST)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", DIGEST.upper(), DIGEST[:-1], DIGEST + "\n"])
def test_what_is_no_hash_is_no_path(name: str) -> None:
    with pytest.raises(AssertionError):
        files.path_of(name)

"""Who is writing the files of an export, and how far they are.

One process writes the files of an export at a time: it holds a lock on a small file beside the data, in which it notes
how far it is. The lock goes with the process, however that ends, so a crash is known at once and from the same machine.
"""

import fcntl
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from ecritoire.apps.exports.models import Export

NOTED_EVERY_SECONDS = 0.5
CHECKED_EVERY = 500  # entries between two looks at the clock
TRIES = 5  # somebody who looks holds the lock for an instant
BETWEEN_TRIES_SECONDS = 0.05
STARTS_WITHIN_SECONDS = 30.0
T = TypeVar("T")


class Stage(StrEnum):
    """What is being done."""

    STARTING = "starting"  # asked for; the process that will do it is not there yet
    WAITING = "waiting"
    ENTRIES = "entries"
    READ_BACK = "read_back"
    DOCUMENTS = "documents"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an export is: ``done`` entries of the stage. ``failure`` says why it stopped, when that is known."""

    is_running: bool
    stage: Stage
    done: int = 0
    failure: str = ""


class Notes:
    """What the process that writes an export notes for whoever looks; without a file, nothing is noted."""

    def __init__(self, descriptor: int | None = None) -> None:
        self._descriptor = descriptor
        self._noted_at = 0.0
        self.has_failed = False

    def stage(self, stage: Stage, done: int = 0, failure: str = "") -> None:
        """Note where the writing is."""
        self.has_failed = stage == Stage.FAILED
        if self._descriptor is None:
            return
        text = f"{stage} {done} {failure}\n".encode()
        os.pwrite(self._descriptor, text, 0)
        os.ftruncate(self._descriptor, len(text))
        self._noted_at = time.monotonic()

    def counted(self, entries: Iterable[T], stage: Stage, parts: int = 1) -> Iterator[T]:
        """Yield ``entries`` again, noting now and then how many went by, here and in the other ``parts``."""
        self.stage(stage)
        for done, entry in enumerate(entries, start=1):
            if done % CHECKED_EVERY == 0 and time.monotonic() - self._noted_at > NOTED_EVERY_SECONDS:
                self.stage(stage, done * parts)
            yield entry


def progress_of(export: Export) -> Progress:
    """How far the writing of an export is."""
    try:
        descriptor = os.open(_path(export), os.O_RDONLY)
    except FileNotFoundError:
        return Progress(is_running=False, stage=Stage.WAITING)
    try:
        is_locked = not _locked(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        found = _read(os.pread(descriptor, 4096, 0), is_running=is_locked)
        age = time.time() - os.fstat(descriptor).st_mtime
        starts = found.stage == Stage.STARTING and age < STARTS_WITHIN_SECONDS
        return replace(found, is_running=True) if starts else found
    finally:
        os.close(descriptor)


def announce(export: Export) -> None:
    """Note that a process was started which will write an export."""
    path = _path(export)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_text(f"{Stage.STARTING} 0 \n", encoding="utf-8")


def _read(noted: bytes, *, is_running: bool) -> Progress:
    stage, _, rest = noted.decode(errors="replace").strip().partition(" ")
    done, _, failure = rest.partition(" ")
    if stage not in set(Stage):
        return Progress(is_running, Stage.WAITING)
    return Progress(is_running, Stage(stage), int(done) if done.isdecimal() else 0, failure)


@contextmanager
def alone(export: Export, *, wait: bool) -> Iterator[Notes | None]:
    """Be the only process that writes an export; nothing when another one does and there is no ``wait`` for it."""
    path = _path(export)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if _take(descriptor, wait=wait):
            yield from _noted(descriptor, path)
        else:
            yield None
    finally:
        os.close(descriptor)


def _noted(descriptor: int, path: Path) -> Iterator[Notes]:
    """The notes; they stay behind only to say why the writing failed."""
    notes = Notes(descriptor)
    notes.stage(Stage.WAITING)
    try:
        yield notes
    finally:
        if not notes.has_failed:
            path.unlink(missing_ok=True)


def _take(descriptor: int, *, wait: bool) -> bool:
    if wait:
        return _locked(descriptor, fcntl.LOCK_EX)
    for _ in range(TRIES):
        if _locked(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB):
            return True
        time.sleep(BETWEEN_TRIES_SECONDS)
    return False


def _locked(descriptor: int, how: int) -> bool:
    try:
        fcntl.flock(descriptor, how)
    except BlockingIOError:
        return False
    return True


def _path(export: Export) -> Path:
    return Path(settings.ECRITOIRE_DATA) / "exports" / f"{export.pk}.running"

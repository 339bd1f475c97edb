"""The store of files: bytes under the name of their SHA-256, the same for ever.

A file is at ``<data>/files/ab/cd/abcd…``. It gets that name only once it is whole and on the disk, so that nobody ever
finds half a file: written beside, synchronised, renamed, and the directories synchronised too. The same bytes are kept
once. Nothing here takes a name from outside, so that no name of a sender is ever a path.
"""

import errno
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from ecritoire.domain.errors import EcritoireError

BLOCK_BYTES = 1024 * 1024
_SHA256 = re.compile(r"[0-9a-f]{64}")
_FULL = {errno.ENOSPC, errno.EDQUOT}


class StorageFullError(EcritoireError):
    """The disk has no room left; nothing was kept."""

    code = "storage_full"
    template = (
        "Il n’y a plus de place sur le disque (%(directory)s) : le fichier n’a pas été enregistré. "
        "Libérez de la place, puis recommencez."
    )


class FileNotInStoreError(EcritoireError):
    """No file has this content hash."""

    code = "file_not_in_store"
    template = (
        "Le fichier d’empreinte %(sha256)s manque dans le stockage. "
        "Restaurez-le depuis une sauvegarde (ecritoire restore)."
    )


class FileDamagedError(EcritoireError):
    """The bytes kept are no longer those that were stored."""

    code = "file_damaged"
    template = (
        "Le fichier d’empreinte %(sha256)s a changé depuis son enregistrement (empreinte trouvée : %(found)s). "
        "Restaurez-le depuis une sauvegarde (ecritoire restore)."
    )


class Draft:
    """A file being written. Its ``sha256`` and ``size_bytes`` are final once the writing is over."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._hash = sha256()
        self.size_bytes = 0

    @property
    def sha256(self) -> str:
        """The content hash of what was written so far."""
        return self._hash.hexdigest()

    def write(self, block: bytes) -> int:
        """Add bytes."""
        self._hash.update(block)
        self.size_bytes += len(block)
        return self._stream.write(block)


def store(content: bytes) -> str:
    """Keep ``content`` and return its SHA-256.

    Raises:
        StorageFullError: the disk is full; nothing is kept.
    """
    digest = sha256(content).hexdigest()
    if not path_of(digest).exists():
        with writing() as draft:
            draft.write(content)
    return digest


@contextmanager
def writing() -> Iterator[Draft]:
    """Write a file block by block; it is in the store, under the hash of its content, once the block ends well.

    Raises:
        StorageFullError: the disk is full; nothing is kept.
    """
    directory = _drafts()
    descriptor, name = tempfile.mkstemp(dir=directory)  # readable by its owner only
    try:
        with os.fdopen(descriptor, "wb") as stream:
            draft = Draft(stream)
            yield draft
            stream.flush()
            os.fsync(stream.fileno())
        _settle(Path(name), path_of(draft.sha256))
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFullError(directory=directory) from error
        raise
    finally:
        Path(name).unlink(missing_ok=True)


@contextmanager
def scratch() -> Iterator[Path]:
    """Give a directory for what a file is put together from; nothing of it stays."""
    with tempfile.TemporaryDirectory(dir=_drafts()) as directory:
        yield Path(directory)


def load(digest: str) -> bytes:
    """Return the bytes of a file, checked against its hash.

    Raises:
        FileNotInStoreError: there is none.
        FileDamagedError: its bytes changed on the disk.
    """
    return b"".join(blocks(digest))


def blocks(digest: str) -> Iterator[bytes]:
    """Return the bytes of a file block by block, checked against its hash before the last block is given.

    Raises:
        FileNotInStoreError: there is none.
        FileDamagedError: its bytes changed on the disk; at least one block was held back.
    """
    try:
        stream = path_of(digest).open("rb")
    except FileNotFoundError as error:
        raise FileNotInStoreError(sha256=digest) from error
    with stream:
        found, held = sha256(), b""
        while block := stream.read(BLOCK_BYTES):
            found.update(block)
            if held:
                yield held
            held = block
    if found.hexdigest() != digest:
        raise FileDamagedError(sha256=digest, found=found.hexdigest())
    yield held


def path_of(digest: str) -> Path:
    """Where the file with this content hash is, or would be."""
    assert _SHA256.fullmatch(digest), "a content hash is 64 hexadecimal digits"
    return _root() / digest[:2] / digest[2:4] / digest


def _root() -> Path:
    return Path(settings.ECRITOIRE_DATA) / "files"


def _drafts() -> Path:
    directory = _root() / "drafts"
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFullError(directory=directory) from error
        raise
    return directory


def _settle(draft: Path, final: Path) -> None:
    """Give a whole file its final name, and make the name itself survive a power cut."""
    made = [parent for parent in (final.parent.parent, final.parent) if not parent.exists()]
    final.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft.replace(final)
    for directory in {final.parent, *(parent.parent for parent in made)}:
        _synchronise(directory)


def _synchronise(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

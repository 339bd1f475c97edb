"""Putting stored files of exports into a directory a person named."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from ecritoire.apps import files
from ecritoire.domain.errors import EcritoireError


class OutputNotWritableError(EcritoireError):
    """The directory for the files cannot be written."""

    code = "output_not_writable"
    template = "Impossible d’écrire dans %(directory)s : %(why)s. L’export est conservé : ecritoire exports download."


def copy_files(named: Iterable[tuple[str, str]], directory: Path) -> list[Path]:
    """Copy stored files, given as (name, content hash), into ``directory``; each appears whole or not at all.

    Raises:
        OutputNotWritableError: the directory cannot be made or written.
    """
    return list(_copies(named, directory))


def _copies(named: Iterable[tuple[str, str]], directory: Path) -> Iterator[Path]:
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for name, digest in named:
            yield _copy(directory / Path(name).name, digest)
    except OSError as error:
        raise OutputNotWritableError(directory=directory, why=error.strerror) from error


def _copy(target: Path, digest: str) -> Path:
    descriptor, draft = tempfile.mkstemp(dir=target.parent, prefix=".ecritoire-")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            for block in files.blocks(digest):
                stream.write(block)
        Path(draft).chmod(0o644)
        Path(draft).replace(target)
    finally:
        Path(draft).unlink(missing_ok=True)
    return target

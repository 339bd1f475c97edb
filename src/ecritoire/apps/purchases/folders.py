"""Which files of some paths are imported: those named, and in folders, at any depth, what can be an invoice."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

INVOICE_SUFFIXES = frozenset({".pdf", ".xml"})


@dataclass(slots=True)
class Gathered:
    """Files to import in the order of their names, as they are shown to a person, and those left aside."""

    files: list[tuple[str, Path]] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


def gather_files(paths: Iterable[Path]) -> Gathered:
    """Find the files to import. One named by itself is taken whatever its name; links to folders are not followed."""
    gathered = Gathered()
    for path in paths:
        if not path.is_dir():
            gathered.files.append((str(path), path))
            continue
        for found in _walk(path):
            if found.suffix.lower() in INVOICE_SUFFIXES:
                gathered.files.append((str(found), found))
            else:
                gathered.ignored.append(str(found))
    return gathered


def _walk(folder: Path) -> Iterator[Path]:
    for directory, below, names in os.walk(folder):
        below.sort()
        yield from (Path(directory) / name for name in sorted(names))

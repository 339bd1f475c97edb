"""What the disk alone takes, to hold other figures against."""

import os
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter

from django.conf import settings

BLOCK_BYTES = 1024 * 1024


def write_raw(paths: Iterable[Path]) -> float:
    """Seconds to write the bytes of some files to the disk, reading them not counted."""
    seconds, target = 0.0, Path(settings.ECRITOIRE_DATA) / "raw"
    with target.open("wb") as out:
        for path in paths:
            with path.open("rb") as stream:
                while block := stream.read(BLOCK_BYTES):
                    start = perf_counter()
                    out.write(block)
                    seconds += perf_counter() - start
        start = perf_counter()
        out.flush()
        os.fsync(out.fileno())
        seconds += perf_counter() - start
    target.unlink()
    return seconds

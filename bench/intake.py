"""How many invoices a second one core reads, opening PDFs included.

Run ``python -m bench.intake [FOLDER]``; the folder is that of the sample invoices by default (``ECRITOIRE_CORPORA``).
"""

import os
import sys
import time
from pathlib import Path

from ecritoire.intake import IntakeError, read_document

FOLDER = Path(os.environ.get("ECRITOIRE_CORPORA") or "../shared/corpora")
ROUNDS = 20


def read_all(contents: list[bytes]) -> int:
    """Read every file; return how many are invoices."""
    invoices = 0
    for content in contents:
        try:
            read_document(content)
        except IntakeError:
            continue
        invoices += 1
    return invoices


def measure(folder: Path, suffix: str) -> None:
    """Print what one core reads in a second, by its own time."""
    contents = [path.read_bytes() for path in sorted(folder.rglob("*")) if path.suffix.lower() == suffix]
    read_all(contents)
    start = time.process_time()
    invoices = sum(read_all(contents) for _ in range(ROUNDS))
    seconds = time.process_time() - start
    size = sum(map(len, contents)) / len(contents) / 1024
    print(f"{suffix}: {invoices / seconds:.0f} invoices a second ({len(contents)} files, {size:.0f} KB on average)")


if __name__ == "__main__":
    for kind in (".xml", ".pdf"):
        measure(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER, kind)

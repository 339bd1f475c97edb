"""Sample invoices that nobody of this project wrote; where they are absent, their tests are skipped and say so."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
CORPORA = Path(os.environ.get("ECRITOIRE_CORPORA") or REPOSITORY.parent / "shared" / "corpora").resolve()

needs_corpora = pytest.mark.skipif(not CORPORA.is_dir(), reason=f"no sample invoices in {CORPORA} (ECRITOIRE_CORPORA)")


def corpus_files(*suffixes: str) -> list[Path]:
    """Every sample with one of ``suffixes`` (lower case), in a stable order."""
    return sorted(path for path in CORPORA.rglob("*") if path.suffix.lower() in suffixes)


def corpus_id(path: Path) -> str:
    return path.relative_to(CORPORA).as_posix()


def is_order(path: Path) -> bool:
    return path.name.startswith("order-x")

"""Whole installations of Écritoire for tests that need several processes: a data directory and a database each.

SQLite always; PostgreSQL where the run is one against PostgreSQL.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Installation:
    """A data directory with its database."""

    data: Path
    database_url: str  # empty: SQLite in the data directory

    @property
    def environment(self) -> dict[str, str]:
        """What its processes see."""
        return {
            **os.environ,
            "ECRITOIRE_DATA": str(self.data),
            "ECRITOIRE_DATABASE_URL": self.database_url,
            "PYTHONPATH": str(REPOSITORY),
        }

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start ``ecritoire …`` and do not wait for it."""
        command = [sys.executable, "-m", "ecritoire", *arguments]
        return subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def run(self, *arguments: str) -> dict[str, Any]:
        """Run ``ecritoire … --json`` to its end and return what it answers."""
        return answer(self.start(*arguments, "--json"))

    def python(self, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a module of the tests in this installation."""
        command = [sys.executable, "-m", module, *arguments]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)


def answer(process: subprocess.Popen[str]) -> dict[str, Any]:
    """Wait for a process and read its JSON."""
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err + out
    found: dict[str, Any] = json.loads(out)
    return found


@contextmanager
def installation(folder: Path) -> Iterator[Installation]:
    """A new installation in ``folder``, on the kind of database this run of the tests is about."""
    server = os.environ.get("ECRITOIRE_TEST_DATABASE_URL", "")
    folder.mkdir(parents=True)
    if not server:
        yield Installation(folder, "")
        return
    name = f"ecritoire_simulation_{os.getpid()}_{abs(hash(folder)) % 10**8}"
    with _database(server, f'CREATE DATABASE "{name}"', name):
        yield Installation(folder, _url(server, name))


@contextmanager
def copy_of(original: Installation, folder: Path) -> Iterator[Installation]:
    """A second installation with the same data. Nothing may be using the original."""
    shutil.copytree(original.data, folder)
    if not original.database_url:
        yield Installation(folder, "")
        return
    source = urlsplit(original.database_url).path.removeprefix("/")
    name = f"{source}_{abs(hash(folder)) % 10**8}"[:60]
    with _database(original.database_url, f'CREATE DATABASE "{name}" TEMPLATE "{source}"', name):
        yield Installation(folder, _url(original.database_url, name))


@contextmanager
def _database(server: str, create: str, name: str) -> Iterator[None]:
    with psycopg.connect(_url(server, "postgres"), autocommit=True) as connection:
        connection.execute(create)
    try:
        yield
    finally:
        with psycopg.connect(_url(server, "postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _url(server: str, name: str) -> str:
    return urlsplit(server)._replace(path=f"/{name}").geturl()

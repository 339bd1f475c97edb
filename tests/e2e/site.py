"""A site with the demo company, served the way people start it: two commands in processes of their own."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

PASSWORD = "ecritoire-demo"  # of everybody in the demo
PEOPLE = {
    "owner": "paul.guillou@menuiserie-brehat.example",
    "accountant": "nadia.ferrand@menuiserie-brehat.example",
    "clerk": "sofia.nunes@menuiserie-brehat.example",
    "approver": "claire.morel@menuiserie-brehat.example",
    "payer": "hugo.kervella@menuiserie-brehat.example",
    "reader": "anne.rolland@menuiserie-brehat.example",
}
CHROMIUM = os.environ.get("ECRITOIRE_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
START_SECONDS = 60


@dataclass(frozen=True)
class Ground:
    """Where a site keeps its things: a directory, and a database when it is not in there."""

    data: Path
    database_url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ECRITOIRE_")}
        return kept | {"ECRITOIRE_DATA": str(self.data), "ECRITOIRE_DATABASE_URL": self.database_url}


@dataclass(frozen=True)
class Site:
    """A site that answers."""

    url: str


def _ecritoire(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "ecritoire", *arguments]


@contextmanager
def played(folder: Path, server_url: str = "") -> Iterator[Ground]:
    """The demo company in ``folder``, and in a database of its own where ``server_url`` names a PostgreSQL server."""
    with _database(server_url) as database_url:
        ground = Ground(folder, database_url)
        subprocess.run(_ecritoire("demo", "--no-serve"), env=ground.environment, check=True, stdout=subprocess.DEVNULL)
        yield ground


@contextmanager
def copy_of(ground: Ground, folder: Path) -> Iterator[Ground]:
    """The same company once more, to be changed freely."""
    shutil.copytree(ground.data, folder, dirs_exist_ok=True)
    with _database(ground.database_url, copied=True) as database_url:
        yield Ground(folder, database_url)


@contextmanager
def _database(url: str, *, copied: bool = False) -> Iterator[str]:
    """A database of one's own beside the one that ``url`` names, maybe a copy of it; nothing on SQLite."""
    if not url:
        yield ""
        return
    parts = urlsplit(url)
    name = f"ecritoire_e2e_{secrets.token_hex(6)}"
    template = f' TEMPLATE "{parts.path[1:]}"' if copied else ""
    maintenance = urlunsplit(parts._replace(path="/postgres"))
    with psycopg.connect(maintenance, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"{template}'.encode())
        try:
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@contextmanager
def served(ground: Ground) -> Iterator[Site]:
    """Serve a site on a free port until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        _ecritoire("serve", "--port", str(port)), env=ground.environment, stdout=subprocess.DEVNULL
    )
    try:
        site = Site(f"http://127.0.0.1:{port}")
        _await(site, process)
        yield site
    finally:
        process.terminate()
        process.wait(timeout=30)


def _await(site: Site, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, "the server stopped while starting"
        try:
            with urllib.request.urlopen(f"{site.url}/compte/login/", timeout=5) as answer:
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(site.url)

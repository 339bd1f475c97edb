"""A real Tryton on loopback, with a database made once and copied for each test."""

import hashlib
import importlib.metadata
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ecritoire.connectors.http import GuardedHttp
from ecritoire.connectors.target import Target
from ecritoire.connectors.tryton import CONNECTOR
from tests.connectors.tryton.books import MAKER, PASSWORD, Books

READY_SECONDS = 120.0


@pytest.fixture(scope="session")
def empty_books() -> Path:
    """The database before any entry: made once for these versions and this script, kept for the next run."""
    versions = [importlib.metadata.version(name) for name in ("trytond", "trytond-account")]
    name = hashlib.sha256(" ".join(versions).encode() + MAKER.read_bytes()).hexdigest()[:16]
    kept = Path(tempfile.gettempdir()) / f"ecritoire-tryton-{os.getuid()}-{name}.sqlite"
    if not kept.exists():
        with tempfile.TemporaryDirectory(prefix="ecritoire-tryton-") as folder:
            made = _make(Path(folder))
            shutil.move(made, kept.with_suffix(f".{os.getpid()}"))
        kept.with_suffix(f".{os.getpid()}").rename(kept)
    return kept


def _make(folder: Path) -> Path:
    database = folder / "books.sqlite"
    database.touch()
    password = folder / "password"
    password.write_text("for the first start only")
    settings = _settings(folder, 0)
    admin = [sys.executable, str(Path(sys.executable).parent / "trytond-admin"), "-c", str(settings), "-d", "books"]
    activate = ["-u", "account", "--activate-dependencies", "--email", "tryton@example.fr"]
    quiet = {**os.environ, "TRYTONPASSFILE": str(password), "PYTHONWARNINGS": "ignore"}
    subprocess.run([*admin, *activate], check=True, capture_output=True, env=quiet)
    subprocess.run([sys.executable, str(MAKER), str(settings), PASSWORD], check=True, capture_output=True, env=quiet)
    return database


def _settings(folder: Path, port: int) -> Path:
    settings = folder / "trytond.conf"
    settings.write_text(f"[database]\nuri = sqlite://\npath = {folder}\n[web]\nlisten = 127.0.0.1:{port}\n")
    return settings


@pytest.fixture(scope="session")
def server(empty_books: Path) -> Iterator[Books]:
    """A trytond process of this run."""
    with tempfile.TemporaryDirectory(prefix="ecritoire-tryton-") as name, socket.socket() as probe:
        folder = Path(name)
        shutil.copy(empty_books, folder / "books.sqlite")
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        command = [sys.executable, "-W", "ignore", str(Path(sys.executable).parent / "trytond")]
        with (
            (folder / "log").open("wb") as log,
            subprocess.Popen(
                [*command, "-c", str(_settings(folder, port)), "-d", "books"], stdout=log, stderr=log
            ) as process,
        ):
            try:
                _wait(process, port, folder / "log")
                yield Books(f"http://127.0.0.1:{port}", folder / "books.sqlite")
            finally:
                process.terminate()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text()
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(log.read_text())


@pytest.fixture
def books(server: Books) -> Books:
    """The books without an entry."""
    server.empty()
    return server


@pytest.fixture
def http(books: Books) -> GuardedHttp:
    """The way out that production takes, allowed to reach the test's own server."""
    return GuardedHttp(target="Tryton", allowed={books.url.removeprefix("http://")})


@pytest.fixture
def target(books: Books, http: GuardedHttp) -> Iterator[Target]:
    """An open session."""
    with CONNECTOR.open(books.settings, http) as opened:
        yield opened

"""Databases that are made for one measurement and dropped after it."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

DEFAULT_SERVER = "postgresql://postgres@127.0.0.1:5432/postgres"
Environment = dict[str, str]


@contextmanager
def sqlite() -> Iterator[Environment]:
    """An embedded database in a directory of its own."""
    with _data_directory() as data:
        yield _environment(data, "")


@contextmanager
def postgresql() -> Iterator[Environment]:
    """A database of its own on the server that ECRITOIRE_TEST_POSTGRES names."""
    server = os.environ.get("ECRITOIRE_TEST_POSTGRES") or DEFAULT_SERVER
    name = f"ecritoire_bench_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection, _data_directory() as data:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield _environment(data, urlunsplit(urlsplit(server)._replace(path=f"/{name}")))
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def _data_directory() -> Iterator[str]:
    directory = tempfile.mkdtemp(prefix="ecritoire-bench-")
    try:
        yield directory
    finally:
        shutil.rmtree(directory)


def _environment(data: str, database_url: str) -> Environment:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "ecritoire.settings",
        "ECRITOIRE_DATA": data,
        "ECRITOIRE_DATABASE_URL": database_url,
        "ECRITOIRE_DEBUG": "0",
        "ECRITOIRE_SECRET_KEY": "of-no-use",
    }


DATABASES: dict[str, Callable[[], AbstractContextManager[Environment]]] = {"sqlite": sqlite, "postgresql": postgresql}

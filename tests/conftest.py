"""What every test can ask for, and the ground they all run on: a data directory and a database of their own."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.utils import translation

REPOSITORY = Path(__file__).resolve().parent.parent

# Settings read the environment when they are first imported, so this comes before anything else. The database of a
# developer (ECRITOIRE_DATABASE_URL) is never used: tests have a variable of their own.
DATA = Path(tempfile.mkdtemp(prefix="ecritoire-tests-"))
os.environ["ECRITOIRE_DATA"] = str(DATA)
os.environ["ECRITOIRE_DATABASE_URL"] = os.environ.get("ECRITOIRE_TEST_DATABASE_URL", "")
os.environ["ECRITOIRE_DEBUG"] = "0"
os.environ["ECRITOIRE_LANGUAGE"] = "fr"
os.environ["DJANGO_SETTINGS_MODULE"] = "ecritoire.settings"
for name in ("ECRITOIRE_EMAIL_FROM", "ECRITOIRE_EMAIL_URL", "ECRITOIRE_URL"):
    os.environ.pop(name, None)
for name in ("ECRITOIRE_HOSTS", "ECRITOIRE_HTTPS", "ECRITOIRE_SECRET_KEY", "ECRITOIRE_LOG_LEVEL"):
    os.environ.pop(name, None)
django.setup()  # so that the conftest files of folders may import models
# A process of a parallel run has loaded the settings by now, with the environment of the process that started it: the
# same directory for all. Stored files go by their content, so one test would find, or lose, the files of another.
settings.ECRITOIRE_DATA = DATA


def pytest_configure() -> None:
    """Spend no time on slow password hashes: tests keep no secrets."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_unconfigure() -> None:
    shutil.rmtree(DATA, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Give each process a database of its own, so that several runs never meet.

    SQLite keeps it in a file as in production: an in-memory database has neither WAL nor other processes.
    """
    default = settings.DATABASES["default"]
    is_sqlite = default["ENGINE"].endswith("sqlite3")
    name = str(DATA / "tests.sqlite3") if is_sqlite else f"ecritoire_tests_{os.getpid()}"
    default.setdefault("TEST", {})["NAME"] = name


@pytest.fixture(autouse=True)
def _french_again() -> Iterator[None]:
    """A request leaves the language it was answered in active in the process: no test starts with another's."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _needs_postgres(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("postgres") and not os.environ["ECRITOIRE_DATABASE_URL"]:
        pytest.skip("needs PostgreSQL: run make test with ECRITOIRE_TEST_POSTGRES set")


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The public e-invoice corpora, which are not part of this repository."""
    path = Path(os.environ.get("ECRITOIRE_CORPORA") or REPOSITORY.parent / "shared" / "corpora")
    if not path.is_dir():
        pytest.skip(f"the e-invoice corpora are not at {path}: set ECRITOIRE_CORPORA to where they are")
    return path

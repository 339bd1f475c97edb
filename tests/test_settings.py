"""The settings, read in processes of their own as a server or a command reads them."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PRINT_SETTING = (
    "import json, sys; from ecritoire import settings; print(json.dumps(getattr(settings, sys.argv[1]), default=str))"
)


def start(name: str, data: Path, **environment: str) -> subprocess.Popen[str]:
    """Start a process that prints one setting."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith("ECRITOIRE_")}
    return subprocess.Popen(
        [sys.executable, "-c", PRINT_SETTING, name],
        env=ours | {"ECRITOIRE_DATA": str(data)} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def read(name: str, data: Path, **environment: str) -> Any:  # noqa: ANN401 - as many kinds as there are settings
    """Read one setting as JSON."""
    output, errors = start(name, data, **environment).communicate()
    assert output, errors
    return json.loads(output)


def test_processes_that_start_together_agree_on_one_secret_key(tmp_path: Path) -> None:
    data = tmp_path / "new" / "data"
    keys = {process.communicate()[0] for process in [start("SECRET_KEY", data) for _ in range(6)]}
    assert len(keys) == 1
    assert len(json.loads(keys.pop())) >= 50
    assert [path.name for path in data.iterdir()] == ["secret_key"]


def test_only_the_owner_reads_the_secret_key(tmp_path: Path) -> None:
    data = tmp_path / "data"
    read("SECRET_KEY", data)
    assert stat.S_IMODE((data / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE(data.stat().st_mode) == 0o700


def test_a_secret_key_that_was_cut_short_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("short")
    _, errors = start("SECRET_KEY", tmp_path).communicate()
    assert f"{tmp_path}/secret_key holds no usable key" in errors


def test_a_secret_key_from_the_environment_leaves_no_file(tmp_path: Path) -> None:
    assert read("SECRET_KEY", tmp_path, ECRITOIRE_SECRET_KEY="k" * 50) == "k" * 50
    assert list(tmp_path.iterdir()) == []


def test_the_database_is_sqlite_in_the_data_directory_by_default(tmp_path: Path) -> None:
    default = read("DATABASES", tmp_path)["default"]
    assert default["NAME"] == str(tmp_path / "ecritoire.sqlite3")
    assert default["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://clerk:p%40ss@db.example:5433/books?sslmode=require",
            {
                "NAME": "books",
                "USER": "clerk",
                "PASSWORD": "p@ss",
                "HOST": "db.example",
                "PORT": "5433",
                "OPTIONS": {"sslmode": "require"},
            },
        ),
        (
            "postgres:///books?host=/var/run/postgresql",
            {"NAME": "books", "USER": "", "PASSWORD": "", "HOST": "/var/run/postgresql", "PORT": "", "OPTIONS": {}},
        ),
    ],
)
def test_a_database_address_names_a_postgresql_server(tmp_path: Path, url: str, expected: dict[str, Any]) -> None:
    default = read("DATABASES", tmp_path, ECRITOIRE_DATABASE_URL=url)["default"]
    assert default["ENGINE"] == "django.db.backends.postgresql"
    assert {key: default[key] for key in expected} == expected


@pytest.mark.parametrize("url", ["mysql://root:hush@db/books", "postgresql://clerk:hush@db", "hush"])
def test_another_address_is_refused_without_repeating_its_password(tmp_path: Path, url: str) -> None:
    _, errors = start("DATABASES", tmp_path, ECRITOIRE_DATABASE_URL=url).communicate()
    assert "ECRITOIRE_DATABASE_URL must look like postgresql://" in errors
    assert "hush" not in errors


@pytest.mark.parametrize(
    ("environment", "is_secure"),
    [
        ({}, False),
        ({"ECRITOIRE_HOSTS": "127.0.0.1, localhost"}, False),
        ({"ECRITOIRE_HOSTS": "compta.example"}, True),
        ({"ECRITOIRE_HOSTS": "compta.example", "ECRITOIRE_HTTPS": "0"}, False),
    ],
)
def test_cookies_are_secure_once_the_server_has_a_name(
    tmp_path: Path, environment: dict[str, str], is_secure: bool
) -> None:
    assert read("SESSION_COOKIE_SECURE", tmp_path, **environment) is is_secure
    assert read("CSRF_COOKIE_SECURE", tmp_path, **environment) is is_secure


def test_a_switch_that_is_neither_on_nor_off_is_refused(tmp_path: Path) -> None:
    _, errors = start("DEBUG", tmp_path, ECRITOIRE_DEBUG="yes").communicate()
    assert "ECRITOIRE_DEBUG is 'yes': it must be 0 or 1" in errors


def test_pages_run_no_script_without_a_nonce(tmp_path: Path) -> None:
    policy = read("CONTENT_SECURITY_POLICY", tmp_path)["DIRECTIVES"]
    assert "unsafe" not in json.dumps(policy)
    assert policy["default-src"] == ["'self'"]
    assert policy["object-src"] == policy["frame-ancestors"] == ["'none'"]

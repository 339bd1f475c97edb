"""The repository keeps its own rules."""

import functools
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import pytest

from tests.tidy.rules import RULES, Offence, Source, error_codes

REPOSITORY = Path(__file__).resolve().parent.parent.parent
TEXT_SUFFIXES = {".py", ".html", ".js", ".css", ".md", ".toml", ".txt", ".cfg", ".yml", ".yaml", ".po", ".sh", ""}


@functools.cache
def sources() -> tuple[Source, ...]:
    """Every text file of the repository that someone here wrote."""
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=REPOSITORY,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    paths = [PurePosixPath(name) for name in sorted(names) if name and (REPOSITORY / name).is_file()]
    return tuple(
        Source(path, (REPOSITORY / path).read_text(encoding="utf-8")) for path in paths if _is_written_here(path)
    )


def _is_written_here(path: PurePosixPath) -> bool:
    is_data = {"vendor", "golden", "__snapshots__"} & set(path.parts)
    return path.suffix in TEXT_SUFFIXES and not is_data and ".min." not in path.name


@pytest.mark.parametrize("rule", RULES, ids=[rule.__name__ for rule in RULES])
def test_every_file_keeps_the_rule(rule: Callable[[Source], Iterator[Offence]]) -> None:
    offences = sorted(offence for source in sources() for offence in rule(source))
    assert not offences, "\n".join(map(str, ["", *offences]))


def test_no_two_errors_share_a_code() -> None:
    codes = Counter(code for source in sources() for code, _, _ in error_codes(source))
    assert [code for code, times in codes.items() if times > 1] == []


def test_every_error_a_user_may_meet_is_in_the_catalogue() -> None:
    pages = [REPOSITORY / "docs" / "errors.md", *sorted((REPOSITORY / "docs" / "errors").glob("*.md"))]
    listed = {code for page in pages for code in re.findall(r"`([a-z0-9_]+)`", page.read_text(encoding="utf-8"))}
    missing = [
        f"{source.path}:{line}: {name}: `{code}`"
        for source in sources()
        for code, name, line in error_codes(source)
        if code not in listed
    ]
    assert not missing, "\n".join(["not in docs/errors.md or docs/errors/:", *missing])


def test_every_rule_that_is_switched_off_says_why() -> None:
    lines = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    switched_off = [line for line in lines if re.match(r'    "[A-Z]+[0-9]*",', line)]
    assert switched_off
    assert [line for line in switched_off if not re.search(r",\s+# \S", line)] == []

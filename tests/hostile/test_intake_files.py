"""Files made to exhaust whoever reads them: refused quickly, in little memory."""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ecritoire.intake import IntakeError, read_document, read_path
from tests.intake.builders import UBL

MEGABYTE = 1024 * 1024


def test_a_sparse_file_of_500_megabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "enorme.xml"
    with path.open("wb") as file:
        file.write(UBL.encode())
        file.truncate(500 * MEGABYTE)
    before = time.perf_counter()
    with pytest.raises(IntakeError) as refusal:
        read_path(path)
    assert refusal.value.code == "file_too_large"
    assert "500 Mo" in refusal.value.message
    assert time.perf_counter() - before < 1


def test_a_device_that_never_ends_is_cut_off() -> None:
    with pytest.raises(IntakeError) as refusal:
        read_path(Path("/dev/zero"))
    assert refusal.value.code == "file_too_large"


LIMIT = 1024 * MEGABYTE
CHILD = """
import sys
from ecritoire.intake import IntakeError, read_document
try:
    read_document(sys.stdin.buffer.read())
except IntakeError as error:
    print(error.code)
"""


def refused_in_a_small_process(content: bytes) -> str:
    """The code of the refusal, from a process with a gigabyte of address space and ten seconds."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))
        resource.setrlimit(resource.RLIMIT_CPU, (10, 10))

    done = subprocess.run(
        [sys.executable, "-c", CHILD],
        input=content, capture_output=True, check=False, preexec_fn=limit, env={**os.environ}, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().strip()


QUADRATIC = '<!DOCTYPE a [<!ENTITY x "' + "x" * 100_000 + '">]><a>' + "&x;" * 100_000 + "</a>"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (QUADRATIC.encode(), "xml_forbidden_dtd"),
        (b"<a>" * 3_000_000, "xml_too_complex"),
        (b"<a " + b" ".join(b'a%d=""' % i for i in range(1_000_000)) + b"/>", "xml_too_complex"),
        (b"<!-- " * 3_000_000, "xml_not_well_formed"),
        (b"<?a?>" * 3_000_000 + b"<!DOCTYPE a>", "xml_forbidden_dtd"),
        (b"%PDF-1.7\n" + b"<<" * 10_000_000, "unreadable_pdf"),
        (b"%PDF-1.7\n" + b"1 0 obj\n" * 1_000_000 + b"%%EOF", "unreadable_pdf"),
    ],
    ids=["quadratic blow-up", "deep", "attributes", "comments", "instructions", "nested pdf", "objects"],
)
def test_what_would_blow_up_is_refused_in_a_small_process(content: bytes, code: str) -> None:
    assert refused_in_a_small_process(content) == code


def test_an_external_entity_opens_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("42")
    content = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>{UBL[UBL.index("<Invoice") :]}'
    with pytest.raises(IntakeError) as refusal:
        read_document(content.replace("F-2026-1", "&x;").encode())
    assert refusal.value.code == "xml_forbidden_dtd"

"""What we write, our own check accepts."""

from pathlib import Path

import pytest

from ecritoire.formats.fec.check import check_fec
from ecritoire.formats.file_name import file_name
from ecritoire.formats.registry import load_template
from tests.formats.scenario import CASES, CONTEXT, SCENARIO, rendered_with_report


@pytest.mark.parametrize(("name", "tax"), [("fec", False), ("fec-tax", True)])
def test_our_files_conform(tmp_path: Path, name: str, *, tax: bool) -> None:
    template = load_template(name)
    content, written = rendered_with_report(template, SCENARIO + CASES)
    path = tmp_path / file_name(template, CONTEXT)
    path.write_bytes(content)

    report = check_fec(path, tax=tax)

    assert report.conforms, report.findings
    assert (report.entries, report.lines) == (written.entries, written.lines)
    assert report.debit_minor == report.credit_minor == written.debit_minor
    expected = {"validation_order", "validated_before_date"} if tax else {"not_validated"}
    assert {finding.code for finding in report.findings} <= expected


@pytest.mark.parametrize("encoding", ["iso-8859-15", "ascii"])
def test_our_files_conform_in_every_charset_of_the_law(tmp_path: Path, encoding: str) -> None:
    template = load_template("fec-tax", {"file": {"encoding": encoding}})
    path = tmp_path / file_name(template, CONTEXT)
    path.write_bytes(rendered_with_report(template, SCENARIO + CASES)[0])
    report = check_fec(path, tax=True)
    assert report.conforms
    assert report.encoding == encoding

"""The check of one FEC file, from its name to its last line."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ecritoire.domain.language import say, sentence
from ecritoire.formats.fec_check.entries import Entries
from ecritoire.formats.fec_check.findings import FecReport, Findings, decimal_text
from ecritoire.formats.fec_check.header import read_header
from ecritoire.formats.fec_check.lines import Lines
from ecritoire.formats.fec_check.numbering import Numbering
from ecritoire.formats.fec_check.reading import Block, Reading
from ecritoire.formats.fec_check.values import SCALE

_NAME = re.compile(r"(.*)FEC(20[0-9]{2})([0-1][0-9])([0-3][0-9])(.*)", re.IGNORECASE | re.DOTALL)
_REASONS: dict[type[OSError], str] = {
    FileNotFoundError: sentence("il n’existe pas"),
    IsADirectoryError: sentence("c’est un dossier"),
    PermissionError: sentence("l’accès est refusé"),
}
_MINOR_SCALE = SCALE // 100


def check_fec(path: Path, *, tax: bool = False) -> FecReport:
    """Check a FEC file; with ``tax``, as the legal file, where every entry is validated and no number is missing.

    Reads the file once, a megabyte at a time. Memory is bounded whatever the file: one hundred findings of each code,
    100,000 remembered values, 200,000 entries out of balance, 50,000 interruptions of the numbering.
    """
    findings = Findings()
    closing = _check_name(path.name, findings)
    try:
        with path.open("rb") as file:
            reading = Reading(file, findings)
            lines = _check_blocks(reading.blocks(), closing, findings, tax=tax)
    except OSError as error:
        findings.add(None, "file_unreadable", reason=say(_REASONS.get(type(error), "")) or error.strerror or str(error))
        return FecReport(findings.sorted(), 0, 0, 0, 0, "ascii")
    if lines is None:
        return FecReport(findings.sorted(), 0, 0, 0, 0, reading.encoding)
    return FecReport(
        findings=findings.sorted(),
        entries=lines.entries.count,
        lines=lines.count,
        debit_minor=lines.debit // _MINOR_SCALE,
        credit_minor=lines.credit // _MINOR_SCALE,
        encoding=reading.encoding,
    )


def _check_blocks(blocks: Iterator[Block], closing: date | None, findings: Findings, *, tax: bool) -> Lines | None:
    lines: Lines | None = None
    for block in blocks:
        texts, first = block.lines, block.first
        if lines is None:
            header = read_header(texts[0], findings)
            if header is None:
                return None
            lines = Lines(header, findings, Entries(findings, closing, Numbering(findings)))
            texts, first = texts[1:], first + 1
        lines.check(texts, first)
    if lines is None or not lines.count:
        if not findings.stopped:
            findings.add(None, "file_empty")
        return lines
    lines.finish(tax=tax)
    lines.entries.finish(tax=tax)
    if lines.debit != lines.credit:
        findings.add(None, "file_unbalanced", debit=decimal_text(lines.debit), credit=decimal_text(lines.credit))
    return lines


def _check_name(name: str, findings: Findings) -> date | None:
    """Check the name of the file and return the closing date in it."""
    match = _NAME.fullmatch(name)
    if match is None:
        findings.add(None, "file_name", name=name)
        return None
    siren, year, month, day, rest = match.groups()
    try:
        closing = date(int(year), int(month), int(day))
    except ValueError:
        findings.add(None, "file_name", name=name)
        return None
    if not re.fullmatch("[0-9]{9}", siren):
        findings.add(None, "file_name_siren", siren=siren)
    if not rest.lower().endswith(".txt"):
        findings.add(None, "file_extension", name=name)
    return closing

"""Whatever the text and the amounts, columns stay in place and amounts read back equal."""

import csv
import datetime as dt
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecritoire.formats.engine.errors import TemplateFieldMissingError
from ecritoire.formats.engine.render import Renderer
from ecritoire.formats.records import EntryRecord, LineRecord
from ecritoire.formats.registry import load_template
from tests.formats.engine.templates import EVERY_SHAPE, QUADRA_LIKE
from tests.formats.scenario import CONTEXT, rendered, template_of

NASTY = [
    "\t", "\r\n", "\0", "|", ";", ",", '"', "'", "=1+1", "@", "🐔", "\u202eאבג", "é" * 300, "\ud800", "e\u0301", "{x}",
    "%s", "\\N",
]  # fmt: skip
JOURNAL_TYPES = ["purchase", "bank", "miscellaneous"]
DOCUMENT_TYPES = ["invoice", "credit_note", "payment", "reversal"]
texts = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(NASTY), max_size=6).map("".join),
    st.text(alphabet="ABC 012", max_size=12),
)
dates = st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31))
currencies = st.sampled_from(["", "USD", "JPY", "TND"])


@st.composite
def entries(draw: st.DrawFn, text: st.SearchStrategy[str] = texts) -> EntryRecord:
    amounts = draw(st.lists(st.integers(1, 10**10), min_size=1, max_size=4))
    total = sum(amounts)
    sided = [(amount, 0) for amount in amounts] + [(0, total)]
    if draw(st.booleans()):
        sided = [(credit, debit) for debit, credit in sided]
    lines = [
        LineRecord(
            draw(text), draw(text), draw(text), draw(text), debit, credit, draw(text), draw(st.none() | dates),
            draw(st.none() | st.integers(0, 10**10)),
        )
        for debit, credit in draw(st.permutations(sided))
    ]  # fmt: skip
    return EntryRecord(
        draw(st.integers(1, 9999)), draw(text), draw(text), draw(st.sampled_from(JOURNAL_TYPES)), draw(dates),
        draw(text), draw(dates), draw(text), draw(dates), draw(currencies), draw(st.sampled_from(DOCUMENT_TYPES)),
        draw(text), draw(text), lines,
    )  # fmt: skip


def cents(text: str) -> int:
    assert text[-3] in ",."
    return int(text.replace(",", "").replace(".", ""))


many = st.lists(entries(), max_size=4)
roomy = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)


@roomy
@given(many)
def test_a_fec_never_shifts_a_column(entries: list[EntryRecord]) -> None:
    template = load_template("fec-tax")
    findings = list(Renderer(template).check(entries, CONTEXT))
    if findings:
        assert {each.code for each in findings} == {TemplateFieldMissingError.code}
        return
    *rows, last = rendered(template, entries).decode().split("\r\n")
    assert last == ""
    cells = [row.split("\t") for row in rows]
    assert {len(row) for row in cells} == {18}
    assert "|" not in "".join(rows)
    lines = [each for entry in entries for each in entry.lines]
    assert [(cents(row[11]), cents(row[12])) for row in cells[1:]] == [
        (of.debit_minor, of.credit_minor) for of in lines
    ]
    assert all(row[column] for row in cells for column in (0, 1, 2, 3, 4, 5, 8, 9, 10, 15))
    assert all(bool(row[16]) == bool(row[17]) for row in cells)
    assert all(bool(row[7]) == bool(row[6]) for row in cells)


@roomy
@given(many)
def test_a_csv_reads_back_cell_by_cell(entries: list[EntryRecord]) -> None:
    content = rendered(load_template("csv"), entries).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=";"))
    assert {len(row) for row in rows} == {19}
    lines = [each for entry in entries for each in entry.lines]
    assert [(cents(row[12]), cents(row[13])) for row in rows[1:]] == [(of.debit_minor, of.credit_minor) for of in lines]
    assert not any(cell[:1] in set("=+-@\t\r") and cell for row in rows for cell in row)


@roomy
@given(many)
def test_a_fixed_width_file_never_shifts_a_byte(entries: list[EntryRecord]) -> None:
    template = template_of(QUADRA_LIKE)
    refused = {finding.entry_index for finding in Renderer(template).check(entries, CONTEXT)}
    good = [entry for index, entry in enumerate(entries) if index not in refused]
    *rows, last = rendered(template, good).split(b"\r\n")
    assert last == b""
    assert {len(row) for row in rows} <= {60, 231}
    written = [(row[41:42].decode(), int(row[42:55])) for row in rows if row.startswith(b"M") and len(row) == 231]
    lines = [each for entry in good for each in entry.lines]
    assert written == [("D" if of.debit_minor else "C", of.debit_minor or of.credit_minor) for of in lines]


@roomy
@given(many, st.sampled_from(EVERY_SHAPE))
def test_what_the_dry_run_lets_through_is_written(entries: list[EntryRecord], text: str) -> None:
    template = template_of(text)
    refused = {finding.entry_index for finding in Renderer(template).check(entries, CONTEXT)}
    good = [entry for index, entry in enumerate(entries) if index not in refused]
    report = Renderer(template).render(good, lambda _: None, CONTEXT)
    assert report.entries == len(good)


@roomy
@given(entries(), st.sampled_from(EVERY_SHAPE))
def test_what_is_refused_is_what_the_dry_run_told(entry: EntryRecord, text: str) -> None:
    template = template_of(text)
    findings = list(Renderer(template).check([entry], CONTEXT))
    if not findings:
        assert rendered(template, [entry])
        return
    with pytest.raises(tuple({type(finding.error) for finding in findings})):
        rendered(template, [entry])

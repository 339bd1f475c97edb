"""Whatever bytes come, the check answers with sentences, and the quick way finds what the careful way finds."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecritoire.formats.fec.check import FecReport
from ecritoire.formats.fec_check import reading
from ecritoire.formats.fec_check.header import Header
from ecritoire.formats.fec_check.sentences import SENTENCES
from tests.formats.fec_check.files import GOOD, HEADER, NAME, check, codes, entry, fec, row

slow = settings(deadline=None, max_examples=200)
PIECES = [
    b"\t", b"|", b"\r\n", b"\n", b"\r", b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\xe9", "é".encode(), b" ", b",", b".",
    b"-", b"0", b"999999999999999999999", b"20250230", b"FEC", b"<?xml", b"%s%n", b"\x85", b"\xa0",
]  # fmt: skip


def checked(content: bytes, *, tax: bool) -> FecReport:
    with tempfile.TemporaryDirectory() as folder:
        return check(Path(folder), content, tax=tax)


def assert_speaks(report: FecReport) -> None:
    for finding in report.findings:
        assert finding.code in SENTENCES
        assert finding.message.isprintable()
        assert "%(" not in finding.message
        assert len(finding.message) < 400
    assert report.conforms == all(finding.severity != "error" for finding in report.findings)


@slow
@given(st.binary(max_size=2000), st.booleans())
def test_random_bytes_are_answered(content: bytes, tax: bool) -> None:
    report = checked(content, tax=tax)
    assert_speaks(report)
    assert not report.conforms


@slow
@given(st.lists(st.sampled_from(PIECES), max_size=60).map(b"".join), st.booleans(), st.booleans())
def test_bytes_after_a_good_header_are_answered(content: bytes, tax: bool, starts_well: bool) -> None:
    assert_speaks(checked((fec() if starts_well else b"") + content, tax=tax))


@slow
@given(st.data())
def test_a_damaged_file_is_answered(data: st.DataObject) -> None:
    content = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(start + 12, len(content))))
        content[start:end] = data.draw(st.sampled_from(PIECES) | st.binary(max_size=4))
    assert_speaks(checked(bytes(content), tax=data.draw(st.booleans())))


VALUES = {
    "JournalCode": ["HA", "BQ", "", " "],
    "JournalLib": ["Achats", "", "\u00a0"],
    "EcritureNum": ["1", "2", "A3", ""],
    "EcritureDate": ["20250314", "14/03/2025", "20250230", "", "20260101"],
    "CompteNum": ["606400", "401000", "F1", "", "40"],
    "CompteLib": ["x", "", " "],
    "CompAuxNum": ["", "F1"],
    "CompAuxLib": ["", "LENOIR", " "],
    "PieceRef": ["FA", ""],
    "PieceDate": ["20250314", "", "0", "18000101"],
    "EcritureLib": ["y", "", "a|b"],
    "Debit": ["0,00", "1,00", "1.00", "", "-1,00", "0,001", "x"],
    "Credit": ["0,00", "1,00", "", "1 000"],
    "DateLet": ["", "20250314", "?"],
    "ValidDate": ["20250315", "", "20250101"],
    "Montantdevise": ["", "1,00", "1.0"],
    "Idevise": ["", "USD", "€"],
}
rows = st.lists(
    st.one_of(
        st.fixed_dictionaries({column: st.sampled_from(values[:2]) for column, values in VALUES.items()}),
        st.fixed_dictionaries({column: st.sampled_from(values) for column, values in VALUES.items()}),
        st.fixed_dictionaries(
            {column: st.just(values[0]) for column, values in VALUES.items()} | {"Debit": st.just("1,00")}
        ),
    ),
    max_size=6,
)


@slow
@given(rows)
def test_the_quick_way_finds_what_the_careful_way_finds(drawn: list[dict[str, str]]) -> None:
    content = fec(*[row(**values) for values in drawn])
    quick = checked(content, tax=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Header, "is_complete", property(lambda _: False))
        careful = checked(content, tax=True)
    assert quick == careful


@slow
@given(st.integers(1, 400), st.sampled_from([b"\r\n", b"\n", b"\r"]))
def test_where_blocks_are_cut_changes_nothing(size: int, line_end: bytes) -> None:
    content = fec(*entry(1), *entry(2, EcritureLib="é" * 50), "", *entry(4)).replace(b"\r\n", line_end)
    whole = checked(content, tax=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "BLOCK_BYTES", size)
        patch.setattr(reading, "SAMPLE_BYTES", 300)
        assert checked(content, tax=True) == whole


def test_a_line_without_end_is_not_held_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LINE_BYTES_MAX", 1000)
    monkeypatch.setattr(reading, "BLOCK_BYTES", 500)
    for line_end in (b"\r\n", b"\n"):
        content = fec(*entry(1), "x" * 10_000, *entry(2)).replace(b"\r\n", line_end)
        report = check(tmp_path, content)
        assert codes(report) == {"record_too_long"}
        assert (report.lines, report.entries) == (4, 2)
    report = check(tmp_path, fec(*entry(1)) + b"x" * 10_000)
    assert [(finding.code, finding.line) for finding in report.findings] == [("record_too_long", 4)]


def test_long_numbers_are_kept_apart_without_being_kept(tmp_path: Path) -> None:
    numbers = ["9" * 50_000 + str(n % 3) for n in range(9)]
    report = check(tmp_path, fec(*[line for number in numbers for line in entry(number)]))
    assert codes(report) == {"number_reused"}
    assert max(len(finding.message) for finding in report.findings) < 200


def test_amounts_dates_and_accounts_of_any_length_are_answered(tmp_path: Path) -> None:
    for column in ("CompteNum", "Debit", "EcritureDate", "PieceDate", "Idevise", "JournalCode"):
        values = {"EcritureNum": "1", "CompteNum": "606", "Debit": "1,00", "Credit": "0,00", column: "1" * 500_000}
        assert_speaks(check(tmp_path, fec(row(**values))))


def test_a_header_of_a_hundred_thousand_columns_is_answered(tmp_path: Path) -> None:
    header = HEADER + "".join(f"\tc{n}" for n in range(100_000))
    report = check(tmp_path, fec(*entry(1), header=header))
    assert codes(report) == {"column_extra", "field_count", "file_empty"}


def test_a_name_of_strange_characters_is_answered(tmp_path: Path) -> None:
    (finding,) = check(tmp_path, GOOD, name="a\nb%sFEC\u202e.txt").findings
    assert finding.message.startswith("Le nom « a␣b%sFEC␣.txt » ne suit pas")
    assert NAME not in finding.message

"""Each finding, with the smallest file that brings it out."""

import re
from pathlib import Path

import pytest

from ecritoire.formats.fec.check import check_fec
from ecritoire.formats.fec_check.sentences import SENTENCES
from tests.formats.fec_check.files import COLUMNS, GOOD, HEADER, check, codes, entry, fec, row

ONE = entry(1)
SHARED_OUT = [line for n in range(1, 30) for line in entry(n, JournalCode="HA" if n % 2 else "BQ")]
SIDED_HEADER = HEADER.replace("Debit\tCredit", "Montant\tSens")


def test_a_good_file_has_nothing_wrong(tmp_path: Path) -> None:
    report = check(tmp_path, GOOD, tax=True)
    assert report.findings == ()
    assert report.conforms
    assert (report.entries, report.lines, report.debit_minor, report.credit_minor) == (3, 6, 3000, 3000)
    assert report.encoding == "utf-8"


# Code, file, line told. The sentence is compared with the catalogue elsewhere.
CASES: list[tuple[str, bytes, int | None]] = [
    ("file_empty", b"", None),
    ("file_empty", fec(), None),
    ("xml_not_checked", b'\xef\xbb\xbf<?xml version="1.0"?><comptabilite/>', None),
    ("encoding_utf16", GOOD.decode().encode("utf-16"), None),
    ("encoding_utf16", GOOD.decode().encode("utf-16-le"), None),
    ("encoding_mixed", GOOD + fec(*entry(4)).decode().split("\r\n", 1)[1].encode("iso-8859-15"), 8),
    ("encoding_windows", fec(*entry(1, EcritureLib="l’été")).decode().encode("cp1252"), 2),
    ("byte_order_mark", b"\xef\xbb\xbf" + GOOD, None),
    ("nul_bytes", GOOD.replace(b"FA-1\t", b"FA\0-1\t", 1), 2),
    ("control_characters", fec(*entry(1, EcritureLib="a\x0bb")), 2),
    ("line_break_in_text", fec(*entry(1, EcritureLib="a\nb")), 2),
    ("record_too_long", fec(*ONE, "x" * 3_000_000, *entry(2)), 4),
    ("separator_unknown", GOOD.replace(b"\t", b";"), 1),
    ("separator_unknown", b"une ligne\r\nune autre\r\n", 1),
    ("column_missing", fec(*ONE, header=HEADER.replace("EcritureLib", "EcritureLibc")), 1),
    ("column_twice", fec(*ONE, header=HEADER.replace("PieceRef", "PieceDate")), 1),
    ("column_extra", fec(*[f"{line}\tx" for line in ONE], header=f"{HEADER}\tPieceJointe"), 1),
    ("column_order", fec(*ONE, header=HEADER.replace("Montantdevise\tIdevise", "Idevise\tMontantdevise")), 1),
    ("cash_columns", fec(*[f"{line}\tx" for line in ONE], header=f"{HEADER}\tDateRglt"), 1),
    ("trailing_separator", fec(*[f"{line}\t" for line in ONE], header=f"{HEADER}\t"), 1),
    ("line_empty", GOOD + b"\r\n", 8),
    ("line_empty", GOOD + b"  \r\n", 8),
    ("field_count", fec(*ONE, "a\tb"), 4),
    ("field_count", fec(*ONE, ONE[0] + "\t"), 4),
    ("pipe_in_text", fec(*entry(1, EcritureLib="a|b")), 2),
    *[("value_missing", fec(*entry(1, **{column: ""})), 2) for column in ("EcritureNum", "CompteLib", "EcritureLib")],
    *[("value_missing", fec(*entry(1, **{column: " "})), 2) for column in ("EcritureDate", "CompteLib")],
    ("value_missing", fec(row(EcritureNum="1", CompteNum="606", Debit="1,00", Credit="")), 2),
    *[("data_missing", fec(*entry(1, **{column: " "})), 2) for column in ("JournalLib", "PieceRef", "PieceDate")],
    ("data_missing", fec(*entry(1, JournalCode="\u00a0")), 2),
    *[("amount_point", fec(*entry(1, amount)), 2) for amount in ("10.00", "10.", "1234.5")],
    *[("amount_thousands", fec(*entry(1, amount)), 2) for amount in ("1 250,00", "1.250,00", "1\u202f250", "1,250,00")],
    *[("amount_invalid", fec(*entry(1, amount)), 2) for amount in ("x", "1e3", "--1", "1,", "+1,00+", "٣", "1" * 40)],
    ("amount_decimals", fec(*entry(1, "1,234")), 2),
    *[("amount_negative", fec(*entry(1, amount)), 2) for amount in ("-1,00", "1,00-")],
    ("amount_both_sides", fec(row(EcritureNum="1", CompteNum="606", Debit="1,00", Credit="1,00")), 2),
    ("amount_none", fec(row(EcritureNum="1", CompteNum="606", Debit="0,00", Credit="0,00")), 2),
    ("side_invalid", fec(row(EcritureNum="1", CompteNum="606", Debit="1,00", Credit="X"), header=SIDED_HEADER), 2),
    *[("date_invalid", fec(*entry(1, EcritureDate=date)), 2) for date in ("20250230", "2025", "00000000", "aaaammjj")],
    *[("date_invalid", fec(*entry(1, ValidDate=date)), 2) for date in ("20251301", "31/02/2025")],
    ("date_invalid", fec(*entry(1, DateLet="demain")), 2),
    *[("date_format", fec(*entry(1, PieceDate=date)), 2) for date in ("14/03/2025", "2025-03-14", "14032025")],
    ("date_format", fec(*entry(1, PieceDate="2025-03-14T10:00:00")), 2),
    *[("date_out_of_range", fec(*entry(1, PieceDate=date)), 2) for date in ("18991231", "21000101")],
    ("date_after_closing", fec(*entry(1, EcritureDate="20260101", ValidDate="20260101")), 2),
    ("date_before_year", fec(*entry(1, EcritureDate="20231201")), 2),
    ("document_after_entry", fec(*entry(1, PieceDate="20250315")), 2),
    *[("account_invalid", fec(row(EcritureNum="1", CompteNum=account, Debit="1,00", Credit="0,00")), 2)
      for account in ("FLENOIR", "40", "40A1", "٤٠١")],
    ("auxiliary_account", fec(*entry(1, CompAuxNum="F1", CompAuxLib="x")), 2),
    *[("auxiliary_label", fec(*entry(1, **{column: "x"})), 2) for column in ("CompAuxNum", "CompAuxLib")],
    ("currency_missing", fec(*entry(1, Montantdevise="1,00")), 2),
    ("currency_without_amount", fec(*entry(1, Idevise="EUR")), 2),
    *[("currency_code", fec(*entry(1, Montantdevise="1,00", Idevise=code)), 2) for code in ("EURO", "€", "E2R")],
    ("amount_point", fec(*entry(1, Montantdevise="1.00", Idevise="USD")), 2),
    ("not_validated", fec(*entry(1, ValidDate=""), *entry(2, ValidDate="")), None),
    ("validation_missing", fec(*ONE, *entry(2, ValidDate="")), 4),
    ("validation_order", fec(*entry(1, ValidDate="20250401"), *entry(2)), 4),
    ("validated_before_date", fec(*entry(1, ValidDate="20250313")), 2),
    ("validation_differs", fec(ONE[0], ONE[1].replace("20250315", "20250316")), 3),
    ("entry_unbalanced", fec(*ONE, ONE[0].replace("\t1\t", "\t2\t"), *entry(3)), 4),
    ("file_unbalanced", fec(ONE[0]), None),
    ("entry_dates_differ", fec(ONE[0], ONE[1].replace("\t20250314\t401", "\t20250315\t401")), 3),
    ("entry_journals_differ", fec(ONE[0], ONE[1].replace("HA\t", "BQ\t")), 2),
    ("entry_scattered", fec(ONE[0], *entry(2), ONE[1]), 5),
    ("number_reused", fec(*ONE, *entry(2), *ONE), 6),
    ("number_in_two_journals", fec(*SHARED_OUT, *entry(7, JournalCode="BQ")), None),
    ("number_gap", fec(*ONE, *entry(3)), None),
]  # fmt: skip


@pytest.mark.parametrize(("code", "content", "line"), CASES, ids=[f"{case[0]}-{n}" for n, case in enumerate(CASES)])
def test_a_file_that_brings_it_out(tmp_path: Path, code: str, content: bytes, line: int | None) -> None:
    report = check(tmp_path, content)
    found = [finding for finding in report.findings if finding.code == code]
    assert found, report.findings
    assert found[0].line == line
    assert found[0].severity == SENTENCES[code][0]
    assert report.conforms == all(finding.severity != "error" for finding in report.findings)


NAMES = [
    ("ecritures.txt", {"file_name"}),
    ("123456782FEC20251332.txt", {"file_name"}),
    ("123456782FEC20250231.txt", {"file_name"}),
    ("12345678200012FEC20251231.txt", {"file_name_siren"}),
    ("123456782FEC20251231.csv", {"file_extension"}),
    ("123456782FEC20251231", {"file_extension"}),
    ("123456782fec20251231_12.TXT", set()),
]


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_the_name_of_the_file_is_checked(tmp_path: Path, name: str, expected: set[str]) -> None:
    assert codes(check(tmp_path, GOOD, name=name)) == expected


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    missing = check_fec(tmp_path / "123456782FEC20251231.txt")
    assert [finding.message for finding in missing.findings] == ["Le fichier ne peut pas être lu : il n’existe pas."]
    folder = tmp_path / "123456782FEC20241231.txt"
    folder.mkdir()
    assert codes(check_fec(folder)) == {"file_unreadable"}


def test_every_code_has_a_case() -> None:
    bounded = {"balance_not_checked", "sequence_not_checked"}  # tried with lower bounds, elsewhere
    named = {"file_name", "file_name_siren", "file_extension", "file_unreadable"}
    assert {case[0] for case in CASES} | bounded | named == set(SENTENCES)


def test_sentences_have_their_facts(tmp_path: Path) -> None:
    report = check(tmp_path, fec(*entry(1, "10.00"), *entry(3, Montantdevise="5,00"), *entry(4, EcritureLib="")))
    assert [finding.message for finding in report.findings] == [
        "Numérotation interrompue : il manque le numéro 2.",
        "Ligne 2 : Debit « 10.00 » a un point décimal au lieu d’une virgule.",
        "Ligne 3 : Credit « 10.00 » a un point décimal au lieu d’une virgule.",
        "Ligne 4 : Montantdevise « 5,00 » est servi sans Idevise.",
        "Ligne 5 : Montantdevise « 5,00 » est servi sans Idevise.",
        "Ligne 6 : EcritureLib est vide, alors que la zone est obligatoire.",
        "Ligne 7 : EcritureLib est vide, alors que la zone est obligatoire.",
    ]


def test_a_pre_accounting_file_conforms_but_is_not_the_legal_file(tmp_path: Path) -> None:
    content = fec(*entry(1, ValidDate=""), *entry(2, ValidDate=""))
    report = check(tmp_path, content)
    assert report.conforms
    assert [(finding.code, finding.severity) for finding in report.findings] == [("not_validated", "warning")]


def test_the_legal_file_is_validated_line_by_line(tmp_path: Path) -> None:
    content = fec(*entry(1, ValidDate=""), *entry(2, ValidDate=""))
    report = check(tmp_path, content, tax=True)
    assert not report.conforms
    assert [(finding.code, finding.line) for finding in report.findings] == [
        ("validation_missing", n) for n in range(2, 6)
    ]


def test_a_missing_number_is_an_error_in_the_legal_file(tmp_path: Path) -> None:
    content = fec(*entry(1), *entry(5))
    assert check(tmp_path, content).conforms
    report = check(tmp_path, content, tax=True)
    assert [(each.code, each.severity) for each in report.findings] == [("number_gap", "error")]
    assert report.findings[0].message == "Numérotation interrompue : il manque les numéros 2 à 4 (3)."


def test_findings_of_one_code_are_listed_up_to_a_hundred_then_counted(tmp_path: Path) -> None:
    lines = [line for number in range(1, 201) for line in entry(number, "1.00")]
    *listed, last = check(tmp_path, fec(*lines)).findings
    assert len(listed) == 100
    assert (last.line, last.message) == (None, "400 constats « amount_point », dont les 100 premiers sont listés.")
    unvalidated = [line for number in range(2, 201) for line in entry(number, ValidDate="")]
    *_, last = check(tmp_path, fec(*ONE, *unvalidated)).findings
    assert last.message == "398 constats « validation_missing », dont les 100 premiers sont listés."


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("separator", ["\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "iso-8859-15"])
@pytest.mark.parametrize("is_ended", [True, False])
def test_every_form_the_law_allows_is_read(
    tmp_path: Path, line_end: str, separator: str, encoding: str, *, is_ended: bool
) -> None:
    text = GOOD.decode().replace("\t", separator).replace("\r\n", line_end)
    report = check(tmp_path, (text if is_ended else text.removesuffix(line_end)).encode(encoding), tax=True)
    assert codes(report) == ({"byte_order_mark"} if encoding == "utf-8-sig" else set())
    assert (report.entries, report.lines, report.encoding) == (3, 6, encoding.removesuffix("-sig"))


def test_amounts_can_be_one_amount_and_its_side(tmp_path: Path) -> None:
    lines = [
        row(EcritureNum=str(number), CompteNum="606", Debit="10,00", Credit=side)
        for number, sides in ((1, ("D", "C")), (2, ("+1", "-1")), (3, ("c", "d")))
        for side in sides
    ]
    report = check(tmp_path, fec(*lines, header=SIDED_HEADER), tax=True)
    assert report.findings == ()
    assert (report.entries, report.debit_minor, report.credit_minor) == (3, 3000, 3000)


def test_header_names_are_compared_as_the_official_tool_does(tmp_path: Path) -> None:
    header = HEADER.upper().replace("PIECEREF", "PièceRef ").replace("PIECEDATE", "piécedate")
    assert check(tmp_path, fec(*ONE, header=header), tax=True).findings == ()


def test_cash_accounting_has_more_columns_and_fewer_duties(tmp_path: Path) -> None:
    header = f"{HEADER}\tDateRglt\tModeRglt\tNatOp\tIdClient"
    lines = [f"{line}\t20250314\tVIR\tachat\tC1" for line in entry(1, JournalLib="", ValidDate="")]
    assert check(tmp_path, fec(*lines, header=header), tax=True).findings == ()
    lines = [f"{line}\t20250314\tVIR\tachat\tC1" for line in entry(1, PieceRef="", ValidDate="")]
    assert codes(check(tmp_path, fec(*lines, header=header))) == {"data_missing"}


def test_blanks_around_values_are_no_fault(tmp_path: Path) -> None:
    lines = [line.replace("\t", " \t ") for line in entry(1, PieceRef="\u00a0FA-1 ")]
    report = check(tmp_path, fec(*lines), tax=True)
    assert report.findings == ()
    assert report.debit_minor == 1000


def test_a_missing_column_does_not_hide_the_rest(tmp_path: Path) -> None:
    rank = COLUMNS.index("PieceRef")
    lines = ["\t".join(value for n, value in enumerate(line.split("\t")) if n != rank) for line in entry(1, "x")]
    report = check(tmp_path, fec(*lines, header=HEADER.replace("PieceRef\t", "")))
    assert codes(report) == {"column_missing", "amount_invalid"}


def test_lf_and_crlf_may_mix_when_lf_comes_first(tmp_path: Path) -> None:
    first, rest = GOOD.replace(b"\r\n", b"\n"), fec(*entry(4)).split(b"\r\n", 1)[1]
    padded = fec(*[line for n in range(1, 100) for line in entry(n)]).replace(b"\r\n", b"\n")
    assert len(padded) > 4096 > len(first)
    report = check(tmp_path, padded + rest.replace(b"\t4\t", b"\t100\t"))
    assert report.findings == ()
    assert report.entries == 100


def test_values_in_sentences_are_short_and_printable(tmp_path: Path) -> None:
    (finding,) = [
        each for each in check(tmp_path, fec(*entry(1, PieceDate="\x07" + "9" * 500))).findings if each.line == 2
        and each.code == "date_invalid"
    ]  # fmt: skip
    assert re.fullmatch("Ligne 2 : PieceDate « ␣9{59}… » n’est pas une date du calendrier.", finding.message)

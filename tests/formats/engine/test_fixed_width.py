"""Fixed-width files: every zone at its bytes, whatever the text."""

import pytest

from ecritoire.domain.errors import EcritoireError
from ecritoire.formats.engine.errors import TemplateAmountError, TemplateDecimalsError, TemplateLimitError
from ecritoire.formats.engine.render import Renderer
from tests.formats.engine.templates import QUADRA_LIKE, TRA_LIKE
from tests.formats.scenario import (
    CASES,
    CONTEXT,
    IN_DOLLARS,
    NASTY_TEXT,
    PAYMENT,
    PURCHASE,
    SCENARIO,
    entry,
    in_currency,
    line,
    rendered,
    supplier_line,
    template_of,
)

QUADRA = template_of(QUADRA_LIKE)
TRA = template_of(TRA_LIKE)


def lines_of(content: bytes) -> list[bytes]:
    return content.split(b"\r\n")[:-1]


def zone(record: bytes, at: int, width: int) -> str:
    return record[at - 1 : at - 1 + width].decode("cp1252")


# Position, width and content of each zone of the supplier's line, from the package's description of its file.
SUPPLIER_ZONES = [
    (1, 1, "M"),
    (2, 8, "FLENOIR "),
    (10, 2, "HA"),
    (12, 3, "000"),
    (15, 6, "140325"),
    (21, 1, " "),
    (22, 20, "LENOIR FA-8817      "),
    (42, 1, "C"),
    (43, 1, "+"),
    (44, 12, "000000150000"),
    (56, 8, "        "),
    (64, 6, "130425"),
    (70, 30, " " * 30),
    (100, 8, "      42"),
    (108, 3, "EUR"),
    (111, 3, "HA "),
    (117, 30, "LENOIR FA-8817".ljust(30)),
    (149, 10, "FA-8817   "),
    (169, 13, " " * 13),
    (182, 12, "00000042.pdf"),
    (194, 38, " " * 38),
]


@pytest.mark.parametrize(("at", "width", "content"), SUPPLIER_ZONES)
def test_each_zone_of_the_supplier_line_is_at_its_place(at: int, width: int, content: str) -> None:
    supplier = lines_of(rendered(QUADRA, [PURCHASE]))[-1]
    assert zone(supplier, at, width) == content


def test_accounts_are_declared_once_and_before_the_lines_that_use_them() -> None:
    lines = lines_of(rendered(QUADRA, [PURCHASE, PURCHASE._replace(number=50), PAYMENT]))
    assert [chr(each[0]) for each in lines] == ["C", *"MMM", *"MMM", *"MM"]
    assert lines[0] == b"CFLENOIR " + b"LENOIR FOURNITURES".ljust(30) + b"40100000".ljust(20) + b"F"


def test_every_line_has_the_length_of_its_record() -> None:
    lines = lines_of(rendered(QUADRA, SCENARIO + CASES))
    assert {len(each) for each in lines} == {60, 231}
    assert len(lines) == 2 + 5 + 20


def test_the_end_of_a_long_reference_is_kept() -> None:
    *_, last = lines_of(rendered(QUADRA, [PURCHASE._replace(reference="FA-2025-00000088190")]))
    assert zone(last, 149, 10) == "0000088190"


def test_text_outside_the_charset_is_spelt_with_what_it_has() -> None:
    *_, last = lines_of(rendered(QUADRA, [NASTY_TEXT]))
    assert zone(last, 117, 30) == "cœur – d’artichaut… “bio”; 5 €"
    assert len(last) == 231


def test_an_amount_in_currency_is_signed_cents() -> None:
    first, *_ = [each for each in lines_of(rendered(QUADRA, [IN_DOLLARS])) if each.startswith(b"M")]
    assert zone(first, 169, 13) == "+000000010000"


REFUSED = [
    ("a general account", [line("6064000012", "x", debit=1), supplier_line(credit=1)], TemplateLimitError),
    (
        "an auxiliary",
        [line("606", "x", debit=1), supplier_line(credit=1, auxiliary="FLENOIR-PARIS")],
        TemplateLimitError,
    ),
    ("an amount", [line("606", "x", debit=10**12), supplier_line(credit=10**12)], TemplateAmountError),
]


@pytest.mark.parametrize(("what", "lines", "error"), REFUSED, ids=[each[0] for each in REFUSED])
def test_what_does_not_fit_is_refused_and_not_cut(
    what: str, lines: list[tuple[object, ...]], error: type[EcritoireError]
) -> None:
    with pytest.raises(error):
        rendered(QUADRA, [entry(7, lines)])  # type: ignore[arg-type]


def test_the_largest_amount_that_fits_is_written() -> None:
    largest = 10**12 - 1
    *_, last = lines_of(rendered(QUADRA, [entry(7, [line("606", "x", debit=largest), supplier_line(credit=largest)])]))
    assert zone(last, 43, 13) == "+999999999999"


def test_the_error_says_which_account_of_which_entry() -> None:
    lines = [line("606400", "x", debit=1), line("6064000012", "x", debit=1), supplier_line(credit=2)]
    with pytest.raises(TemplateLimitError) as refused:
        rendered(QUADRA, [PURCHASE, entry(77, lines)])
    assert refused.value.message == (
        "Le compte « 6064000012 » dépasse les 8 caractères de Quadra (écriture 77, ligne 2). "
        "Faites-lui correspondre une valeur plus courte."
    )
    assert refused.value.facts["limit"] == 8
    (finding,) = Renderer(QUADRA).check([entry(77, lines)], CONTEXT)
    assert finding.message == refused.value.message
    assert finding.reason == "Le compte « 6064000012 » dépasse les 8 caractères de Quadra"


def test_a_dry_run_tells_every_limit_before() -> None:
    lines = [line("6064000012", "x", debit=10**12), supplier_line(credit=10**12, auxiliary="FLENOIR-PARIS")]
    entries = [PURCHASE, entry(77, lines, journal_code="ACHA", document_file="x" * 13)]
    found = [
        (each.entry_index, each.entry_number, each.line_index, each.field, each.value, each.limit, each.code)
        for each in Renderer(QUADRA).check(entries, CONTEXT)
    ]
    assert sorted(found, key=str) == sorted(
        [
            (1, 77, None, "journal 3", "ACHA", 3, "template_limit"),
            (1, 77, None, "fichier", "x" * 13, 12, "template_limit"),
            (1, 77, 0, "compte", "6064000012", 8, "template_limit"),
            (1, 77, 0, "montant", "10000000000,00", 13, "template_amount_limit"),
            (1, 77, 1, "compte", "FLENOIR-PARIS", 8, "template_limit"),
            (1, 77, 1, "compte", "FLENOIR-PARIS", 8, "template_limit"),
            (1, 77, 1, "montant", "10000000000,00", 13, "template_amount_limit"),
        ],
        key=str,
    )


def test_a_limit_of_a_declared_account_holds_whichever_of_its_entries_are_left_out() -> None:
    lines = [line("606400", "x", debit=1), supplier_line(credit=1)._replace(account="401000001")]
    entries = [entry(77, lines), entry(78, lines)]
    found = [(each.entry_number, each.field) for each in Renderer(QUADRA).check(entries, CONTEXT)]
    assert found == [(77, "collectif"), (78, "collectif")]


def test_a_currency_finer_than_cents_is_refused_before_and_while_writing() -> None:
    context = in_currency("TND")
    findings = list(Renderer(QUADRA).check([PURCHASE], context))
    assert {each.code for each in findings} == {"template_decimals"}
    with pytest.raises(TemplateDecimalsError, match="1250,000"):
        rendered(
            QUADRA, [PURCHASE._replace(lines=(line("606", "x", 1250_000), line("401", "x", 0, 1250_000)))], context
        )


def test_records_of_several_kinds_follow_one_another() -> None:
    lines = lines_of(rendered(TRA, SCENARIO))
    assert [each[:6].decode() for each in lines] == [
        "***S5E", "***JAL", "HA 140", "HA 140", "HA 140", "HA 140", "***JAL", "BQ 110", "BQ 110", "***FIN",
    ]  # fmt: skip
    assert zone(lines[0], 42, 12) == "300420251030"
    assert zone(lines[0], 54, 35) == "SARL EXEMPLE".ljust(35)
    assert lines[1] == b"***JALHA Achats                             ACH         "


def test_conditions_cases_and_fallbacks() -> None:
    _, _, purchase, vat, supplier, document, _, paid, bank, _ = lines_of(rendered(TRA, SCENARIO))
    assert [zone(each, 12, 2) for each in (purchase, supplier, paid)] == ["FF", "FF", "RF"]
    assert [zone(each, 31, 1) for each in (vat, supplier, document, bank)] == [" ", "X", "G", " "]
    assert [zone(each, 119, 3) for each in (vat, supplier, paid)] == ["   ", "VIR", "   "]
    assert [zone(each, 122, 8) for each in (vat, supplier)] == ["01011900", "13042025"]
    assert zone(supplier, 84, 35) == "LENOIR FOURNITURES FA-8817 du 14/03"
    assert zone(supplier, 130, 21) == "C             1500,00"
    assert zone(document, 84, 25) == "00000042.pdf".ljust(25)
    assert len(document) == 108


def test_a_bracket_disappears_with_what_it_names() -> None:
    bare = PURCHASE._replace(supplier="", reference="")
    _, _, first, *_ = lines_of(rendered(TRA, [bare]))
    assert zone(first, 84, 35) == "du 14/03".ljust(35)

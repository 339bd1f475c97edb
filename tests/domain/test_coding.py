"""What is proposed for a line, from where, and in which words."""

from dataclasses import replace
from datetime import date

import pytest

from ecritoire.domain.coding import (
    CodingRule,
    LineToCode,
    Origin,
    PastDocument,
    Proposal,
    SupplierDefaults,
    matches,
    propose_coding,
)
from ecritoire.domain.invoice import Period

LINE = LineToCode(
    text="Abonnement Électricité, site de Lannion",
    net_minor=12000,
    invoice_date=date(2026, 10, 14),
    supplier="elyor",
    supplier_category="Énergie",
    vat_code="FR20",
)
DEFAULTS = SupplierDefaults(account="606100")
RULE = CodingRule("Électricité", words="electricite", account="606120")
HISTORY = [PastDocument((("606140", "FR20"),))] * 7 + [PastDocument((("606300", "FR20"),))] * 5


def test_the_record_of_the_supplier_comes_first_then_the_rules_then_the_habits() -> None:
    assert propose_coding(LINE, defaults=DEFAULTS, rules=[RULE], history=HISTORY) == Proposal(
        "606100", "FR20", Period(), Origin.SUPPLIER, "Fiche du fournisseur"
    )
    assert propose_coding(LINE, rules=[RULE], history=HISTORY) == Proposal(
        "606120", "FR20", Period(), Origin.RULE, "Règle « Électricité »"
    )
    assert propose_coding(LINE, history=HISTORY) == Proposal(
        "606140", "FR20", Period(), Origin.HISTORY, "7 factures sur 12"
    )


def test_nothing_known_is_nothing_proposed_but_what_the_document_says() -> None:
    assert propose_coding(LINE) == Proposal(vat_code="FR20")


@pytest.mark.parametrize(
    ("criteria", "holds"),
    [
        ({}, True),
        ({"words": "ÉLECTRICITÉ lannion"}, True),
        ({"words": "electricite brest"}, False),
        ({"words": "électric"}, False),
        ({"supplier": "elyor"}, True),
        ({"supplier": "onvelia"}, False),
        ({"category": "energie"}, True),
        ({"category": "télécom"}, False),
        ({"min_minor": 12000, "max_minor": 12000}, True),
        ({"min_minor": 12001}, False),
        ({"max_minor": 11999}, False),
        ({"supplier": "elyor", "words": "abonnement", "max_minor": 11999}, False),
    ],
)
def test_every_criterion_of_a_rule_must_hold(criteria: dict[str, str | int], holds: bool) -> None:
    assert matches(replace(CodingRule("R"), **criteria), LINE) is holds  # type: ignore[arg-type]


def test_the_amount_of_an_allowance_counts_without_its_sign() -> None:
    assert matches(CodingRule("R", min_minor=100), replace(LINE, net_minor=-150))


def test_ligatures_and_punctuation_do_not_hide_a_word() -> None:
    line = replace(LINE, text="Main-d’ŒUVRE: pose")
    assert matches(CodingRule("R", words="main oeuvre"), line)


def test_the_first_rule_that_matches_wins() -> None:
    other = CodingRule("Divers", account="628000")
    assert propose_coding(LINE, rules=[replace(RULE, words="gaz"), other, RULE]).account == "628000"


def test_a_later_source_completes_an_earlier_one_and_says_so() -> None:
    rule = replace(RULE, account="", period_months=12)
    proposal = propose_coding(LINE, defaults=DEFAULTS, rules=[rule])
    assert proposal.period == Period(date(2026, 10, 14), date(2027, 10, 13))
    assert proposal.origin is Origin.SUPPLIER
    assert proposal.origin_label == "Fiche du fournisseur ; période : Règle « Électricité »"


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 1), 1, date(2026, 1, 31)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 15), 3, date(2027, 2, 14)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_a_period_of_months_ends_the_day_before(start: date, months: int, end: date) -> None:
    line = replace(LINE, invoice_date=start)
    rule = CodingRule("R", period_months=months)
    assert propose_coding(line, rules=[rule]).period == Period(start, end)


def test_the_period_on_the_invoice_stands() -> None:
    stated = Period(date(2026, 9, 1), date(2026, 9, 30))
    rule = CodingRule("R", period_months=12)
    assert propose_coding(replace(LINE, period=stated), rules=[rule]).period == stated


@pytest.mark.parametrize(
    ("stated", "proposed", "vat_code"),
    [
        ("FR55", "FR20", "FR55"),
        ("FOREIGN", "FR20", "FOREIGN"),
        ("REVERSE20", "REVERSE10", "REVERSE10"),
        ("REVERSE20", "FR20", "REVERSE20"),
        ("EXEMPT", "INTRA20", "INTRA20"),
        ("UNKNOWN", "FR20", "FR20"),
        ("", "FR20", "FR20"),
        ("", "NO_SUCH_CODE", ""),
    ],
)
def test_the_vat_on_the_invoice_is_never_contradicted(stated: str, proposed: str, vat_code: str) -> None:
    line = replace(LINE, vat_code=stated)
    assert propose_coding(line, defaults=SupplierDefaults(vat_code=proposed)).vat_code == vat_code


def test_a_habit_is_what_at_least_half_of_the_documents_do() -> None:
    assert propose_coding(LINE, history=HISTORY[:4] + HISTORY[-4:]).origin_label == "4 factures sur 8"
    assert propose_coding(LINE, history=HISTORY[:1]).origin_label == "1 facture sur 1"
    thirds = [PastDocument(((account, ""),)) for account in ("606100", "606300", "606400")]
    assert propose_coding(LINE, history=thirds).origin is Origin.NONE


def test_the_latest_of_two_equal_habits_wins_and_a_document_counts_once() -> None:
    latest = PastDocument((("606400", "FR20"), ("606400", "FR20")))
    assert propose_coding(LINE, history=[latest, PastDocument((("606300", "FR20"),))]).account == "606400"
    assert propose_coding(LINE, history=[PastDocument((("606300", "FR20"),)), latest]).account == "606300"


def test_lines_that_were_never_coded_are_no_habit() -> None:
    assert propose_coding(LINE, history=[PastDocument((("", "FR20"),))]).origin is Origin.NONE


def test_the_words_of_the_origin_fit_their_column() -> None:
    proposal = propose_coding(LINE, rules=[replace(RULE, name="x" * 200)])
    assert len(proposal.origin_label) == 120
    assert proposal.origin_label.endswith("…")

"""The little language of fields: what it says, and what it refuses."""

import pytest

from ecritoire.formats.engine.language import ExpressionError, parse_choice, parse_condition, parse_pattern
from ecritoire.formats.engine.sources import SOURCES, All, AnyOf, Bracket, Choice, Constant, Holds, Name, Not, Pattern

AUXILIARY, ACCOUNT, SIDE = (Name(SOURCES[name]) for name in ("auxiliary", "account", "side"))


def test_a_choice_is_names_and_texts_in_order() -> None:
    assert parse_choice("auxiliary or account or '-'") == Choice((AUXILIARY, ACCOUNT, Constant("-")))
    assert parse_choice("  account  ") == Choice((ACCOUNT,))
    assert parse_choice("''") == Choice((Constant(""),))


def test_and_binds_tighter_than_or() -> None:
    auxiliary, credit = Holds(SOURCES["auxiliary"]), Holds(SOURCES["side"], "C")
    due = Holds(SOURCES["due_date"])
    assert parse_condition("auxiliary or side = 'C' and not due_date") == AnyOf((auxiliary, All((credit, Not(due)))))
    assert parse_condition("(auxiliary or side = 'C') and due_date") == All((AnyOf((auxiliary, credit)), due))
    assert parse_condition("side != 'C'") == Not(credit)


def test_a_pattern_is_texts_names_and_brackets() -> None:
    assert parse_pattern("{side}: [n° {number}]!") == Pattern(
        (SIDE, Constant(": "), Bracket((Constant("n° "), Name(SOURCES["number"]))), Constant("!"))
    )
    assert parse_pattern("{due_date:JJ/MM}").pieces == (Name(SOURCES["due_date"], "JJ/MM"),)


HOSTILE = [
    "",
    "or",
    "account or",
    "account account",
    "acount",
    "Account",
    "account.label",
    "account[0]",
    "account or __import__('os').system('true')",
    "__import__('os')",
    "lambda: 1",
    "'unclosed",
    '"account"',
    "account; siren",
    "account\nsiren = 'x'",
    "{account}",
    "f'{account}'",
    "(account)",
    "account + auxiliary",
    "a" * 501,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_not_a_choice_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse_choice(text)


@pytest.mark.parametrize(
    "text",
    [
        *HOSTILE[:16],
        "'C' = side",
        "side = C",
        "side == 'C'",
        "side =",
        "date = '20250101'",
        "amount",
        "(account",
        "account)",
        "not",
        "account and",
        "not " * 30 + "account",
        "(" * 100 + "account" + ")" * 100,
        "account or 1 = 1",
    ],
)
def test_what_is_not_a_condition_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse_condition(text)


@pytest.mark.parametrize(
    "text",
    [
        "{acount}",
        "{account",
        "account}",
        "[account",
        "account]",
        "[[{account}]]",
        "{}",
        "{account!r}",
        "{account.__class__}",
        "{account:>8}",
        "{due_date}",
        "{due_date:%Y}",
        "{debit}",
        "{0}",
        "x" * 501,
    ],
)
def test_what_is_not_a_pattern_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse_pattern(text)


def test_a_misspelt_name_is_told_with_the_nearest() -> None:
    with pytest.raises(ExpressionError, match="vouliez-vous dire « auxiliary »"):
        parse_choice("auxilary")

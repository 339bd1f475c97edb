"""Text made fit for a file."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecritoire.formats.engine.text import ENCODINGS, Cleaner, TextRules
from ecritoire.formats.memo import REMEMBERED_MAX, Memo


def cleaned(text: str, encoding: str = "utf-8", **replacements: str) -> str:
    return Cleaner(TextRules(encoding, tuple(replacements.items()))).clean(text)


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        ("  a \t b\r\nc\x00d\x7f ", "utf-8", "a b c d"),
        ("espaces\u00a0insécables\u2009fines\u2028ligne", "utf-8", "espaces insécables fines ligne"),
        (
            "zéro\u200bwidth \u202eretourné\u2066 \ufeffmarque soft\u00adhyphen",
            "utf-8",
            "zérowidth retourné marque softhyphen",
        ),
        ("e\u0301te\u0301", "utf-8", "été"),
        ("e\u0301te\u0301", "cp1252", "été"),
        ("L’œuf « 5 € » – Ÿ…", "cp1252", "L’œuf « 5 € » – Ÿ…"),
        ("L’œuf « 5 € » – Ÿ…", "iso-8859-15", "L'œuf « 5 € » - Ÿ..."),
        ("L’œuf « 5 € » – Ÿ…", "cp850", "L'oeuf « 5 EUR » - Y..."),
        ("L’œuf « 5 € » – Ÿ…", "ascii", 'L\'oeuf " 5 EUR " - Y...'),
        ("Straße, Łódź, Đà Nẵng, ½ m²", "ascii", "Strasse, Lodz, Da Nang, 1/2 m2"),
        ("poule 🐔 한국 עברית", "cp1252", "poule ? ?? ?????"),
        ("poule 🐔 한국 עברית", "utf-8", "poule 🐔 한국 עברית"),
        ("demi\ud800 paire \ufffe", "utf-8", "demi? paire ?"),
        ("", "utf-8", ""),
    ],
)
def test_text_is_cleaned(text: str, encoding: str, expected: str) -> None:
    assert cleaned(text, encoding) == expected


def test_the_template_says_what_replaces_a_character() -> None:
    assert Cleaner(TextRules("ascii", (("|", "/"), ('"', "'")))).clean('a|b "c" «d»') == "a/b 'c' 'd'"


def test_a_printable_character_is_replaced_whether_it_is_ascii_or_not() -> None:
    cleaner = Cleaner(TextRules("cp1252", (("é", "e"), (";", ","))))
    assert cleaner.clean("Été réglé ; reçu") == "Éte regle , reçu"


def test_only_texts_that_change_are_counted() -> None:
    cleaner = Cleaner(TextRules("cp1252"))
    for text in ("simple", "été", "deux  espaces", "🐔", ""):
        cleaner.clean(text)
    assert cleaner.changed == 2


@given(st.text(), st.sampled_from(sorted(ENCODINGS)))
def test_cleaned_text_is_one_line_and_encodes_strictly(text: str, encoding: str) -> None:
    result = cleaned(text, encoding)
    assert {unicodedata.category(each) for each in result}.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"})
    assert len(result.splitlines()) <= 1
    assert "  " not in result
    assert result == result.strip()
    encoded = result.encode(ENCODINGS[encoding].removesuffix("-sig"))
    if not encoding.startswith("utf-8"):
        assert len(encoded) == len(result)


@given(st.text(), st.sampled_from(sorted(ENCODINGS)))
def test_cleaning_twice_changes_nothing_more(text: str, encoding: str) -> None:
    result = cleaned(text, encoding)
    assert cleaned(result, encoding) == result


def test_a_memo_remembers_up_to_a_bound() -> None:
    asked: list[int] = []

    def spelt(value: int) -> str:
        asked.append(value)
        return str(value)

    memo = Memo(spelt)
    assert [memo[1], memo[1], memo[2]] == ["1", "1", "2"]
    assert asked == [1, 2]
    for value in range(REMEMBERED_MAX + 10):
        memo[value]
    assert len(memo) <= REMEMBERED_MAX

"""What a dry run warns of: texts that will be cut, entries that will share a piece."""

import pytest

from ecritoire.formats.cautions import can_caution, find_cautions
from ecritoire.formats.registry import load_template
from tests.formats.scenario import CONTEXT, PAYMENT, PURCHASE, SCENARIO, THREE_RATES


def test_a_cut_text_is_counted_with_an_example() -> None:
    found = find_cautions(load_template("quadra"), [PURCHASE, THREE_RATES], CONTEXT)
    assert found.cut == {"reference": 7}
    assert found.examples == {"reference": THREE_RATES.reference}
    assert found.sentences == [f"Coupé : référence de 7 lignes, par exemple « {THREE_RATES.reference} »"]


def test_entries_that_look_like_one_piece_are_counted() -> None:
    again = PURCHASE._replace(number=99)
    found = find_cautions(load_template("cegid-csv"), [PURCHASE, PAYMENT, again], CONTEXT)
    assert (found.shared_pieces, found.shared_example) == (1, "FA-8817")
    assert "« FA-8817 » ; le logiciel peut les réunir" in found.sentences[0]
    assert find_cautions(load_template("quadra"), [PURCHASE, again], CONTEXT).sentences == []


@pytest.mark.parametrize("name", ["cegid-csv", "quadra", "coala", "sage100-pnm"])
def test_the_scenario_gives_no_warning(name: str) -> None:
    assert find_cautions(load_template(name), SCENARIO, CONTEXT).sentences == []


def test_where_nothing_can_be_cut_or_shared_nothing_is_looked_at() -> None:
    assert not can_caution(load_template("fec"))
    assert can_caution(load_template("cegid-csv"))
    assert can_caution(load_template("quadra"))

"""Accounts on six characters: general ones are brought to them, longer auxiliaries refused and never cut."""

import pytest

from ecritoire.formats.engine.render import Renderer
from ecritoire.formats.registry import load_reader, load_template
from tests.formats.scenario import CONTEXT, PURCHASE, entry, line, rendered, supplier_line

TEMPLATE = load_template("winfic")


def test_two_suppliers_whose_accounts_begin_alike_are_not_booked_on_one() -> None:
    (finding,) = Renderer(TEMPLATE).check([PURCHASE], CONTEXT)
    assert finding.reason == "Le compte « FLENOIR » dépasse les 6 caractères de WINFIC"


@pytest.mark.parametrize(
    ("account", "auxiliary", "written"),
    [("401", "", "401000"), ("40100000", "", "401000"), ("401000", "F12", "F12000"), ("401000", "FLENOI", "FLENOI")],
)
def test_an_account_has_six_characters(account: str, auxiliary: str, written: str) -> None:
    lines = [line("606400", "x", debit=1), supplier_line(credit=1, auxiliary=auxiliary)._replace(account=account)]
    (found,) = load_reader("winfic")(rendered(TEMPLATE, [entry(1, lines)]))
    assert [own.account for own in found.lines] == ["606400", written]

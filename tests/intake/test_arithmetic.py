from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecritoire.domain.invoice import AllowanceCharge, Discrepancy, Invoice, InvoiceLine, Syntax, Totals, VatBreakdown
from ecritoire.intake import read_document
from ecritoire.intake.arithmetic import find_discrepancies
from tests.intake.builders import CII, UBL, changed

ALLOWANCE = (
    "<cac:AllowanceCharge><cbc:ChargeIndicator>{}</cbc:ChargeIndicator><cbc:Amount>{}</cbc:Amount>"
    "<cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent></cac:TaxCategory></cac:AllowanceCharge>"
    "<cac:TaxTotal>"
)


def read(*changes: tuple[str, str], document: str = UBL) -> Invoice:
    return read_document(changed(document, *changes)).invoice


@pytest.mark.parametrize("document", [UBL, CII])
def test_figures_that_add_up_have_nothing_to_say(document: str) -> None:
    assert read(document=document).discrepancies == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            [(">140.00</cbc:LineE", ">140.01</cbc:LineE")],
            [("sum_of_lines", "BT-106", 14001, 14000, ""), ("net_total", "BT-109", 14000, 14001, "")],
        ),
        (
            [(">140.00</cbc:TaxE", ">139.99</cbc:TaxE")],
            [("net_total", "BT-109", 13999, 14000, ""), ("gross_total", "BT-112", 16220, 16219, "")],
        ),
        (
            [(">20.00</cbc:TaxAmount", ">20.01</cbc:TaxAmount")],
            [("vat_of_rate", "BT-117", 2001, 2000, "S 20"), ("vat_total", "BT-110", 2220, 2221, "")],
        ),
        (
            [(">22.20<", ">22.21<")],
            [("vat_total", "BT-110", 2221, 2220, ""), ("gross_total", "BT-112", 16220, 16221, "")],
        ),
        (
            [(">40.00</cbc:Tax", ">40.10</cbc:Tax")],
            [("base_of_rate", "BT-116", 4010, 4000, "S 5.5"), ("vat_of_rate", "BT-117", 220, 221, "S 5.5")],
        ),
        ([(">162.20</cbc:Pay", ">160.00</cbc:Pay")], [("amount_due", "BT-115", 16000, 16220, "")]),
        (
            [("<cac:TaxTotal>", ALLOWANCE.format("false", "10.00"))],
            [("sum_of_allowances", "BT-107", 0, 1000, ""), ("base_of_rate", "BT-116", 10000, 9000, "S 20")],
        ),
        (
            [("<cac:TaxTotal>", ALLOWANCE.format("1", "10.00"))],
            [("sum_of_charges", "BT-108", 0, 1000, ""), ("base_of_rate", "BT-116", 10000, 11000, "S 20")],
        ),
        (
            [("<cbc:Percent>5.5</cbc:Percent></cac:Class", "<cbc:Percent>10</cbc:Percent></cac:Class")],
            [("base_of_rate", "BT-116", 4000, 0, "S 5.5"), ("base_of_rate", "BT-116", 0, 4000, "S 10")],
        ),
    ],
)
def test_a_cent_that_does_not_add_up_is_named(
    changes: list[tuple[str, str]], expected: list[tuple[str, str, int, int, str]]
) -> None:
    assert read(*changes).discrepancies == tuple(Discrepancy(*values) for values in expected)


def test_prepaid_and_rounding_count_towards_what_is_due() -> None:
    paid = "<cbc:PrepaidAmount>100.00</cbc:PrepaidAmount><cbc:PayableRoundingAmount>-0.20</cbc:PayableRoundingAmount>"
    invoice = read(("<cbc:PayableAmount", f"{paid}<cbc:PayableAmount"), (">162.20</cbc:Pay", ">62.00</cbc:Pay"))
    assert (invoice.totals.prepaid_minor, invoice.totals.rounding_minor) == (10000, -20)
    assert invoice.discrepancies == ()


LINES = tuple(
    InvoiceLine(id=str(index), name="", net_minor=52, vat_category="S", vat_rate=Decimal(20)) for index in range(3)
)


@pytest.mark.parametrize(
    ("vat_minor", "is_accepted"),
    [(31, True), (30, True), (32, False), (29, False)],  # 1.56 at 20 % is 0.312; three times 0.52 is three times 0.104
)
def test_vat_is_rounded_on_the_total_or_line_by_line(vat_minor: int, is_accepted: bool) -> None:
    invoice = replace(
        read(),
        lines=LINES,
        vat=(VatBreakdown("S", Decimal(20), 156, vat_minor),),
        totals=Totals(156, 0, 0, 156, vat_minor, None, 156 + vat_minor, 0, 0, 156 + vat_minor),
    )
    assert (find_discrepancies(invoice) == ()) is is_accepted


def test_two_groups_of_one_rate_are_added_up_before_they_are_compared_with_the_lines() -> None:
    lines = (replace(LINES[0], net_minor=1000), replace(LINES[1], net_minor=500))
    exempt = [replace(line, vat_category="E", vat_rate=None) for line in lines]
    invoice = replace(
        read(),
        lines=tuple(exempt),
        vat=(VatBreakdown("E", Decimal(0), 1000, 0, "VATEX-EU-132"), VatBreakdown("E", None, 500, 0, "VATEX-EU-F")),
        totals=Totals(1500, 0, 0, 1500, 0, None, 1500, 0, 0, 1500),
    )
    assert find_discrepancies(invoice) == ()


def test_the_minimum_profile_is_asked_for_its_one_sum_only() -> None:
    totals = Totals(None, 0, 0, 1000, 200, None, 1200, 0, 0, 900)
    invoice = replace(read(), lines=(), vat=(), totals=totals, flags=("profile_minimum", "no_lines"))
    assert find_discrepancies(invoice) == ()
    wrong = replace(invoice, totals=replace(totals, vat_minor=201))
    assert [item.code for item in find_discrepancies(wrong)] == ["gross_total"]


def test_a_profile_without_lines_is_not_asked_for_them() -> None:
    invoice = replace(read(), lines=())
    assert find_discrepancies(invoice) == ()


def test_lines_that_do_not_say_how_they_are_taxed_are_not_compared_by_rate() -> None:
    invoice = read()
    bare = tuple(replace(line, vat_category="", vat_rate=None) for line in invoice.lines)
    assert find_discrepancies(replace(invoice, lines=bare)) == ()


def test_a_base_is_checked_where_the_exempt_lines_state_no_rate() -> None:
    line = replace(LINES[0], vat_category="O", vat_rate=None)
    totals = Totals(52, 0, 0, 52, 0, None, 52, 0, 0, 52)
    invoice = replace(read(), lines=(line,), vat=(VatBreakdown("O", None, 50, 0),), totals=totals)
    assert find_discrepancies(invoice) == (Discrepancy("base_of_rate", "BT-116", 50, 52, "O 0"),)


def test_vat_without_any_group_is_named_and_no_vat_without_any_group_is_not() -> None:
    invoice = replace(read(), vat=())
    assert [item.code for item in find_discrepancies(invoice)] == ["base_of_rate", "base_of_rate", "vat_total"]
    totals = replace(invoice.totals, vat_minor=0, total_minor=14000, due_minor=14000)
    assert find_discrepancies(replace(invoice, totals=totals)) == ()


def test_only_zugferd_1_may_state_the_total_of_allowances_without_naming_them() -> None:
    totals = Totals(15000, 1000, 0, 14000, 2220, None, 16220, 0, 0, 16220)
    invoice = replace(read(), totals=totals, lines=())
    assert find_discrepancies(invoice) == (Discrepancy("sum_of_allowances", "BT-107", 1000, 0),)
    older = replace(invoice, syntax=Syntax.ZUGFERD_1)
    assert find_discrepancies(older) == ()
    named = replace(older, allowances_charges=(AllowanceCharge(is_charge=False, amount_minor=900),))
    assert find_discrepancies(named) == (Discrepancy("sum_of_allowances", "BT-107", 1000, 900),)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(-(10**9), 10**9), st.sampled_from(["0", "2.1", "5.5", "10", "20"])), min_size=1))
def test_an_invoice_computed_by_its_own_rules_adds_up(amounts: list[tuple[int, str]]) -> None:
    lines = tuple(
        InvoiceLine(id=str(index), name="", net_minor=net, vat_category="S", vat_rate=Decimal(rate))
        for index, (net, rate) in enumerate(amounts)
    )
    bases: dict[str, int] = {}
    for net, rate in amounts:
        bases[rate] = bases.get(rate, 0) + net
    # An own rounding, half away from zero, in integers only: rates in tenths of a percent.
    groups = []
    for rate, base in bases.items():
        thousandths = abs(base) * round(Decimal(rate) * 10)
        vat = (2 * thousandths + 1000) // 2000
        groups.append(VatBreakdown("S", Decimal(rate), base, vat if base >= 0 else -vat))
    net, vat = sum(bases.values()), sum(group.vat_minor for group in groups)
    totals = Totals(net, 0, 0, net, vat, None, net + vat, 0, 0, net + vat)
    invoice = replace(read(), lines=lines, vat=tuple(groups), totals=totals, allowances_charges=())
    assert find_discrepancies(invoice) == ()

"""What keyed lines add up to."""

import pytest

from ecritoire.domain.keying import KeyedLine, KeyedVat, sums_of

LINES = (KeyedLine("Vis", 45_360, "FR20"), KeyedLine("Pain", 1_001, "FR55"))


def test_the_tax_of_each_rate_is_computed() -> None:
    sums = sums_of(LINES, None)
    assert sums.vat == (KeyedVat("FR20", 45_360, 9_072), KeyedVat("FR55", 1_001, 55))
    assert (sums.net_minor, sums.vat_minor, sums.total_minor, sums.vat_gap_minor) == (46_361, 9_127, 55_488, 0)


def test_a_cent_that_the_paper_rounds_otherwise_goes_to_the_largest_base() -> None:
    sums = sums_of(LINES, 9_128)
    assert sums.vat[0] == KeyedVat("FR20", 45_360, 9_073)
    assert sums.vat_gap_minor == 0


def test_more_than_rounding_is_a_gap_that_no_rate_takes() -> None:
    sums = sums_of(LINES, 9_130)
    assert (sums.vat_minor, sums.vat_gap_minor) == (9_127, 3)


@pytest.mark.parametrize("code", ["UNKNOWN", "FOREIGN"])
def test_tax_that_only_the_paper_knows_is_what_is_left_of_it(code: str) -> None:
    sums = sums_of((*LINES, KeyedLine("Hotel", 10_000, code)), 9_127 + 1_900)
    assert sums.vat[-1] == KeyedVat(code, 10_000, 1_900)
    assert sums.vat_gap_minor == 0


def test_a_reverse_charge_and_an_exemption_have_no_tax_on_the_paper() -> None:
    sums = sums_of((KeyedLine("Bois", 10_000, "INTRA20"), KeyedLine("Formation", 5_000, "EXEMPT")), 0)
    assert (sums.vat_minor, sums.total_minor, sums.vat_gap_minor) == (0, 15_000, 0)
    assert sums_of((KeyedLine("Bois", 10_000, "INTRA20"),), 2_000).vat_gap_minor == 2_000

"""A CSV opened in a spreadsheet runs nothing."""

import pytest

from ecritoire.formats.registry import load_template
from tests.formats.scenario import PURCHASE, rendered

CSV = load_template("csv")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+33 1 23", "'+33 1 23"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'=1+1"),
        ("＝1+1", "'＝1+1"),
        ('=a;"b"', '"\'=a;""b"""'),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_a_cell_that_looks_like_a_formula_is_text(text: str, cell: str) -> None:
    first = rendered(CSV, [PURCHASE._replace(supplier=text, label="x")]).decode("utf-8-sig").split("\r\n")[1]
    assert f";{cell};x;1250,00;" in first

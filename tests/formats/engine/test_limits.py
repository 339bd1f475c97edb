"""What a field takes and what it refuses: amounts of a length, accounts of digits; and the period of an entry."""

import datetime as dt
from dataclasses import replace

import pytest

from ecritoire.formats.engine.errors import TemplateAmountError, TemplateDigitsError
from ecritoire.formats.engine.render import Renderer
from tests.formats.scenario import CONTEXT, PURCHASE, entry, line, rendered, supplier_line, template_of

TEXT = """
name = "essai"
label = "Essai"
vendor = "Essai Compta"

[file]
kind = "delimited"
separator = ";"
file_name = "{siren}.csv"

[[records]]
name = "line"
for = "line"
fields = [
  { name = "compte", label = "Le compte", source = "account", only = "digits" },
  { name = "montant", label = "Le montant", source = "amount", max = 7 },
  { name = "période", source = "period", width = 2, fill = "0", align = "right" },
]
"""
TEMPLATE = template_of(TEXT)
QUOTED = template_of(TEXT.replace("max = 7", "max = 7, quoted = true"))


@pytest.mark.parametrize("template", [TEMPLATE, QUOTED])
def test_the_longest_amount_is_written_and_the_next_refused(template: object) -> None:
    lines = [line("606", "x", debit=9999_99), supplier_line(credit=9999_99)]
    assert b"9999,99" in rendered(template, [entry(1, lines)])  # type: ignore[arg-type]
    lines = [line("606", "x", debit=10000_00), supplier_line(credit=10000_00)]
    with pytest.raises(TemplateAmountError) as refused:
        rendered(template, [entry(1, lines)])  # type: ignore[arg-type]
    assert refused.value.facts == {
        "entry": 1,
        "line": 1,
        "field": "Le montant",
        "value": "10000,00",
        "limit": 7,
        "vendor": "Essai Compta",
    }


@pytest.mark.parametrize("account", ["FLENOIR", "606A", "６０６", "606 400"])
def test_an_account_with_anything_else_than_digits_is_told_before(account: str) -> None:
    lettered = entry(7, [line(account, "x", debit=1), supplier_line(credit=1)])
    (finding,) = Renderer(TEMPLATE).check([lettered], CONTEXT)
    assert finding.code == "template_digits"
    assert finding.reason == f"Le compte « {account} » n’est pas un nombre, et Essai Compta n’en prend pas d’autre"
    with pytest.raises(TemplateDigitsError):
        rendered(TEMPLATE, [lettered])


@pytest.mark.parametrize(
    ("start", "date", "period"),
    [
        (dt.date(2025, 1, 1), dt.date(2025, 1, 1), "01"),
        (dt.date(2025, 1, 1), dt.date(2025, 12, 31), "12"),
        (dt.date(2024, 7, 1), dt.date(2024, 7, 31), "01"),
        (dt.date(2024, 7, 1), dt.date(2025, 3, 14), "09"),
        (dt.date(2024, 7, 1), dt.date(2025, 12, 31), "18"),
    ],
)
def test_the_period_is_the_rank_of_the_month_in_the_fiscal_year(start: dt.date, date: dt.date, period: str) -> None:
    context = replace(CONTEXT, fiscal_year_start=start)
    for row in rendered(TEMPLATE, [PURCHASE._replace(date=date)], context).decode().split("\r\n")[:-1]:
        assert row.endswith(f";{period}")

"""The French chart of accounts as a company that buys needs it, ready for its first invoice.

The accounts of the chart in force since 1 January 2025 (ANC 2014-03 as amended by 2022-06) that purchases, their VAT,
their payment and their closing use, in six digits. A few subdivisions that practice has made its own are added (water,
power and fuel under 6061; post and telephone under 626; raw materials under 601; pending VAT under 44586).
"""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

CHART_FILE = "chart_2025.csv"


class AccountFamily(StrEnum):
    """What an account is for in the screens and settings of a company."""

    PURCHASE = "purchase"
    ASSET = "asset"
    VAT = "vat"  # deductible, or waiting to be
    REVERSE_CHARGE = "reverse_charge"  # where tax that the purchaser owes is due
    SUPPLIER = "supplier"  # collective accounts
    DEPOSIT = "deposit"  # advances on orders and on fixed assets
    BANK = "bank"
    GENERAL = "general"


# The longest beginning that fits says the family; the rest is general.
_FAMILIES = {
    "2": AccountFamily.ASSET,
    "28": AccountFamily.GENERAL,
    "29": AccountFamily.GENERAL,
    "237": AccountFamily.DEPOSIT,
    "238": AccountFamily.DEPOSIT,
    "40": AccountFamily.SUPPLIER,
    "4091": AccountFamily.DEPOSIT,
    "4452": AccountFamily.REVERSE_CHARGE,
    "4456": AccountFamily.VAT,
    "4457": AccountFamily.REVERSE_CHARGE,
    "44586": AccountFamily.VAT,
    "51": AccountFamily.BANK,
    "6": AccountFamily.PURCHASE,
}


def family_of(number: str) -> AccountFamily:
    """The family an account belongs to by its number, where nothing else says it.

    >>> family_of("445660")
    <AccountFamily.VAT: 'vat'>
    """
    beginnings = (number[:length] for length in range(5, 0, -1))
    return next((_FAMILIES[start] for start in beginnings if start in _FAMILIES), AccountFamily.GENERAL)


@dataclass(frozen=True, slots=True)
class ChartAccount:
    """One account of the chart."""

    number: str
    label: str
    family: AccountFamily


@cache
def load_chart() -> tuple[ChartAccount, ...]:
    """The accounts every new company starts from, in the order of their numbers."""
    with resources.files("ecritoire.domain").joinpath("data", CHART_FILE).open(encoding="utf-8") as file:
        return tuple(
            ChartAccount(row["number"], row["label"], AccountFamily(row["family"])) for row in csv.DictReader(file)
        )

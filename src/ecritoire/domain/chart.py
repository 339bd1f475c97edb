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

"""The chart every company starts from is the one in force since 2025, and has all that posting needs."""

import re
from dataclasses import fields

from ecritoire.domain.chart import AccountFamily, load_chart
from ecritoire.domain.posting import PostingAccounts

CHART = {account.number: account for account in load_chart()}


def test_every_account_has_six_digits_and_a_label_of_its_own() -> None:
    assert [number for number in CHART if not re.fullmatch(r"[1-7][0-9]{5}", number)] == []
    labels = [account.label for account in CHART.values() if account.number not in {"471000", "472000"}]
    assert [label for label in labels if labels.count(label) > 1 or not label.strip()] == []


def test_labels_fit_where_they_are_stored_and_printed() -> None:
    assert [account.label for account in CHART.values() if len(account.label) > 100] == []


def test_accounts_come_in_order_and_once() -> None:
    numbers = [account.number for account in load_chart()]
    assert numbers == sorted(set(numbers))


def test_what_the_2025_chart_abolished_is_not_there() -> None:
    abolished = ("671", "675", "771", "775", "791", "796", "797")
    assert [number for number in CHART if number.startswith(abolished)] == []


def test_every_account_that_posting_uses_by_default_is_there() -> None:
    needed = [field.default for field in fields(PostingAccounts) if field.default]
    assert [number for number in needed if number not in CHART] == []


def test_families_follow_the_numbers() -> None:
    expected = {
        "606400": AccountFamily.PURCHASE,
        "218300": AccountFamily.ASSET,
        "445620": AccountFamily.VAT,
        "445660": AccountFamily.VAT,
        "445860": AccountFamily.VAT,
        "445200": AccountFamily.REVERSE_CHARGE,
        "445710": AccountFamily.REVERSE_CHARGE,
        "401000": AccountFamily.SUPPLIER,
        "404000": AccountFamily.SUPPLIER,
        "409100": AccountFamily.DEPOSIT,
        "238000": AccountFamily.DEPOSIT,
        "512100": AccountFamily.BANK,
        "486000": AccountFamily.GENERAL,
    }
    assert {number: CHART[number].family for number in expected} == expected


def test_goods_and_services_are_there_in_detail() -> None:
    assert sum(account.number.startswith(("60", "61", "62")) for account in load_chart()) > 90

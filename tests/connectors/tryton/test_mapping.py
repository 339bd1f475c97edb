"""Whatever an entry holds, Tryton is told the same amounts, and finds the key."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecritoire.connectors.target import TargetAccessError, TargetRefusedError, TargetUnavailableError
from ecritoire.connectors.tryton.mapping import LABEL_MAX, Account, Places, description_of, mark_of, move_of
from ecritoire.connectors.tryton.wire import translated
from tests.connectors.contract import entry, line, parcel

KEYS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=40)
AMOUNTS = st.lists(st.integers(1, 10**15), min_size=1, max_size=8)
PLACES = Places(1, 2, 3, {"606400": Account(10, False), "401000": Account(11, True)}, {"LENOIR": 20})


@given(KEYS, KEYS, st.text(max_size=400))
def test_the_description_has_the_key_and_no_other(key: str, other: str, label: str) -> None:
    sent = parcel(entry()._replace(label=label.replace("[", "")), key=key)
    assert sent.entry is not None
    description = description_of(sent, sent.entry)
    assert description.endswith(mark_of(key))
    assert len(description) <= LABEL_MAX
    assert (mark_of(other) in description) is (other == key)


@given(AMOUNTS)
def test_every_amount_is_told_to_the_cent(amounts: list[int]) -> None:
    lines = [line("606400", debit=amount) for amount in amounts]
    sent = parcel(entry(*lines, line("401000", credit=sum(amounts), auxiliary="LENOIR")))
    assert sent.entry is not None
    values: Any = move_of(sent, sent.entry, PLACES)
    [[_create, told]] = values["lines"]
    cents = [
        (int(item["debit"]["decimal"].replace(".", "")), int(item["credit"]["decimal"].replace(".", "")))
        for item in told
    ]
    assert cents == [(amount, 0) for amount in amounts] + [(0, sum(amounts))]


@pytest.mark.parametrize(
    ("error", "kind", "is_in_doubt"),
    [
        (["UserError", ["La période est close.", "", None]], TargetRefusedError, False),
        (["UserWarning", ["nom", "Êtes-vous sûr ?", ""]], TargetRefusedError, False),
        (["LoginException", ["password", "Mot de passe", "password"]], TargetAccessError, False),
        (["ConcurrencyException", "account.move"], TargetUnavailableError, False),
        (["database is locked", "Traceback"], TargetUnavailableError, True),
        ([], TargetUnavailableError, True),
        (None, TargetUnavailableError, True),
    ],
)
def test_each_error_of_tryton_means_one_of_three_things(
    error: object, kind: type[Exception], is_in_doubt: bool
) -> None:
    said = translated(error, changes=True)
    assert type(said) is kind
    assert getattr(said, "is_in_doubt", False) is is_in_doubt

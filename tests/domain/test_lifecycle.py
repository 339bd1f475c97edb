"""The moves of each axis, and the words of each state."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import pytest

from ecritoire.domain.lifecycle import (
    ACCOUNTING_MOVES,
    APPROVAL_MOVES,
    EXPORT_MOVES,
    LABELS,
    PAYMENT_MOVES,
    Accounting,
    AccountingAction,
    Approval,
    ApprovalAction,
    DeliveryState,
    ExportAction,
    ExportState,
    Move,
    PaymentAction,
    PaymentState,
    State,
    allowed_from,
    move_of,
)

Moves = Mapping[StrEnum, Move[Any]]
AXES = [
    pytest.param(Approval, ApprovalAction, APPROVAL_MOVES, id="approval"),
    pytest.param(PaymentState, PaymentAction, PAYMENT_MOVES, id="payment"),
    pytest.param(Accounting, AccountingAction, ACCOUNTING_MOVES, id="accounting"),
    pytest.param(ExportState, ExportAction, EXPORT_MOVES, id="export"),
]


@pytest.mark.parametrize(("states", "actions", "moves"), AXES)
def test_every_action_has_a_move_within_its_axis(states: type[State], actions: type[StrEnum], moves: Moves) -> None:
    assert set(moves) == set(actions)
    for move in moves.values():
        assert move.sources
        assert {type(state) for state in (move.target, *move.sources)} == {states}


@pytest.mark.parametrize(("states", "actions", "moves"), AXES)
def test_every_state_can_be_reached_from_the_first(states: type[State], actions: type[StrEnum], moves: Moves) -> None:
    reached = {next(iter(states))}
    while True:
        further = {move.target for move in moves.values() if move.sources & reached} - reached
        if not further:
            break
        reached |= further
    assert reached == set(states)


def test_every_state_has_a_word_of_its_own() -> None:
    assert list(LABELS) == [*Approval, *PaymentState, *Accounting, *ExportState, *DeliveryState]
    assert len(set(LABELS.values())) == len(LABELS)


def test_an_export_the_target_acknowledged_cannot_be_cancelled() -> None:
    assert allowed_from(ExportAction.CANCEL) == {ExportState.CREATED, ExportState.DOWNLOADED}
    assert not any(ExportState.ACKNOWLEDGED in move.sources for move in EXPORT_MOVES.values())


def test_what_the_books_know_cannot_be_held_back() -> None:
    assert allowed_from(AccountingAction.HOLD_BACK) == {Accounting.NOT_EXPORTED}


def test_only_a_pending_question_is_answered() -> None:
    assert allowed_from(ApprovalAction.APPROVE) == allowed_from(ApprovalAction.REFUSE) == {Approval.PENDING}
    assert move_of(ApprovalAction.ASK).target is Approval.PENDING


def test_what_is_paid_is_not_paid_again() -> None:
    done = {PaymentState.PAID, PaymentState.PAID_OUTSIDE}
    paying = (PaymentAction.PREPARE, PaymentAction.SEND, PaymentAction.SETTLE, PaymentAction.SETTLE_PARTLY)
    assert [action for action in paying if allowed_from(action) & done] == []


def test_a_payment_on_its_way_is_not_paid_outside_too() -> None:
    assert not allowed_from(PaymentAction.RECORD_OUTSIDE) & {PaymentState.SCHEDULED, PaymentState.SENT}

"""Amounts, answers and limits, as all connectors over HTTP share them."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecritoire.connectors.target import Answer, TargetAccessError, TargetRefusedError, TargetUnavailableError
from ecritoire.connectors.wire import (
    TokenBucket,
    clean,
    decimal_text,
    json_bytes,
    number,
    retry_after_seconds,
    understand,
    words_of,
)
from ecritoire.domain.money import to_minor


@given(st.integers(-(10**15), 10**15), st.sampled_from(["EUR", "JPY", "TND"]))
def test_an_amount_comes_back_from_text_and_from_a_json_number(minor: int, currency: str) -> None:
    text = decimal_text(minor, currency)
    told = json.loads(json_bytes({"amount": number(minor, currency)}), parse_float=Decimal, parse_int=Decimal)
    assert to_minor(Decimal(text), currency) == to_minor(told["amount"], currency) == minor
    assert "E" not in text


@given(st.text())
def test_a_cleaned_text_stays_text(text: str) -> None:
    cleaned = clean(text, 50)
    assert json.loads(json_bytes({"label": cleaned})) == {"label": cleaned}
    assert len(cleaned) <= 50
    assert cleaned == cleaned.strip()
    assert "\n" not in cleaned


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, TargetAccessError),
        (403, TargetAccessError),
        (400, TargetRefusedError),
        (404, TargetRefusedError),
        (422, TargetRefusedError),
        (408, TargetUnavailableError),
        (429, TargetUnavailableError),
        (500, TargetUnavailableError),
        (503, TargetUnavailableError),
        (302, TargetUnavailableError),
    ],
)
def test_a_status_is_one_of_three_errors(status: int, error: type[Exception]) -> None:
    with pytest.raises(error):
        understand(Answer(status), "X", changes=True)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"error": "nope", "status": 422}', "nope"),
        (b'{"error": {"code": "E1", "message": "compte inconnu", "details": []}}', "compte inconnu"),
        (b'{"error": "invalid", "details": {"field": "date", "issue": "closed"}}', "invalid : date : closed"),
        (b"<html>", "HTTP 400"),
        (b"", "HTTP 400"),
    ],
)
def test_the_words_of_a_target_are_found(body: bytes, words: str) -> None:
    assert words_of(Answer(400, {}, body)) == words


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("7", 7), ("Tue, 24 Nov 2026 12:00:30 GMT", 30), ("Tue, 24 Nov 2026 11:00:00 GMT", 0), ("soon", None), ("", None)],
)
def test_how_long_to_wait_is_seconds_or_a_date(said: str, seconds: int | None) -> None:
    now = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
    assert retry_after_seconds({"retry-after": said}, now) == seconds


def test_no_stretch_of_time_has_more_requests_than_allowed() -> None:
    now, moments = 0.0, []

    def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    bucket = TokenBucket(3, 5.0, clock=lambda: now, sleep=sleep)
    for _ in range(10):
        bucket.take()
        moments.append(now)
        now += 0.25
    assert all(later - earlier >= 5.0 for earlier, later in zip(moments, moments[3:], strict=False))

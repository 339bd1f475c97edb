"""What connectors over HTTP share: amounts on the wire, what an answer means, how often one may ask."""

import datetime as dt
import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from ecritoire.connectors.target import Answer, TargetAccessError, TargetRefusedError, TargetUnavailableError
from ecritoire.domain.money import to_decimal

# Whatever a target sent as JSON; who reads it says what it needs, and ``reading`` what it means when that is not there.
Json = Any
P = ParamSpec("P")
T = TypeVar("T")

WORDS_MAX = 300
# Private-use sign in front of an amount that must be a number in JSON; see ``json_bytes``.
_NUMBER = "\ue000"
_NUMBERS = re.compile(r'"\\ue000(-?\d+(?:\.\d+)?)"')
_REFUSED_ACCESS = {401, 403}
_BUSY = 429
_TOO_LONG = 408


def decimal_text(minor: int, currency: str) -> str:
    """Write an amount of minor units as plain decimal text: ``12050`` EUR is ``"120.50"``."""
    return format(to_decimal(minor, currency), "f")


def number(minor: int, currency: str) -> str:
    """Write an amount that ``json_bytes`` turns into a JSON number, digit for digit, without a float on the way."""
    return _NUMBER + decimal_text(minor, currency)


def json_bytes(value: object) -> bytes:
    """Encode as JSON; what ``number`` wrote becomes a number with exactly its digits."""
    return _NUMBERS.sub(r"\1", json.dumps(value)).encode()


def clean(text: str, length: int) -> str:
    """One line of text, control and private-use signs dropped, at most ``length`` characters."""
    spaced = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return spaced[:length].rstrip()


def understand(answer: Answer, target: str, *, changes: bool) -> Json:
    """Return the JSON of a good answer, or raise what any other answer means.

    With ``changes`` the request may have changed something at the target, so an answer that cannot be read, or an
    error of the server, leaves us in doubt.
    """
    if answer.status in _REFUSED_ACCESS:
        raise TargetAccessError(target=target, words=words_of(answer))
    if answer.status == _BUSY:
        raise TargetUnavailableError(
            target=target, words="trop de requêtes", retry_after_seconds=retry_after_seconds(answer.headers)
        )
    if answer.status == _TOO_LONG or answer.status >= 500:
        wait = retry_after_seconds(answer.headers)
        raise TargetUnavailableError(
            target=target, words=words_of(answer), retry_after_seconds=wait, is_in_doubt=changes
        )
    if answer.status >= 400:
        raise TargetRefusedError(target=target, words=words_of(answer))
    try:
        # parse_float: an amount read from a target stays text with its digits.
        return json.loads(answer.body, parse_float=str)
    except ValueError as error:
        words = f"réponse illisible (HTTP {answer.status})"
        raise TargetUnavailableError(target=target, words=words, is_in_doubt=changes) from error


def reading(target: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Make a method of a session say « unexpected answer », in doubt, where an answer lacks what the method reads."""

    def decorate(method: Callable[P, T]) -> Callable[P, T]:
        @wraps(method)
        def read(*args: P.args, **kwargs: P.kwargs) -> T:
            try:
                return method(*args, **kwargs)
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                words = f"réponse inattendue ({error!r})"
                raise TargetUnavailableError(target=target, words=clean(words, WORDS_MAX), is_in_doubt=True) from error

        return read

    return decorate


def words_of(answer: Answer) -> str:
    """The target's own words for an error, whatever shape it gave them; the status when it gave none."""
    try:
        said = " : ".join(dict.fromkeys(_sentences(json.loads(answer.body))))
    except ValueError:
        said = ""
    return clean(said, WORDS_MAX) or f"HTTP {answer.status}"


def _sentences(value: object) -> Iterator[str]:
    """Texts under the keys that errors use, outermost first."""
    match value:
        case str(text):
            yield text
        case list(items):
            for item in items:
                yield from _sentences(item)
        case dict(fields):
            for name in ("error", "message", "detail", "details", "field", "issue", "errors"):
                yield from _sentences(fields.get(name))


def retry_after_seconds(headers: Mapping[str, str], now: dt.datetime | None = None) -> float | None:
    """How long a target asks to wait: ``Retry-After`` in seconds or as a date (RFC 9110, 10.2.3), if it says."""
    said = headers.get("retry-after", "").strip()
    if said.isdecimal():
        return int(said)
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    return max(0.0, (moment - (now or dt.datetime.now(dt.UTC))).total_seconds())


class TokenBucket:
    """At most ``capacity`` requests in any stretch of ``period_seconds`` from this session."""

    def __init__(
        self,
        capacity: int,
        period_seconds: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._capacity = capacity
        self._period_seconds = period_seconds
        self._clock = clock
        self._sleep = sleep
        self._taken: list[float] = []

    def take(self) -> None:
        """Wait until one more request is allowed, and count it."""
        now = self._clock()
        self._taken = [moment for moment in self._taken if moment > now - self._period_seconds]
        if len(self._taken) >= self._capacity:
            self._sleep(self._taken[0] + self._period_seconds - now)
            self._taken.pop(0)
        self._taken.append(self._clock())

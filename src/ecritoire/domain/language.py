"""The language sentences are said in: French as they are written, or as the catalogue an outer layer lends says them.

Nothing here knows Django. ``say`` looks a whole sentence up, with its ``%(name)s``; facts are filled in afterwards.
A sentence written in one place and said in another is marked with ``sentence`` there, so that it enters the catalogue.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says sentences: the current language (``fr``, ``en``), one sentence, one of two forms for a count."""

    language: Callable[[], str]
    one: Callable[[str], str]
    many: Callable[[str, str, int], str]


_FRENCH = Voice(
    language=lambda: "fr",
    one=lambda text: text,
    many=lambda singular, plural, count: plural if count > 1 else singular,
)
_voices = [_FRENCH]
_writes_french: ContextVar[bool] = ContextVar("_writes_french", default=False)


def speak_with(voice: Voice) -> None:
    """Say every sentence from now on with ``voice``; called once, when the application starts."""
    _voices[:] = [voice]


@contextmanager
def in_french() -> Iterator[None]:
    """Say everything in French: in files and rows that are the same whoever asks for them."""
    before = _writes_french.set(True)
    try:
        yield
    finally:
        _writes_french.reset(before)


def _voice() -> Voice:
    return _FRENCH if _writes_french.get() else _voices[0]


def in_english() -> bool:
    """Whether the person reads English."""
    return _voice().language().startswith("en")


def sentence(text: str) -> str:
    """Mark a French sentence that ``say`` gets later."""
    return text


def say(text: str) -> str:
    """Say a French sentence in the person's language."""
    return _voice().one(text) if text else ""


def say_count(singular: str, plural: str, count: int) -> str:
    """Say the form of a French sentence that goes with ``count``."""
    return _voice().many(singular, plural, count)

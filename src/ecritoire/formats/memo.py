"""Remembering what a function returned: texts, days and amounts come again and again in a file."""

from collections.abc import Callable, Hashable
from typing import TypeVar

# Bound of each cache: entries of a dictionary, so a few megabytes at most.
REMEMBERED_MAX = 20_000
Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Memo(dict[Key, Value]):
    """What a function returned for each key, up to a bound; a dictionary, because looking up must cost nothing."""

    def __init__(self, function: Callable[[Key], Value]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, key: Key) -> Value:
        """Work out the value of a key met for the first time."""
        if len(self) >= REMEMBERED_MAX:
            self.clear()
        value = self[key] = self._function(key)
        return value

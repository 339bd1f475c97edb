"""Sets of whole numbers that mostly follow one another, kept as ranges: a million numbers without gap are one range."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator


class Intervals:
    """A set of whole numbers, as sorted ranges."""

    __slots__ = ("_ends", "_starts")

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def __len__(self) -> int:
        """Return the number of ranges."""
        return len(self._starts)

    def __contains__(self, number: int) -> bool:
        if not self._ends or number > self._ends[-1]:
            return False
        rank = bisect_right(self._starts, number) - 1
        return rank >= 0 and number <= self._ends[rank]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """Yield each range, both ends included."""
        return iter(zip(self._starts, self._ends, strict=True))

    @property
    def count(self) -> int:
        """How many numbers there are."""
        return sum(self._ends) - sum(self._starts) + len(self._starts)

    @property
    def missing(self) -> int:
        """How many numbers are missing between the first and the last."""
        return self._ends[-1] - self._starts[0] + 1 - self.count if self._starts else 0

    def add(self, number: int) -> None:
        """Add a number; quickest when it follows the last."""
        starts, ends = self._starts, self._ends
        if not ends or number > ends[-1] + 1:
            starts.append(number)
            ends.append(number)
        elif number == ends[-1] + 1:
            ends[-1] = number
        elif number not in self:
            self._insert(number)

    def _insert(self, number: int) -> None:
        """Put a number before the last range: alone, or joined to its neighbours."""
        starts, ends = self._starts, self._ends
        rank = bisect_right(starts, number)
        joins_left = rank > 0 and ends[rank - 1] == number - 1
        joins_right = starts[rank] == number + 1
        if joins_left and joins_right:
            ends[rank - 1] = ends.pop(rank)
            del starts[rank]
        elif joins_left:
            ends[rank - 1] = number
        elif joins_right:
            starts[rank] = number
        else:
            starts.insert(rank, number)
            ends.insert(rank, number)

    def gaps(self) -> Iterator[tuple[int, int]]:
        """Yield each range of missing numbers, both ends included."""
        for end, start in zip(self._ends, self._starts[1:], strict=False):
            yield end + 1, start - 1


def shared(sets: Iterable[Intervals]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of numbers that are in more than one set."""
    reached: int | None = None
    for start, end in sorted(each for intervals in sets for each in intervals):
        if reached is not None and start <= reached:
            yield start, min(end, reached)
        reached = end if reached is None else max(reached, end)

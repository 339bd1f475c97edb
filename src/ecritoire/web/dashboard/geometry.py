"""Lengths of charts, as the texts that SVG attributes take; everything in percent, so that charts fit any width."""

from collections.abc import Iterable

TICKS_MOST = 4
_STEPS = (1, 2, 4, 5, 10)


def percent(part: float, whole: float) -> str:
    """``part`` of ``whole`` in percent, between 0 and 100; nothing of nothing is nothing.

    >>> percent(1, 4)
    '25.00%'
    """
    return f"{min(max(part / whole, 0), 1) * 100:.2f}%" if whole else "0.00%"


def ticks(highest: int) -> list[int]:
    """Round values from 0 up to at least ``highest``, in the same unit, at most five of them.

    >>> ticks(11_526)
    [0, 4000, 8000, 12000]
    """
    step = 1
    while True:
        for unit in _STEPS:
            if highest <= unit * step * TICKS_MOST:
                count = max(-(-highest // (unit * step)), 1)
                return [unit * step * n for n in range(count + 1)]
        step *= 10


def highest(values: Iterable[int]) -> int:
    """The largest of some values, at least 1, so that it can be divided by."""
    return max([1, *values])

"""Two ways to do one thing, measured in turns."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

_SAMPLE = 0.02
"""Seconds that one sample should last at least, so that the clock's grain does not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A bound of a ratio. ``faster``: theirs by ours is at least that much; otherwise ours by
    theirs is at most that much."""

    bound: float
    faster: bool

    def __str__(self) -> str:
        return f"≥ {self.bound:g}× as fast" if self.faster else f"≤ {self.bound:g}×"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table: medians, what they were compared with, what was aimed at.

    ``ours`` and ``theirs`` are seconds, or bytes where ``unit`` is ``B``.
    """

    name: str
    ours: float
    theirs: float
    against: str
    aim: Aim | None = None
    note: str = ""
    unit: str = "s"

    @property
    def ratio(self) -> float:
        """As the aim counts it; without an aim, how much faster we are."""
        if self.aim is not None and not self.aim.faster:
            return self.ours / self.theirs
        return self.theirs / self.ours

    @property
    def met(self) -> bool | None:
        """Whether the aim is met; None without one."""
        if self.aim is None:
            return None
        return self.ratio >= self.aim.bound if self.aim.faster else self.ratio <= self.aim.bound

    @property
    def said(self) -> str:
        """The ratio in words."""
        if self.aim is None or self.aim.faster:
            return f"{self.ratio:.2f}× as fast"
        return f"{self.ratio:.2f}× {'the time' if self.unit == 's' else 'the size'}"


def amount(value: float, unit: str) -> str:
    """Seconds or bytes as a person reads them.

    >>> amount(0.0123, "s"), amount(12345, "B")
    ('12.3 ms', '12,345 B')
    """
    if unit == "B":
        return f"{value:,.0f} B"
    if value >= 1:
        return f"{value:.2f} s"
    return f"{value * 1e3:.1f} ms" if value >= 1e-3 else f"{value * 1e6:.0f} µs"


Clock = Callable[[], float]


def in_turns(
    ours: Callable[[], Any],
    theirs: Callable[[], Any],
    *,
    rounds: int = 15,
    clock: Clock = time.perf_counter,
) -> tuple[float, float]:
    """The median seconds of one call of each, measured alternately after a warm-up.

    ``clock`` is the wall's; work that only computes can be measured by :func:`time.process_time`,
    which a busy machine disturbs less.
    """
    sides = (ours, theirs)
    loops = [_loops(side, clock) for side in sides]
    samples: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds):
        for which in (0, 1) if turn % 2 else (1, 0):
            samples[which].append(_timed(sides[which], loops[which], clock))
    return median(samples[0]), median(samples[1])


def _loops(call: Callable[[], Any], clock: Clock) -> int:
    call()
    once = max(_timed(call, 1, clock), 1e-7)
    return max(1, int(_SAMPLE / once))


def _timed(call: Callable[[], Any], loops: int, clock: Clock) -> float:
    gc.collect()
    start = clock()
    for _ in range(loops):
        call()
    return (clock() - start) / loops

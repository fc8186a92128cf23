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
    """A bound of a ratio. ``faster``: their time by ours is at least that much; otherwise our
    time by theirs is at most that much."""

    bound: float
    faster: bool

    def __str__(self) -> str:
        return f"≥ {self.bound:g}× as fast" if self.faster else f"≤ {self.bound:g}× the time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table: medians in seconds, what they were compared with, what was aimed at."""

    name: str
    ours: float
    theirs: float
    against: str
    aim: Aim | None = None
    note: str = ""

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

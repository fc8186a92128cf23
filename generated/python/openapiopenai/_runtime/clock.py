"""Time as data: the clocks, the sleep and the chance that a client uses.

A test gives its own :class:`Clock` and waits for nothing.
"""

from __future__ import annotations

import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clock:
    """Where time and chance come from.

    ``monotonic`` and ``wall`` give seconds, ``wall`` since the epoch; ``sleep`` and
    ``async_sleep`` wait for seconds (``async_sleep`` None means that of the event loop);
    ``random`` gives a number from 0 up to 1.
    """

    monotonic: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    async_sleep: Callable[[float], Awaitable[None]] | None = None
    random: Callable[[], float] = random.random


class Deadline:
    """The moment at which a call has to be over; no moment where ``seconds`` is None."""

    __slots__ = ("_clock", "_end")

    def __init__(self, clock: Clock, seconds: float | None) -> None:
        self._clock = clock
        self._end = None if seconds is None else clock.monotonic() + seconds

    def remaining(self) -> float | None:
        """Seconds left, never below 0; None when there is no end."""
        return (
            None if self._end is None else max(0.0, self._end - self._clock.monotonic())
        )

    def allows(self, seconds: float) -> bool:
        """Whether waiting that long leaves time for anything after it."""
        remaining = self.remaining()
        return remaining is None or seconds < remaining

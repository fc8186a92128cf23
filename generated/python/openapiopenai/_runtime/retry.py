"""Whether to try again, and when."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from .httpdate import http_date

_RETRIED: Final = frozenset({408, 409, 429})
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
_FIRST_DELAY: Final = 0.5
_LONGEST_DELAY: Final = 8.0


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often a call is repeated, and how long a server may make it wait (seconds).

    ``replayable`` is false for a body that can be sent only once: then nothing is repeated.
    """

    max_retries: int = 2
    max_retry_after: float = 60.0
    replayable: bool = True

    def delay(
        self,
        attempt: int,
        random: Callable[[], float],
        status: int | None = None,
        retry_after: float | None = None,
        advice: str | None = None,
    ) -> float | None:
        """Seconds to wait after the failure of ``attempt`` (the first is 0), None to give up.

        ``status`` is None when no response came; ``advice`` is the ``x-should-retry`` field. A
        ``retry_after`` above the limit gives up: waiting less would only be refused again.
        """
        if attempt >= self.max_retries or not self.replayable:
            return None
        if status is not None and not should_retry(status, advice):
            return None
        if retry_after is not None:
            return retry_after if retry_after <= self.max_retry_after else None
        return backoff(attempt, random())


def should_retry(status: int, advice: str | None = None) -> bool:
    """Whether a status is worth another attempt; the server's advice wins."""
    if advice is not None and advice.strip().lower() in ("true", "false"):
        return advice.strip().lower() == "true"
    return status in _RETRIED or 500 <= status < 600


def backoff(attempt: int, chance: float) -> float:
    """``min(0.5·2ⁿ, 8)`` seconds times 0.75 to 1, by a ``chance`` from 0 to 1.

    >>> backoff(0, 1.0), backoff(10, 0.0)
    (0.5, 6.0)
    """
    longest = min(_FIRST_DELAY * 2.0 ** min(attempt, 10), _LONGEST_DELAY)
    return longest * (0.75 + 0.25 * chance)


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds that the server asks to wait: ``retry-after-ms``, else ``Retry-After`` as seconds
    or as an HTTP date, against the response's ``Date`` or, without one, ``now``.

    Never negative; None for what is absent or no such value.
    """
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    text = headers.get("retry-after")
    if text is None:
        return None
    seconds = _number(text)
    if seconds is not None:
        return seconds
    moment = http_date(text, now)
    if moment is None:
        return None
    sent = http_date(headers.get("date", ""), now)
    return max(0.0, moment - (now if sent is None else sent))


def _number(text: str | None) -> float | None:
    if text is None or not _NUMBER.fullmatch(text.strip()):
        return None
    number = float(text)
    return number if math.isfinite(number) else None

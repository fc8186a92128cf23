"""Retries and waiting of the Python runtime: when to try again, and after how long."""

from __future__ import annotations

import math
import time
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.python_runtime import package

package()

from sampleclient._runtime.headers import Headers  # noqa: E402
from sampleclient._runtime.httpdate import http_date  # noqa: E402
from sampleclient._runtime.retry import (  # noqa: E402
    RetryPolicy,
    backoff,
    retry_after,
    should_retry,
)

NOW = datetime(2026, 10, 21, 7, 28, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    "text",
    [
        "Wed, 21 Oct 2026 07:28:00 GMT",
        "Wednesday, 21-Oct-26 07:28:00 GMT",
        "Wed Oct 21 07:28:00 2026",
        "  wed, 21 oct 2026 07:28:00 gmt ",
    ],
)
def test_the_three_forms_of_a_date(text: str) -> None:
    """RFC 9110 §5.6.7: all three are understood."""
    assert http_date(text, NOW) == NOW


def test_a_day_of_one_digit() -> None:
    """asctime pads with a space."""
    assert http_date("Sun Nov  6 08:49:37 1994", NOW) == 784111777


@pytest.mark.parametrize(
    ("year", "expected"), [("26", 2026), ("76", 2076), ("77", 1977), ("99", 1999)]
)
def test_two_digit_years(year: str, expected: int) -> None:
    """More than 50 years ahead means the past century."""
    found = http_date(f"Thursday, 01-Jan-{year} 00:00:00 GMT", NOW)
    assert found == datetime(expected, 1, 1, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "Wed, 21 Oct 2026 07:28:00",
        "Wed, 21 Oct 2026 07:28:00 +0000",
        "Wed, 31 Feb 2026 07:28:00 GMT",
        "Wed, 21 Oct 2026 25:28:00 GMT",
        "2026-10-21T07:28:00Z",
        "Wed, 21 Oct 20266 07:28:00 GMT",
    ],
)
def test_what_is_no_http_date(text: str) -> None:
    """Anything else is no date, and no exception."""
    assert http_date(text, NOW) is None


@given(st.datetimes(datetime(1970, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC)))
def test_every_moment_of_the_usual_form(moment: datetime) -> None:
    """What servers write, at any time, in whole seconds."""
    moment = moment.replace(microsecond=0)
    assert http_date(format_datetime(moment, usegmt=True), NOW) == moment.timestamp()


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        ({"Retry-After": "20"}, 20),
        ({"Retry-After": "1.5"}, 1.5),
        ({"Retry-After": "0"}, 0),
        ({"retry-after-ms": "1500", "Retry-After": "20"}, 1.5),
        ({"retry-after-ms": "x", "Retry-After": "20"}, 20),
        ({"retry-after-ms": "-5", "Retry-After": "20"}, 20),
        ({"Retry-After": "-1"}, None),
        ({"Retry-After": "nan"}, None),
        ({"Retry-After": "inf"}, None),
        ({"Retry-After": "1e3"}, None),
        ({"Retry-After": "9" * 400}, None),
        ({"Retry-After": "٣"}, None),
        ({"Retry-After": "+5"}, None),
        ({"Retry-After": "1, 2"}, None),
        ({"Retry-After": "Wed, 21 Oct 2026 07:28:30 GMT"}, 30),
        (
            {
                "Retry-After": "Wed, 21 Oct 2026 07:28:30 GMT",
                "Date": "Wed, 21 Oct 2026 07:28:20 GMT",
            },
            10,
        ),
        ({"Retry-After": "Wed, 21 Oct 2020 07:28:30 GMT"}, 0),
        ({"Retry-After": "Wed, 21 Oct 2026 07:28:30 GMT", "Date": "rubbish"}, 30),
    ],
)
def test_what_the_server_asks_to_wait(headers: dict[str, str], expected: float | None) -> None:
    """Milliseconds before seconds before dates; finite and never negative."""
    assert retry_after(Headers(headers.items()), NOW) == expected


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_header_breaks_the_reading(milliseconds: str, seconds: str) -> None:
    """Whatever the header holds, the answer is None or a finite number of 0 or more."""
    found = retry_after(Headers([("retry-after-ms", milliseconds), ("retry-after", seconds)]), NOW)
    assert found is None or (math.isfinite(found) and found >= 0)


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_the_delay_doubles_up_to_eight_seconds(attempt: int, chance: float) -> None:
    """min(0.5·2ⁿ, 8) seconds, times 0.75 to 1."""
    longest = min(0.5 * 2.0 ** min(attempt, 100), 8.0)
    assert 0.75 * longest <= backoff(attempt, chance) <= longest


@pytest.mark.parametrize(
    ("status", "advice", "expected"),
    [
        *((status, None, True) for status in (408, 409, 429, 500, 502, 503, 504, 599)),
        *((status, None, False) for status in (301, 304, 400, 401, 403, 404, 422, 600)),
        (400, "true", True),
        (400, " TRUE ", True),
        (503, "false", False),
        (503, "maybe", True),
        (400, "", False),
    ],
)
def test_which_statuses_are_retried(status: int, advice: str | None, expected: bool) -> None:
    """408, 409, 429 and 5xx; the server's x-should-retry wins."""
    assert should_retry(status, advice) is expected


def test_the_policy() -> None:
    """Attempts are counted, waits are bounded, and what cannot be replayed is not repeated."""
    policy = RetryPolicy(max_retries=2, max_retry_after=60)
    assert policy.delay(0, lambda: 1.0) == 0.5
    assert policy.delay(1, lambda: 0.0) == 0.75
    assert policy.delay(2, lambda: 1.0) is None
    assert policy.delay(0, lambda: 1.0, 404) is None
    assert policy.delay(0, lambda: 1.0, 429, 60) == 60
    assert policy.delay(0, lambda: 1.0, 429, 60.1) is None
    assert policy.delay(0, lambda: 1.0, 429, 0) == 0
    assert RetryPolicy(replayable=False).delay(0, lambda: 1.0) is None


def test_reading_a_hostile_header_is_fast() -> None:
    """A header of 100,000 characters is read in no time."""
    started = time.perf_counter()
    for text in ("1" * 100_000, "." * 100_000, "Wed, " * 20_000, "a" * 100_000):
        retry_after(Headers([("retry-after", text)]), NOW)
    assert time.perf_counter() - started < 1

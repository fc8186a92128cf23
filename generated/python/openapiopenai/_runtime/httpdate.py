"""HTTP dates (RFC 9110 §5.6.7) in their three forms."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_MONTH = "|".join(_MONTHS)
_TIME = r"(?P<hour>\d{2}):(?P<minute>\d{2}):(?P<second>\d{2})"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"[a-z]{{3}}, (?P<day>\d{{2}}) (?P<month>{_MONTH}) (?P<year>\d{{4}}) {_TIME} GMT",
        rf"[a-z]{{6,9}}, (?P<day>\d{{2}})-(?P<month>{_MONTH})-(?P<year>\d{{2}}) {_TIME} GMT",
        rf"[a-z]{{3}} (?P<month>{_MONTH}) (?P<day>[ \d]\d) {_TIME} (?P<year>\d{{4}})",
    )
)


def http_date(text: str, now: float) -> float | None:
    """Seconds since the epoch, None for what is no HTTP date.

    ``now`` (seconds since the epoch) settles the century of a two-digit year: a date that seems
    more than 50 years ahead is in the past.

    >>> http_date("Sun, 06 Nov 1994 08:49:37 GMT", 0)
    784111777.0
    """
    for form in _FORMS:
        if found := form.fullmatch(text.strip()):
            return _moment(found, now)
    return None


def _moment(found: re.Match[str], now: float) -> float | None:
    year = int(found["year"])
    if year < 100:
        current = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=now)).year
        year += current // 100 * 100
        if year > current + 50:
            year -= 100
    # A leap second is the end of its minute for our purpose.
    second = min(int(found["second"]), 59)
    try:
        return datetime(
            year,
            _MONTHS.index(found["month"].lower()) + 1,
            int(found["day"]),
            int(found["hour"]),
            int(found["minute"]),
            second,
            tzinfo=UTC,
        ).timestamp()
    except ValueError:
        return None

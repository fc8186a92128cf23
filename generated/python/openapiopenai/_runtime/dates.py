"""Dates and times: RFC 3339 text in, the same text out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import Any

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_TIME = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]([0-9]{2}):([0-9]{2}):([0-9]{2})"
    r"(?:\.([0-9]+))?(?:([Zz])|([+-])([0-9]{2}):([0-9]{2}))?"
)


class Timestamp(datetime):
    """A date-time that was decoded: a ``datetime`` that remembers the text it came from.

    Encoding it gives that text again: the same offset, the same digits of the fraction. What is
    computed from it (``replace``, ``astimezone``, arithmetic) is a date-time of its own, without
    a remembered text.
    """

    __slots__ = ("_text",)
    _text: str

    @classmethod
    def parse(cls, text: str) -> Timestamp:
        """Read a date-time (RFC 3339 §5.6); one without an offset gives a naive one.

        Digits of the fraction beyond microseconds are kept in the text only. Raises ValueError
        for anything else, leap seconds included, which ``datetime`` cannot hold.
        """
        match = _DATE_TIME.fullmatch(text)
        if match is None:
            raise ValueError(f"not a date-time (RFC 3339): {text!r}")
        year, month, day, hour, minute, second = map(int, match.groups()[:6])
        micros = int((match[7] or "0")[:6].ljust(6, "0"))
        zone = _offset(match)
        moment = cls(year, month, day, hour, minute, second, micros, zone)
        return moment._remembering(text)

    @property
    def text(self) -> str:
        """The text on the wire. Raises ValueError for a naive date-time of one's own making."""
        return date_time_text(self)

    def __reduce_ex__(
        self, protocol: Any
    ) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        fields = (self.year, self.month, self.day, self.hour, self.minute, self.second)
        rest = (self.microsecond, self.tzinfo, self.fold)
        return type(self)._restore, (*fields, *rest, getattr(self, "_text", None))

    @classmethod
    def _restore(cls, *state: Any) -> Timestamp:
        *fields, fold, text = state
        moment = cls(*fields, fold=fold)
        return moment if text is None else moment._remembering(text)

    def _remembering(self, text: str) -> Timestamp:
        self._text = text
        return self


def _offset(match: re.Match[str]) -> tzinfo | None:
    if match[8]:
        return timezone.utc
    if not match[9]:
        return None
    hours, minutes = int(match[10]), int(match[11])
    if hours > 23 or minutes > 59:
        raise ValueError(f"not an offset (RFC 3339): {match[0]!r}")
    amount = timedelta(hours=hours, minutes=minutes)
    return timezone(-amount if match[9] == "-" else amount)


def parse_date(text: str) -> date:
    """Read a full-date (RFC 3339 §5.6). Its text is always that of ``date.isoformat``."""
    if _DATE.fullmatch(text) is None:
        raise ValueError(f"not a date (RFC 3339): {text!r}")
    return date(int(text[:4]), int(text[5:7]), int(text[8:]))


def date_time_text(value: datetime) -> str:
    """The RFC 3339 text of a date-time, with its offset.

    A :class:`Timestamp` that was decoded has its own text. Raises ValueError for a naive one:
    nobody can say which instant it means.

    >>> date_time_text(datetime(2024, 1, 2, 3, 4, 5, tzinfo=timezone.utc))
    '2024-01-02T03:04:05+00:00'
    """
    remembered: str | None = getattr(value, "_text", None)
    if remembered is not None:
        return remembered
    offset = value.utcoffset()
    if offset is None:
        raise ValueError(
            "a date-time without a time zone cannot be sent; give it one, for example"
            " value.replace(tzinfo=timezone.utc)"
        )
    if offset % timedelta(minutes=1):
        value = value.astimezone(timezone.utc)
    return value.isoformat()

"""Dates and times: the text of the wire, and the datetime of Python."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.python_runtime import package

package()

import sampleclient.models as m  # noqa: E402
from sampleclient._runtime.codec import decode, encode  # noqa: E402
from sampleclient._runtime.dates import Timestamp, date_time_text, parse_date  # noqa: E402


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-02T03:04:05Z",
        "2024-01-02t03:04:05z",
        "2024-01-02 03:04:05+00:00",
        "2024-01-02T03:04:05-00:00",
        "2024-01-02T03:04:05.1Z",
        "2024-01-02T03:04:05.120000Z",
        "2024-01-02T03:04:05.123456789+05:30",
        "0001-01-01T00:00:00+23:59",
        "2024-01-02T03:04:05",
    ],
)
def test_a_decoded_date_time_is_encoded_as_the_same_text(text: str) -> None:
    """Fraction, offset and letters of a date-time come back as they were."""
    created = decode(m.Specimen, b'{"created":"%s"}' % text.encode()).created
    assert isinstance(created, Timestamp)
    assert created.text == text
    assert encode(created) == b'"%s"' % text.encode()


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-30T00:00:00Z",
        "2024-01-02T24:00:00Z",
        "2016-12-31T23:59:60Z",
        "2024-01-02T03:04Z",
        "2024-01-02T03:04:05+24:00",
        "2024-01-02T03:04:05+0530",
        "2024-01-02T03:04:05.Z",
        "٢٠٢٤-01-02T03:04:05Z",
        "20240102T030405Z",
        "2024-01-02",
        "1704164645",
        "",
    ],
)
def test_an_unreadable_date_time_stays_its_text(text: str) -> None:
    """What is no date-time, or none that Python can hold, stays a string."""
    data = f'{{"created":"{text}"}}'.encode()
    model = decode(m.Specimen, data)
    assert model.created == text
    assert type(model.created) is str
    assert encode(model) == data


def test_a_decoded_date_time_is_a_datetime() -> None:
    """It has the instant and offset, and computing with it forgets the text."""
    moment = Timestamp.parse("2024-01-02T03:04:05.1239999-05:00")
    assert moment == datetime(2024, 1, 2, 8, 4, 5, 123999, tzinfo=UTC)
    assert moment.utcoffset() == timedelta(hours=-5)
    later = moment + timedelta(seconds=1)
    assert date_time_text(later) == "2024-01-02T03:04:06.123999-05:00"
    assert date_time_text(moment.replace(year=2025)).startswith("2025-")
    utc = moment.astimezone(UTC)
    assert date_time_text(utc) == "2024-01-02T08:04:05.123999+00:00"


@pytest.mark.parametrize(
    "again",
    [copy.copy, copy.deepcopy, lambda moment: pickle.loads(pickle.dumps(moment))],
)
def test_copies_remember_the_text(again: object) -> None:
    """Copying and pickling keep the text of a date-time, and that it has none."""
    assert callable(again)
    moment = Timestamp.parse("2024-01-02t03:04:05.10z")
    assert again(moment).text == "2024-01-02t03:04:05.10z"
    computed = moment.replace(fold=1)
    assert again(computed).text == "2024-01-02T03:04:05.100000+00:00"
    assert again(computed).fold == 1


def test_a_datetime_of_ones_own_is_sent_with_its_offset() -> None:
    """RFC 3339 has offsets of whole minutes only; a naive date-time is refused."""
    odd = timezone(timedelta(minutes=19, seconds=32))
    moment = datetime(1930, 1, 1, tzinfo=odd)
    assert date_time_text(moment) == "1929-12-31T23:40:28+00:00"
    with pytest.raises(ValueError, match="without a time zone"):
        date_time_text(datetime(2024, 1, 2))
    with pytest.raises(ValueError, match="without a time zone"):
        date_time_text(Timestamp.parse("2024-01-02T00:00:00") + timedelta(1))


def test_a_model_takes_datetimes_and_their_text() -> None:
    """A date-time member takes a datetime or RFC 3339 text; a date member no datetime."""
    moment = datetime(2024, 1, 2, tzinfo=UTC)
    model = m.Specimen(id="x", plus_1=1, created=moment, day=date(2024, 1, 2))
    assert encode(model) == (
        b'{"id":"x","+1":1,"created":"2024-01-02T00:00:00+00:00","day":"2024-01-02"}'
    )
    model.created = "2024-01-02T00:00:00.0Z"
    assert isinstance(model.created, datetime)
    assert b'"2024-01-02T00:00:00.0Z"' in encode(model)
    for member, value in (("created", "soon"), ("created", 5), ("day", moment), ("day", "x")):
        with pytest.raises(ValueError, match=member):
            m.Specimen(id="x", plus_1=1, **{member: value})


@given(
    st.datetimes(timezones=st.timezones() | st.none()),
    st.from_regex(r"\A(\.[0-9]{1,9})?([Zz]|[+-][01][0-9]:[0-5][0-9])\Z"),
)
def test_every_date_time_survives(moment: datetime, tail: str) -> None:
    """Any date-time text decodes to a datetime and encodes to itself."""
    text = moment.replace(tzinfo=None, microsecond=0).isoformat() + tail
    assert date_time_text(Timestamp.parse(text)) == text


@given(st.dates())
def test_every_date_survives(day: date) -> None:
    """A date is a plain ``date``: its text needs no remembering."""
    assert parse_date(day.isoformat()) == day

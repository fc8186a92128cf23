"""Encoding: whatever a program mixes becomes exact JSON, or a clear refusal."""

from __future__ import annotations

import enum
import json
import uuid
from collections import OrderedDict, deque
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from tests.support.python_runtime import package

package()

import sampleclient.models as m  # noqa: E402
from sampleclient._runtime.codec import (  # noqa: E402
    Unencodable,
    decode,
    encode,
    members,
    to_plain,
)


class Colour(enum.Enum):
    RED = "red"


class Level(enum.IntEnum):
    LOW = 1


class Text(str):
    """A string of a user's own."""


class View(Mapping[str, Any]):
    """A mapping that is no dict."""

    def __init__(self, inner: dict[str, Any]) -> None:
        self._inner = inner

    def __getitem__(self, name: str) -> Any:
        return self._inner[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._inner)

    def __len__(self) -> int:
        return len(self._inner)


USER = m.ChatCompletionRequestUserMessage(role="user", content="hé")
MOMENT = datetime(2024, 1, 2, 3, 4, 5, 600, tzinfo=timezone(timedelta(hours=-5, minutes=-30)))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None, 1.0, "x"]}, '{"b":1,"a":[true,null,1.0,"x"]}'),
        (({"m": USER},), '[{"m":{"content":"hé","role":"user"}}]'),
        (OrderedDict(z=1, a=2), '{"z":1,"a":2}'),
        (View({"k": deque([1, View({})])}), '{"k":[1,{}]}'),
        ([Colour.RED, Level.LOW, Text("t")], '["red",1,"t"]'),
        ({Colour.RED: 1}, '{"red":1}'),
        (MOMENT, '"2024-01-02T03:04:05.000600-05:30"'),
        (date(2024, 1, 2), '"2024-01-02"'),
        ([Decimal("1.10"), Decimal("5"), Decimal("1E+3")], "[1.1,5,1000]"),
        (uuid.UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
        ([2**70, -(2**63), 1e-7, 1e300], f"[{2**70},{-(2**63)},1e-07,1e+300]"),
        ('\u2028 \u0000 " \\ / 😀', '"\u2028 \\u0000 \\" \\\\ / 😀"'),
        ("a\ud83d", '"a\\ud83d"'),
        ({}, "{}"),
        (None, "null"),
    ],
)
def test_mixed_values_become_compact_json(value: object, text: str) -> None:
    """Mappings, sequences, models, enums, dates and numbers encode exactly, in their order."""
    assert encode(value).decode() == text


def test_plain_data_is_sent_as_it_is_given() -> None:
    """A dict is not validated, not completed, not reordered, whatever the document says."""
    data = {"model": 5, "messages": "none", "extra": {"x": None}}
    assert encode(data) == b'{"model":5,"messages":"none","extra":{"x":null}}'
    assert to_plain(data) == data


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (float("nan"), "(the whole value): nan is no JSON number"),
        ({"a": [1, float("inf")]}, "/a/1: inf is no JSON number"),
        ({"a/b": {"~": {1, 2}}}, "/a~1b/~0: a set has no order; send a list"),
        ([b"x"], "/0: a bytes is no JSON value; send text, for example base64"),
        ([object()], "/0: an object is no JSON value"),
        ({1: 2}, "(the whole value): the member name 1 is no string"),
        ([{"a": datetime(2024, 1, 2)}], "/0/a: a date-time without a time zone cannot be sent;"),
        ([Decimal("0.12345678901234567890123")], "/0: 0.12345678901234567890123 has more digits"),
        ([Decimal("NaN")], "/0: NaN is no JSON number"),
        ([Decimal("sNaN")], "/0: sNaN is no JSON number"),
        ({"x": iter([1])}, "/x: a list_iterator is no JSON value"),
    ],
)
def test_what_json_cannot_hold_is_refused_with_its_place(value: object, message: str) -> None:
    """NaN, sets, bytes, naive date-times and strange types are errors with a JSON pointer."""
    with pytest.raises(Unencodable) as caught:
        encode(value)
    assert str(caught.value).startswith(message)


def test_the_place_is_found_inside_models() -> None:
    """The pointer leads through models by wire names."""
    model = decode(m.Specimen, b'{"id":"x","+1":1,"parent":{"id":"y","+1":2}}')
    model.parent.created = datetime(2024, 1, 2)
    with pytest.raises(Unencodable, match=r"^/parent/created: a date-time without"):
        encode(model)
    model.parent = m.Specimen(id="y", plus_1=1, anything={"deep": [0, {1}]})
    with pytest.raises(Unencodable, match=r"^/parent/anything/deep/1: a set"):
        encode(model)
    del model.parent.anything
    model.parent.ratio = 1
    vars(model.parent)["ratio"] = float("-inf")
    with pytest.raises(Unencodable, match=r"^/0/parent/ratio: -inf"):
        encode([model])


@pytest.mark.parametrize("value", [{1}, float("nan"), b"x", datetime(2024, 1, 2)])
def test_unlisted_members_are_checked_when_they_are_set(value: object) -> None:
    """A member that the class does not list must be JSON from the start."""
    with pytest.raises(ValueError, match="surprise"):
        m.CompletionUsage(completion_tokens=1, prompt_tokens=1, total_tokens=1, surprise=value)


def test_a_value_that_holds_itself_is_refused() -> None:
    """A cycle is an error, not an endless loop."""
    loop: list[Any] = []
    loop.append(loop)
    with pytest.raises(Unencodable, match="nested more than"):
        encode(loop)


def test_a_member_called_nan_is_no_obstacle() -> None:
    """The words NaN and Infinity in a text are text."""
    model = decode(m.Specimen, b'{"id":"NaN","+1":1,"Infinity":"-Infinity"}')
    assert encode(model) == b'{"id":"NaN","+1":1,"Infinity":"-Infinity"}'


def test_members_gives_one_level_by_wire_name() -> None:
    """Forms and multipart bodies see the members that are set, as they are."""
    picture = object()
    model = m.Specimen(id="x", plus_1=1, class_="c", picture=picture, pet=m.Cat(meow="m"))
    found = members(model)
    assert list(found) == ["id", "class", "+1", "pet", "picture"]
    assert found["picture"] is picture
    assert type(found["pet"]) is m.Cat
    assert members(View({"a": USER})) == {"a": USER}
    with pytest.raises(Unencodable, match="a list is no object"):
        members([1])


def test_models_straight_from_the_core_equal_the_long_way() -> None:
    """The fast path through pydantic-core and the walk in Python give the same JSON."""
    text = json.dumps(
        {
            "id": "x",
            "+1": 1.0,
            "created": "2024-01-02T03:04:05.120Z",
            "grid": [["2024-01-02T03:04:05+00:00"]],
            "maps": {"a": {"b": {"meow": "m", "since": "2024-01-02 03:04:05z"}}},
            "new": [1, {"x": None}],
            "_id": None,
        }
    ).encode()
    model = decode(m.Specimen, text)
    assert json.loads(encode(model)) == json.loads(text)
    assert json.loads(encode([model])) == [json.loads(text)]
    assert to_plain(model) == json.loads(text)

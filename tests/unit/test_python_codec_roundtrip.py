"""Decode, then encode: the same JSON, for values that fit and for values that do not."""

from __future__ import annotations

import json
import math
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.python_runtime import package

package()

import sampleclient.models as m  # noqa: E402
from sampleclient._runtime import shapes  # noqa: E402
from sampleclient._runtime.codec import decode, decode_value, encode, to_plain  # noqa: E402
from sampleclient._runtime.members import extra_of, members_of  # noqa: E402
from sampleclient._runtime.shapes import Shape, shape_of  # noqa: E402

DEPTH = 3
TEXT = st.text(st.characters(exclude_categories=()), max_size=5)
NAMES = TEXT | st.sampled_from(
    (
        *("id", "id_", "_id", "class", "class_", "copy", "copy_", "json", "+1", "plus_1", "role"),
        *("meow", "bark", "kind", "self", "model_dump", "model_config", "__class__", "events"),
    )
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT
    | st.sampled_from(["2024-01-02T03:04:05Z", "2024-01-02", "user", "text", 1, 2, 3, 4])
)
JSON = st.recursive(
    SCALARS,
    lambda inner: (st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=8,
)
NUMBERS = {
    "string": TEXT,
    "integer": st.integers(),
    "number": st.integers() | st.floats(allow_nan=False, allow_infinity=False),
    "boolean": st.booleans(),
}
ROOTS = [
    m.Specimen,
    m.CreateChatCompletionRequest,
    m.CreateChatCompletionResponse,
    m.ChatCompletionRequestMessage,
    m.Event,
    m.Animal,
    m.Drawn,
    m.Either,
    m.Tree,
    m.Counted,
    list[m.Switch],
]


@cache
def values(shape: Shape, depth: int = DEPTH) -> st.SearchStrategy[Any]:
    """JSON values that fit a shape; of limited depth where it is recursive."""
    match shape:
        case shapes.Scalar(kind):
            return NUMBERS[kind]
        case shapes.Known(known, bases, open_):
            others = map(values, bases) if open_ else ()
            return st.one_of(st.sampled_from(known), *others)
        case shapes.Moment(time):
            moments = st.datetimes().map(lambda moment: moment.isoformat() + "+01:00")
            return moments if time else st.dates().map(str)
        case shapes.ListOf(item):
            return st.lists(values(item, depth - 1), max_size=2) if depth > 0 else st.just([])
        case shapes.MapOf(value):
            inside = st.deferred(lambda: values(value, depth - 1))
            return st.dictionaries(NAMES, inside, max_size=2 if depth > 0 else 0)
        case shapes.Maybe(inner, declared):
            return st.none() | values(inner, depth) if declared else values(inner, depth)
        case shapes.Bounded(inner):
            return values(inner, depth)
        case shapes.Record(cls):
            return st.deferred(lambda: records(cls, depth))
        case shapes.Reference(named):
            return values(named.shape, depth)
        case shapes.Choice():
            return st.one_of(*(cases(case, shape.tag, depth) for case in shape.cases))
        case _:
            return JSON


def cases(case: Any, tag: str | None, depth: int) -> st.SearchStrategy[Any]:
    """Values of one case of a union, with the tag that selects it."""
    drawn = values(case.shape, depth)
    if tag is None or not case.tags:
        return drawn
    return st.builds(
        lambda value, tagged: {**value, tag: tagged} if isinstance(value, dict) else value,
        drawn,
        st.sampled_from(case.tags),
    )


@cache
def records(cls: Any, depth: int) -> st.SearchStrategy[dict[str, Any]]:
    """Objects of a model: its required members, some others, some that it does not list."""
    required, optional = {}, {}
    for member in members_of(cls):
        if member.required:
            required[member.wire] = values(member.shape, depth - 1)
        elif depth > 0:
            optional[member.wire] = values(member.shape, depth - 1)
    known = st.fixed_dictionaries(required, optional=optional)
    extra = extra_of(cls)
    if extra is None or depth <= 0:
        return known
    more = st.dictionaries(NAMES, values(extra, depth - 1), max_size=2)
    return st.builds(lambda rest, own: {**rest, **own}, more, known)


def same(left: Any, right: Any) -> bool:
    """Equal as JSON, numbers by value and by whether they are integers."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[k], right[k]) for k in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, float) and isinstance(right, float):
        return left == right and math.copysign(1, left) == math.copysign(1, right)
    return type(left) is type(right) and left == right


def survives(type_: Any, value: Any, *, strict: bool = False) -> None:
    data = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
    if b"\xed" in data:
        data = json.dumps(value).encode()
    decoded = decode(type_, data, strict=strict)
    assert same(json.loads(encode(decoded)), value)
    assert same(to_plain(decoded), value)
    assert same(to_plain(decode_value(type_, value)), value)
    again = decode(type_, encode(decoded))
    assert again == decoded
    assert type(again) is type(decoded)


@pytest.mark.parametrize("root", ROOTS, ids=str)
@given(data=st.data())
def test_values_that_fit_survive(root: Any, data: st.DataObject) -> None:
    """Whatever the schema allows comes back as the same JSON, also by way of plain values."""
    survives(root, data.draw(values(shape_of(root))))


@pytest.mark.parametrize("root", ROOTS, ids=str)
@given(value=JSON)
def test_values_that_do_not_fit_survive_too(root: Any, value: Any) -> None:
    """Any JSON at all comes back as it was: nothing is lost because it was not expected."""
    survives(root, value)


@given(value=values(shape_of(m.CreateChatCompletionResponse)))
def test_strict_accepts_what_fits(value: Any) -> None:
    """Strict decoding refuses no value that the schema allows."""
    survives(m.CreateChatCompletionResponse, value, strict=True)


@given(data=st.data())
def test_a_damaged_value_loses_nothing(data: st.DataObject) -> None:
    """A value that fits but for one member, somewhere, comes back with that member."""
    value = data.draw(values(shape_of(m.Specimen)))
    holder = value
    while True:
        key = data.draw(st.sampled_from(sorted(holder)))
        inner = holder[key]
        if isinstance(inner, dict) and inner and data.draw(st.booleans()):
            holder = inner
        else:
            break
    holder[key] = data.draw(JSON)
    survives(m.Specimen, value)


@given(data=st.data())
def test_what_is_constructed_is_what_is_sent(data: st.DataObject) -> None:
    """A model made from members sends those members and nothing else."""
    value = data.draw(values(shape_of(m.CreateChatCompletionRequest)))
    model = m.CreateChatCompletionRequest.model_validate(value)
    assert same(json.loads(encode(model)), value)

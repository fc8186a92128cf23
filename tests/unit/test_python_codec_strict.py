"""Strict decoding: everything that breaks the document, together, each with its place."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.python_runtime import package

package()

import sampleclient.models as m  # noqa: E402
from sampleclient._runtime.codec import Mismatch, NotJson, decode, decode_value  # noqa: E402


def problems(type_: Any, value: object) -> list[str]:
    """Messages of a strict decode; empty where it succeeds."""
    try:
        decode(type_, json.dumps(value).encode(), strict=True)
    except Mismatch as mismatch:
        return [str(problem) for problem in mismatch.problems]
    return []


def specimen(**value: object) -> list[str]:
    return problems(m.Specimen, {"id": "x", "+1": 1, **value})


def test_a_right_value_decodes_as_it_does_without_strict() -> None:
    """Strict decoding of a valid value gives the same models."""
    value = {"id": "x", "+1": 1.5, "pet": {"meow": "m"}, "level": 2, "new": [1]}
    data = json.dumps(value).encode()
    assert decode(m.Specimen, data, strict=True) == decode(m.Specimen, data)
    assert decode_value(m.Specimen, value, strict=True) == decode(m.Specimen, data)


def test_every_problem_is_listed_with_its_pointer() -> None:
    """One error lists all places, with JSON pointers and what was expected there."""
    found = specimen(
        **{
            "id": 5,
            "+1": "x",
            "flag": 0,
            "parent": {"id": "y"},
            "maps": {"a/b": {"c": 4}},
            "user": None,
            "class": None,
            "copy": None,
        }
    )
    assert found == [
        "/id: expected a string, got 5",
        "/class: null is not allowed here",
        '/+1: expected a number, got "x"',
        "/flag: expected a boolean, got 0",
        "/maps/a~1b/c: expected an object, got 4",
        '/parent: the required member "+1" is missing',
    ]


@pytest.mark.parametrize(
    ("value", "fine"),
    [
        ({"big": 1.0}, True),
        ({"big": 1.5}, False),
        ({"big": True}, False),
        ({"ratio": 1}, True),
        ({"ratio": True}, False),
        ({"level": 2}, True),
        ({"level": 2.0}, True),
        ({"level": 4}, False),
        ({"level": True}, False),
        ({"mixed": "auto"}, True),
        ({"mixed": "manual"}, False),
        ({"created": "2024-01-02T03:04:05Z"}, True),
        ({"created": "2024-01-02T03:04:05"}, False),
        ({"created": "2024-01-02"}, False),
        ({"created": 5}, False),
        ({"day": "2024-01-02"}, True),
        ({"day": "2024-02-30"}, False),
        ({"code": "ab"}, True),
        ({"code": "a"}, False),
        ({"code": "abcd"}, False),
        ({"code": "AB"}, False),
        ({"tags": ["a", "b"]}, True),
        ({"tags": ["a", "a"]}, False),
        ({"tags": ["a", "b", "c", "d"]}, False),
        ({"share": 0.07}, True),
        ({"share": 0.071}, False),
        ({"share": 0}, False),
        ({"pet": {"meow": "m"}}, True),
        ({"pet": {"meow": 5}}, False),
        ({"drawn": {"text": "x", "label": 5}}, True),
        ({"drawn": {"text": 5}}, False),
        ({"drawn": {}}, False),
        ({"drawn": 5}, False),
        ({"either": [{"meow": "m"}]}, True),
        ({"either": [{"meow": 5}]}, False),
        ({"either": None}, True),
        ({"counted": {"x": [{"meow": "m"}]}}, True),
        ({"counted": {"x": 5}}, False),
        ({"sealed": {"one": 1}}, True),
        ({"sealed": {"two": 1}}, False),
        ({"events": [{"kind": 1, "at": "2024-01-02T03:04:05Z"}, {"kind": 99}]}, True),
        ({"events": [{"kind": 1}]}, False),
        ({"tree": ["a", ["b"]]}, True),
        ({"tree": ["a", [5]]}, False),
    ],
)
def test_each_rule_of_the_document_is_checked(value: dict[str, object], fine: bool) -> None:
    """Types, enumerations, dates, bounds, unions, extra members and null are checked."""
    assert (specimen(**value) == []) is fine


def test_an_unknown_variant_of_a_closed_union_is_a_problem() -> None:
    """The message names the tag that no variant has."""
    assert problems(m.ChatCompletionRequestMessage, {"role": "robot"}) == [
        '(the whole value): no variant has such role "robot"; expected one of'
        " ChatCompletionRequestDeveloperMessage, ChatCompletionRequestUserMessage"
    ]


def test_an_open_enumeration_takes_any_value_of_its_type() -> None:
    """Where the document itself is open, strict is too."""
    message = {"role": "user", "content": "x"}
    assert problems(m.CreateChatCompletionRequest, {"messages": [message], "model": "new"}) == []
    assert problems(m.CreateChatCompletionRequest, {"messages": [message], "model": 5}) != []
    closed = {"messages": [message], "model": "new", "reasoning_effort": "new"}
    assert problems(m.CreateChatCompletionRequest, closed) == [
        '/reasoning_effort: expected one of "low", "medium", "high", got "new"'
    ]


def test_bounds_of_nested_types_are_checked() -> None:
    """A bound on an array inside a union, and exact ones beyond 2^53."""
    base = {"messages": [{"role": "user", "content": []}], "model": "m"}
    assert problems(m.CreateChatCompletionRequest, base) == [
        "/messages/0/content: 0 items, fewer than 1"
    ]
    base = {"messages": [{"role": "user", "content": "x"}], "model": "m", "seed": 2**63}
    assert problems(m.CreateChatCompletionRequest, base) == [
        f"/seed: {2**63} is more than {2**63 - 1}"
    ]


def test_no_json_is_no_mismatch() -> None:
    """Bytes that are no JSON are refused as such, strict or not."""
    with pytest.raises(NotJson):
        decode(m.Specimen, b"{", strict=True)

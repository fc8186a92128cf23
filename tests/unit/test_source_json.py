"""JSON: recognised by content, as careful as YAML."""

from __future__ import annotations

import json

import pytest

from generator.source.budget import Budget
from generator.source.fault import Unreadable
from generator.source.files import SourceFile
from generator.source.json_text import looks_like_json, parse


def refusal(text: str) -> tuple[str, int]:
    with pytest.raises(Unreadable) as caught:
        SourceFile("x.json", text.encode("utf-8", "surrogatepass")).parse(Budget())
    fault = caught.value.faults[0]
    return fault.code, fault.index


@pytest.mark.parametrize(
    ("text", "name", "is_json"),
    [
        ('{"a": 1}', "-", True),
        ("  [1]", "-", False),
        ("[[1]]", "-", True),
        ("{}", "x.yaml", True),
        ("{a: 1}", "x.yaml", False),
        ("{a: 1}", "x.json", True),
        ("a: 1", "x.json", False),
        ("", "x.json", False),
    ],
)
def test_json_is_known_by_its_content(text: str, name: str, is_json: bool) -> None:
    """A text that begins as only JSON does is JSON; the name only settles what could be both."""
    assert looks_like_json(text, name) is is_json


def test_flow_style_yaml_is_no_json() -> None:
    """A YAML file that begins with `{"` but goes on as YAML is read as YAML."""
    file = SourceFile("x.yaml", b'{"a": 1, b: no, }')
    assert file.parse(Budget()).value == {"a": 1, "b": "no"}
    assert file.locate(("b",)).column == 13


@pytest.mark.parametrize(
    ("text", "code", "index"),
    [
        ('{"a": 1,}', "json-syntax", 8),
        ('{"a" 1}', "json-syntax", 5),
        ('{"a": 1 "b": 2}', "json-syntax", 8),
        ('{"a": }', "json-syntax", 6),
        ('{"a": "b', "json-syntax", 6),
        ('{"a": "b\n"}', "json-syntax", 8),
        ('{"a": "\\x"}', "json-syntax", 7),
        ('{"a": 1} x', "json-syntax", 9),
        ('{"a": NaN}', "json-number", 6),
        ('{"a": -Infinity}', "json-number", 6),
        ('{"a": 1e999}', "json-number", 6),
        ('{"a": ' + "9" * 5000 + "}", "json-number", 6),
        ('{"a": "\\ud800"}', "json-character", 7),
        ('{"a": ' + "[" * 100_000, "too-deep", 0),
    ],
)
def test_faults_have_a_place(text: str, code: str, index: int) -> None:
    """Each fault of JSON is refused at its character."""
    found, place = refusal(text)
    assert found == code
    assert abs(place - index) <= 1


def test_pairs_of_escapes_are_characters() -> None:
    """A whole surrogate pair is one character; only half of one is refused."""
    assert parse('{"a": "\\ud83d\\ude00"}', Budget()).value == {"a": "😀"}


def test_duplicates_are_located_at_any_depth() -> None:
    """A name that stands twice is an error at its second place, escapes or not."""
    file = SourceFile("x.json", b'{"a": {"b": 1,\n "\\u0062": [1, {"c": 2, "c": 3}]}}')
    with pytest.raises(Unreadable) as caught:
        file.parse(Budget())
    assert [file.lines.place(fault.index) for fault in caught.value.faults] == [(2, 2), (2, 25)]


def test_integers_are_exact_at_any_size() -> None:
    """Integers beyond 2^53 and numbers in unusual form keep value and text."""
    value = parse('{"a": 9223372036854775808123, "b": 1.10}', Budget()).value
    assert value["a"] == 9223372036854775808123
    assert str(value["b"]) == "1.10"
    assert json.dumps(value) == '{"a": 9223372036854775808123, "b": 1.1}'


def test_size_is_bounded() -> None:
    """The number of values is bounded for JSON as for YAML."""
    with pytest.raises(Unreadable) as caught:
        parse("[" + "1," * 99 + "1]", Budget(nodes=50))
    assert caught.value.faults[0].code == "too-large"
    with pytest.raises(Unreadable) as caught:
        parse("[[[[[1]]]]]", Budget(depth=3))
    assert caught.value.faults[0].code == "too-deep"

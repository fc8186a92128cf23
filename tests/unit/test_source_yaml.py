"""YAML 1.2: only the types of JSON, and everything else refused at its place."""

from __future__ import annotations

import json

import pytest

from generator.source.budget import Budget
from generator.source.fault import Unreadable
from generator.source.files import SourceFile
from generator.source.scalars import written
from generator.source.yaml12 import parse


def value_of(text: str, budget: Budget | None = None) -> object:
    return parse(text, budget or Budget()).value


def refusal(text: str, budget: Budget | None = None) -> tuple[str, int]:
    with pytest.raises(Unreadable) as caught:
        value_of(text, budget)
    fault = caught.value.faults[0]
    return fault.code, fault.index


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("Yes", "Yes"),
        ("y", "y"),
        ("2024-01-31", "2024-01-31"),
        ("2001-12-14t21:59:43.10-05:00", "2001-12-14t21:59:43.10-05:00"),
        ("12:30:45", "12:30:45"),
        ("1_000", "1_000"),
        ("0b101", "0b101"),
        (".inf", ".inf"),
        ("-.INF", "-.INF"),
        (".nan", ".nan"),
        ("=", "="),
        ("1e999", "1e999"),
        ("+", "+"),
        (".", "."),
        ("true", True),
        ("FALSE", False),
        ("~", None),
        ("Null", None),
        ("", None),
        ("0o17", 15),
        ("0x1F", 31),
        ("017", 17),
        ("-0", 0),
        ("123456789012345678901234567890", 123456789012345678901234567890),
        ("1.5", 1.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ('"true"', "true"),
        ("'1.10'", "1.10"),
    ],
)
def test_scalars_are_those_of_the_core_schema(text: str, value: object) -> None:
    """A plain scalar is a number, true, false or null as YAML 1.2 says, and text otherwise."""
    found = value_of(f"key: {text}")
    assert found == {"key": value}
    assert isinstance(found, dict)
    assert isinstance(found["key"], type(value))


@pytest.mark.parametrize("text", ["1.10", "1e3", "007", "0x1F", "+1", "3.0", "-0", "1.0e+2"])
def test_numbers_remember_how_they_were_written(text: str) -> None:
    """`version: 1.10` is a number, and still knows its text; JSON shows the plain number."""
    found = value_of(f"key: {text}")
    assert isinstance(found, dict)
    assert written(found["key"]) == text
    assert json.loads(json.dumps(found["key"])) == found["key"]


def test_keys_are_the_text_of_their_author() -> None:
    """Mapping keys are never converted: 200, 1.10, no and null stay what was written."""
    text = '200: a\n1.10: b\nno: c\nnull: d\n~: e\n2024-01-01: f\n"": g\n'
    found = value_of(text)
    assert isinstance(found, dict)
    assert list(found) == ["200", "1.10", "no", "null", "~", "2024-01-01", ""]


def test_aliases_are_copies() -> None:
    """Two uses of an anchor are equal and independent, so that one can be changed alone."""
    found = value_of("a: &a {x: [1]}\nb: *a\nc: &t text\nd: *t\n*t : 1\n")
    assert isinstance(found, dict)
    assert found["a"] == found["b"] == {"x": [1]}
    assert found["a"] is not found["b"]
    assert found["a"]["x"] is not found["b"]["x"]
    assert found["d"] == "text"
    assert found["text"] == 1


def test_old_line_breaks_are_characters() -> None:
    """U+2028, U+2029 and U+0085 end no line in YAML 1.2, wherever they stand."""
    found = value_of("a: one\u2028two\nb: |\n  x\u2029y\u0085z\nc: 'p\u2028q'\n")
    assert found == {"a": "one\u2028two", "b": "x\u2029y\x85z\n", "c": "p\u2028q"}


def test_private_use_characters_survive_old_line_breaks() -> None:
    """The characters that stand in for old line breaks are none that the document uses."""
    found = value_of("a: \ue000\u2028\ue001\nb: \ue002\u2029")
    assert found == {"a": "\ue000\u2028\ue001", "b": "\ue002\u2029"}


@pytest.mark.parametrize(
    ("text", "code", "index"),
    [
        ("a: !!str 1", "yaml-tag", 3),
        ("a: !custom {}", "yaml-tag", 3),
        ("a: ! b", "yaml-tag", 3),
        ("!!map {}", "yaml-tag", 0),
        ("!!str a: 1", "yaml-tag", 0),
        ("a: *b", "yaml-alias", 3),
        ("a: &b [*b]", "yaml-alias", 7),
        ("{a: 1}: 2", "yaml-key", 0),
        ("? [a]\n: 2", "yaml-key", 2),
        ("a: 1\n---\nb: 2", "yaml-documents", 5),
        ("a: 'b", "yaml-syntax", 3),
        ("a: [1, 2", "yaml-syntax", 8),
        ("a: \x01", "yaml-syntax", 3),
        ("a: \x00", "yaml-syntax", 3),
        ("a:\n\tb: 1", "yaml-syntax", 3),
        ("\ufffe", "yaml-syntax", 0),
        ("a: @b", "yaml-syntax", 3),
        ('a: "\\ud800"', "yaml-syntax", 6),
    ],
)
def test_faults_have_a_place(text: str, code: str, index: int) -> None:
    """Each fault of syntax or type is refused at the character where it stands."""
    assert refusal(text) == (code, index)


def test_bombs_are_refused() -> None:
    """Aliases of aliases are counted before they are written out."""
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60)
    )
    assert refusal(bomb)[0] == "yaml-alias"


def test_aliases_do_not_hide_depth() -> None:
    """Depth counts through aliases: a chain of deep anchors is as deep as it would be written."""
    deep = "[" * 90 + "{}" + "]" * 90
    text = f"a: &a {deep}\nb: &b {deep.replace('{}', '*a')}\nc: {deep.replace('{}', '*b')}\n"
    assert refusal(text, Budget(depth=200))[0] == "too-deep"
    assert value_of(text, Budget(depth=300))


def test_depth_and_size_are_bounded() -> None:
    """Nesting and number of values are refused while they are read, without recursion."""
    assert refusal("[" * 50_000)[0] == "too-deep"
    assert refusal("a: " + "[1, 2, 3]", Budget(nodes=3))[0] == "too-large"
    shallow = "- [" * 199
    assert refusal(shallow)[0] != "unknown"


def test_merge_key_is_a_warning_and_no_merge() -> None:
    """`<<` is an ordinary key in YAML 1.2; a quoted one is not even worth a warning."""
    parsed = parse("a: &a {x: 1}\nb:\n  <<: *a\n  y: 2\n", Budget())
    assert parsed.value["b"] == {"<<": {"x": 1}, "y": 2}
    assert [fault.code for fault in parsed.faults] == ["yaml-merge-key"]
    assert parse('"<<": 1', Budget()).faults == ()


def test_duplicate_keys_name_both_places() -> None:
    """Every key that stands twice is an error that names the line of the first."""
    file = SourceFile("x.yaml", b"a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\na: 4\n")
    with pytest.raises(Unreadable) as caught:
        file.parse(Budget())
    told = [(fault.message, file.lines.place(fault.index)) for fault in caught.value.faults]
    assert told == [
        ("key `c` stands here again; it is first on line 3", (5, 3)),
        ("key `a` stands here again; it is first on line 1", (6, 1)),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_follow_the_byte_order_mark(encoding: str) -> None:
    """UTF-8 with and without mark, UTF-16 and UTF-32 with mark are read alike."""
    file = SourceFile("x.yaml", "title: Café 😀".encode(encoding))
    assert file.parse(Budget()).value == {"title": "Café 😀"}


def test_bytes_that_are_no_text_are_located() -> None:
    """A byte that is not UTF-8 is refused at its character, and its line can be shown."""
    file = SourceFile("x.yaml", b"a: 1\nb: caf\xe9\n")
    with pytest.raises(Unreadable) as caught:
        file.parse(Budget())
    assert file.lines.place(caught.value.faults[0].index) == (2, 7)
    assert file.lines.line(2) == "b: caf\ufffd"

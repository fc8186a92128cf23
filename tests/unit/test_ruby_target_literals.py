"""Text of a document as Ruby: what it evaluates to is what it was."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.targets.ruby.literals import (
    comment,
    comments,
    constant,
    identifier,
    json_value,
    key,
    method,
    number,
    quoted,
    rbs_quoted,
    symbol,
)
from tests.support import ruby

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
NASTY = [
    "",
    "'",
    '"',
    "\\",
    "#{1}",
    "#$0",
    "#@a",
    "\n#{1}",
    "it's #{x}",
    "\\'",
    "a\\",
    "\u2028'",
    "\x00",
]
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
READ = r"""
require 'json'
programs = JSON.parse($stdin.read)
puts JSON.generate(programs.map { |each| eval(each) })
"""


def evaluated(programs: list[str]) -> list[object]:
    """What Ruby expressions evaluate to, as JSON."""
    done = subprocess.run(
        [ruby.ruby(), "-w", "-e", READ],
        input=json.dumps(programs),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    # A string alone is an expression that does nothing; nothing else is to be said.
    assert done.stderr == ""
    found: list[object] = json.loads(done.stdout)
    return found


@settings(max_examples=5, deadline=None, derandomize=True)
@given(st.lists(TEXT, min_size=60, max_size=120))
def test_strings_are_exact(texts: list[str]) -> None:
    """A literal evaluates to its text, whatever that is."""
    found = [*texts, *NASTY]
    assert evaluated([quoted(each) for each in found]) == found


@settings(max_examples=5, deadline=None, derandomize=True)
@given(st.lists(VALUES, min_size=20, max_size=40))
def test_json_is_exact(values: list[object]) -> None:
    """A JSON value is spelled so that it evaluates to itself, at any size of number."""
    assert evaluated([json_value(each).flat for each in values]) == values


def test_strings_read_well() -> None:
    """Single quotes where they can be, and no escape that is not needed."""
    assert quoted("user") == "'user'"
    assert quoted("it's") == '"it\'s"'
    assert quoted("a#{b}") == "'a#{b}'"
    assert quoted("größe") == "'größe'"


def test_numbers_read_well() -> None:
    """Digits stand in threes, exponents have a fraction."""
    assert [number(each) for each in (5, -12345, 9223372036854775807, 0.5, 1e-05, 1e300)] == [
        "5",
        "-12_345",
        "9_223_372_036_854_775_807",
        "0.5",
        "1.0e-05",
        "1.0e+300",
    ]


def test_keys_and_symbols() -> None:
    """Bare where they are names, quoted where not."""
    assert (key("class"), key("+1"), symbol("end"), symbol("a b")) == (
        "class",
        "'+1'",
        ":end",
        ":'a b'",
    )


@pytest.mark.parametrize(
    "text",
    [
        "coding: ascii",
        "-*- coding: ascii -*-",
        "frozen_string_literal: false",
        "warn_indent: true",
        "Encoding = ascii",
        "@!parse x",
        "  @return [String]",
        "rubocop:disable all",
        ":nodoc:",
        "typed: strict",
        "{String}",
    ],
)
def test_comments_instruct_nobody(text: str) -> None:
    """What Ruby, YARD or a linter would obey has a backslash before its mark."""
    for made in (comment(text), *comments([text])):
        bare = made.removeprefix("# ").strip()
        assert "\\" in bare
        assert bare.replace("\\", "") == " ".join(text.split())


@given(TEXT)
def test_comments_keep_to_their_lines(text: str) -> None:
    """Every line of a comment is behind its mark, and a comment on one line stays on it."""
    for line in comments([text, "x"]):
        assert line.startswith("#")
        assert len(line.splitlines()) == 1
    assert len(comment(text).splitlines()) <= 1


def test_names_are_checked() -> None:
    """What Ruby would not read as a name is refused."""
    for maker, text in (
        (identifier, "end"),
        (identifier, "a b"),
        (constant, "pet"),
        (constant, "Pet\nend"),
        (method, "a;b"),
    ):
        with pytest.raises(ValueError, match="is no"):
            maker(text)
    assert method("end") == "end"


@given(TEXT)
def test_strings_of_signatures_stay_on_their_line(text: str) -> None:
    """A string of a signature has nothing that ends it."""
    made = rbs_quoted(text)
    assert len(made.splitlines()) == 1
    assert re.fullmatch(r'"(?:[^"\\]|\\.)*"', made)

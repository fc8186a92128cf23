"""How Ruby is printed: on one line where it fits, opened from outside in where not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.emit.code import Code
from generator.targets.ruby.layout import (
    LINE_LENGTH,
    Atom,
    Expression,
    arrows,
    atom,
    block,
    call,
    keyword,
    listed,
    mapped,
    printed,
    shorthand,
    words,
)
from generator.targets.ruby.models import blocked

NAMES = st.builds(
    lambda letter, size: Code(letter * size), st.sampled_from("abc"), st.integers(1, 30)
)
VALUES: st.SearchStrategy[Expression] = st.recursive(
    NAMES.map(Atom),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(listed),
        st.lists(st.tuples(NAMES, inner), max_size=4).map(mapped),
        st.tuples(NAMES, st.lists(inner, max_size=4)).map(lambda made: call(*made)),
    ),
    max_leaves=10,
)


def test_one_line() -> None:
    """What fits stands on one line."""
    made = call(Code("new"), [atom("1"), keyword(Code("a"), listed([atom("2")]))])
    assert printed(made, indent=0) == "new(1, a: [2])"
    assert mapped([]).flat == "{}"
    assert mapped([(Code("a"), atom("1"))]).flat == "{ a: 1 }"
    assert arrows([(Code("'a'"), atom("1"))]).flat == "{ 'a' => 1 }"
    assert shorthand([Code("a"), Code("b")]).flat == "{ a:, b: }"
    assert call(Code("string"), []).flat == "string"
    assert block(call(Code("new"), [atom("1")]), atom("Pet")).flat == "new(1) { Pet }"


def test_opened() -> None:
    """What does not fit has one item a line, without a comma behind the last."""
    made = call(Code("new"), [keyword(Code("a"), Atom(Code("b" * 70))), Atom(Code("c" * 60))])
    assert printed(made, indent=2) == f"new(\n    a: {'b' * 70},\n    {'c' * 60}\n  )"


@settings(max_examples=200, deadline=None, derandomize=True)
@given(VALUES, st.integers(0, 8))
def test_lines_fit(value: Expression, indent: int) -> None:
    """No line is longer than it may be, and nothing but white space differs."""
    text = printed(value, indent=indent)
    lines = text.split("\n")
    lines[0] = " " * indent + lines[0]
    assert all(len(line) <= LINE_LENGTH for line in lines)
    assert "".join(text.split()) == "".join(value.flat.split())


def test_blocks() -> None:
    """A block stands in braces on its line, or between ``do`` and ``end``."""
    assert blocked(Code("member(:a)"), atom("string"), 4) == "member(:a) { string }"
    long = call(Code("literal"), [Atom(Code("x" * 110))])
    assert blocked(Code("member(:a)"), long, 4) == (
        f"member(:a) do\n      literal({'x' * 110})\n    end"
        if len(long.flat) + 6 <= LINE_LENGTH
        else f"member(:a) do\n      literal(\n        {'x' * 110}\n      )\n    end"
    )


def test_words_are_words() -> None:
    """Only words stand in ``%w[…]``."""
    assert words(["read", "write-all"]).flat == "%w[read write-all]"
    with pytest.raises(ValueError, match="only words"):
        words(["a b"])


def test_only_code_is_printed() -> None:
    """Plain text cannot become an expression."""
    with pytest.raises(TypeError, match="made of Code"):
        Atom("text")  # type: ignore[arg-type]

"""Printed expressions are in black's form before black sees them."""

from __future__ import annotations

import black
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.emit.code import Code
from generator.targets.python import layout
from generator.targets.python.layout import Atom, Expression, either, printed
from generator.targets.python.literals import identifier, quoted
from generator.targets.python.members import alias, member

NAMES = st.builds(
    lambda letter, size: Code(letter * size),
    st.sampled_from("abcdefgh"),
    st.integers(1, 30),
)
TYPES: st.SearchStrategy[Expression] = st.recursive(
    NAMES.map(Atom),
    lambda inner: st.one_of(
        inner.map(lambda each: layout.subscript(Code("list"), (each,))),
        inner.map(lambda each: layout.subscript(Code("dict"), (layout.atom("str"), each))),
        st.lists(inner, min_size=2, max_size=5).map(either),
        st.lists(NAMES, min_size=1, max_size=12).map(
            lambda names: layout.subscript(Code("Literal"), (Atom(quoted(n)) for n in names))
        ),
    ),
    max_leaves=8,
)
VALUES: st.SearchStrategy[Expression] = st.recursive(
    NAMES.map(lambda name: Atom(quoted(name))),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(layout.listed),
        st.lists(inner, max_size=3).map(layout.tupled),
        st.lists(st.tuples(NAMES.map(quoted), inner), max_size=4).map(layout.mapped),
        st.tuples(NAMES, st.lists(inner, max_size=4)).map(
            lambda made: layout.call(
                made[0],
                [
                    layout.keyword(Code(f"{'k' * (place + 1)}"), value)
                    for place, value in enumerate(made[1])
                ],
            )
        ),
    ),
    max_leaves=10,
)


def stable(source: str) -> None:
    assert black.format_str(source, mode=black.Mode()) == source


@settings(max_examples=150, deadline=None, derandomize=True)
@given(NAMES, TYPES)
def test_arguments(name: Code, type_: Expression) -> None:
    """An argument of any type, in a list of arguments."""
    shown = printed(type_, indent=4, before=len(name) + 2, after=1)
    stable(f"def f(\n    self,\n    {name}: {shown},\n    **options: X,\n) -> None:\n    pass\n")


@settings(max_examples=150, deadline=None, derandomize=True)
@given(NAMES, TYPES, st.sampled_from(["", "None", "Field"]))
def test_members(name: Code, type_: Expression, kind: str) -> None:
    """A member of a class, with and without a value."""
    value: Expression | None = layout.atom("None") if kind == "None" else None
    if kind == "Field":
        value = layout.call(Code("Field"), [layout.atom('validation_alias="a-wire-name"')])
    annotation, ending = member(name, type_, value)
    stable(f"class A:\n    {name}: {annotation}{ending}\n")


@settings(max_examples=150, deadline=None, derandomize=True)
@given(NAMES, VALUES)
def test_calls(name: Code, value: Expression) -> None:
    """A call with any arguments, behind ``return``."""
    made = layout.call(name, (value,))
    stable(f"def f() -> X:\n    return {printed(made, indent=4, before=7)}\n")


LONG = st.builds(
    lambda letter, size: Code(letter * size),
    st.sampled_from("xyz"),
    # In between, black weighs more than this printer does; polishing settles those.
    st.integers(1, 40) | st.integers(76, 84),
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(LONG, TYPES)
def test_aliases(name: Code, type_: Expression) -> None:
    """A type alias, of a short name or of one that leaves no room."""
    kind, shown = alias(name, Code("TypeAlias"), type_, 0)
    stable(f"{name}: {kind} = {shown}\n")


def test_wide_characters_count_twice() -> None:
    """East Asian characters take two columns, as black counts them."""
    made = layout.call(Code("f"), [Atom(quoted("日" * 30)), Atom(quoted("本" * 12))])
    stable(f"x = {printed(made, indent=0, before=4)}\n")
    assert layout.width("日本a") == 5


def test_only_code_is_printed() -> None:
    """Plain text cannot become an expression."""
    with pytest.raises(TypeError, match="made of Code"):
        Atom("text")  # type: ignore[arg-type]


def test_alternatives_are_said_once() -> None:
    """``a | b | a`` is ``a | b``, and a single type is itself."""
    a, b = Atom(identifier("a")), Atom(identifier("b"))
    assert either((either((a, b)), a)).flat == "a | b"
    assert either((a, a)) is a

"""How TypeScript is printed: on one line where it fits, opened from outside in where not."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.emit.code import Code
from generator.targets.typescript_fetch.layout import (
    LINE_LENGTH,
    Atom,
    Expression,
    Labelled,
    array_type,
    atom,
    call,
    either,
    generic,
    labelled,
    listed,
    map_type,
    mapped,
    printed,
)

NAMES = st.text(st.sampled_from("abcxyz"), min_size=1, max_size=24).map(Code)
ATOMS = NAMES.map(Atom)


def _grown(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(inner, max_size=4)
    return st.one_of(
        st.builds(call, NAMES, several),
        several.map(listed),
        st.lists(st.tuples(NAMES, inner), max_size=4).map(mapped),
    )


EXPRESSIONS = st.recursive(ATOMS, _grown, max_leaves=20)


def bare(text: str) -> str:
    """A text without white space and without commas before a closing bracket."""
    return re.sub(r",(?=[\])}])", "", "".join(text.split()))


@settings(deadline=None)
@given(EXPRESSIONS, st.integers(0, 20))
def test_wrapping_changes_white_space_only(expression: Expression, indent: int) -> None:
    """However an expression is wrapped, it says the same."""
    assert bare(printed(expression, indent=indent)) == bare(expression.flat)


@settings(deadline=None)
@given(EXPRESSIONS)
def test_lines_fit(expression: Expression) -> None:
    """Lines are as wide as they may be, unless one thing alone is wider."""
    made = printed(expression, indent=0)
    assert all(len(line) <= LINE_LENGTH for line in made.split("\n"))


def test_the_last_argument_opens_alone() -> None:
    """A list that ends a call is opened without its call."""
    items = [atom("somethingQuiteLong") for _ in range(6)]
    made = printed(call(Code("record"), (atom("'Name'"), listed(items))), indent=0)
    assert made.startswith("record('Name', [\n  somethingQuiteLong,\n")
    assert made.endswith("\n])")


def test_lists_of_lists_are_open() -> None:
    """Several lists of several items stand below each other, even where they would fit."""
    made = listed([listed([atom("a"), atom("b")]), listed([atom("c"), atom("d")])])
    assert printed(made, indent=0) == "[\n  [a, b],\n  [c, d],\n]"
    assert printed(listed([listed([atom("a"), atom("b")])]), indent=0) == "[[a, b]]"


def test_unions() -> None:
    """A union that does not fit stands below its name, one alternative a line."""
    short = either([atom("A"), either([atom("B"), atom("A")])])
    assert labelled(Code("type X = "), short, indent=0) == "type X = A | B"
    wide = either(Atom(Code("Alternative" * 3 + each)) for each in "abcd")
    made = labelled(Code("type X = "), wide, indent=0)
    assert made.split("\n")[:2] == ["type X =", f"  | {'Alternative' * 3}a"]
    assert printed(array_type(short), indent=0) == "(A | B)[]"
    assert printed(array_type(wide), indent=0).startswith("(\n")
    assert printed(generic(Code("Promise"), (short,)), indent=0) == "Promise<A | B>"


def test_maps() -> None:
    """A map type has one member, which ends in a semicolon where it is opened."""
    assert map_type(atom("T")).flat == "{ [name: string]: T }"
    wide = Atom(Code("T" * 100))
    assert printed(map_type(wide), indent=0) == f"{{\n  [name: string]: {'T' * 100};\n}}"


def test_a_value_may_stand_below() -> None:
    """A function's body moves below its arrow as a whole."""
    body = Atom(Code("b" * 90))
    made = printed(Labelled(Code("schema: async () => "), body, below=True), indent=2)
    assert made == f"schema: async () =>\n    {'b' * 90}"

"""A text that a regular expression matches."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.ir.patterns import matching


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("", ""),
        ("^[a-z]{2}-[0-9]+$", "aa-1"),
        ("^(on|off)$", "on"),
        (r"^\d{3}$", "111"),
        (r"^\S+@\S+$", "a@a"),
        ("^[^a]+$", "1"),
        ("^x?y*z{2,}$", "zz"),
        ("a.c", "aac"),
        (r"^\w\W\s$", "a- "),
        ("^(?:ab)+?$", "ab"),
    ],
)
def test_the_text_is_short_and_readable(pattern: str, text: str) -> None:
    """The first of each choice, each repetition as short as can be."""
    assert matching(pattern) == text


@pytest.mark.parametrize(
    ("pattern", "least", "most", "text"),
    [
        ("^[a-z]+$", 3, None, "aaa"),
        ("b", 3, 3, "baa"),
        ("b$", 3, 3, "aab"),
        ("^[a-z]+$", 2, 9, "aa"),
        ("^ab$", 3, None, None),
        ("^abc$", 0, 2, None),
    ],
)
def test_the_text_has_the_length_that_is_asked_for(
    pattern: str, least: int, most: int | None, text: str | None
) -> None:
    """Repetitions grow, or the text is filled up where the pattern leaves room; else there is
    none."""
    assert matching(pattern, least, most) == text


@pytest.mark.parametrize("pattern", ["(", r"\p{L}", "a" * 300, "(?=a)b", "[z-a]"])
def test_no_text_where_none_is_found(pattern: str) -> None:
    """Patterns that Python cannot read, or that no simple text satisfies, give None."""
    assert matching(pattern) is None


_PIECES = [
    "a",
    "[a-z]",
    r"\d",
    "[^x]",
    "(b|c)",
    "x?",
    "y*",
    "z+",
    "w{2,3}",
    ".",
    "-",
    r"\.",
    "^",
    "$",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=6).map("".join), st.integers(0, 12))
def test_a_text_that_is_given_matches(pattern: str, least: int) -> None:
    """Whatever comes back is found by the pattern and long enough."""
    text = matching(pattern, least)
    assume(text is not None)
    assert text is not None
    assert re.search(pattern, text)
    assert len(text) >= least

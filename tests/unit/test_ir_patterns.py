"""A text that a regular expression matches."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.ir.patterns import matching, readable


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
    found = readable(pattern)
    assert found is not None
    assert found.search(text)
    assert len(text) >= least


@pytest.mark.parametrize(
    ("pattern", "found", "missed"),
    [
        ("^a$", "a", "a\n"),
        ("^[$]$", "$", "a"),
        (r"^\$$", "$", ""),
        ("^.$", "\u2003", "\u2028"),
        ("^[.]$", ".", "a"),
        (r"^\d$", "1", "\u0661"),
        (r"^[\w]$", "a", "é"),
        (r"^\s[\s]\S$", "\ufeff\u2028a", "a a"),
        (r"^(?<one>a|b)\k<one>$", "bb", "ab"),
        ("(?<=a)b(?<!c)", "ab", "cb"),
        (r"^\/$", "/", "\\/"),
    ],
)
def test_expressions_are_read_as_documents_mean_them(pattern: str, found: str, missed: str) -> None:
    """Where Python's expressions differ from those of ECMA-262, ours are the latter."""
    expression = readable(pattern)
    assert expression is not None
    assert expression.search(found)
    assert not expression.search(missed)

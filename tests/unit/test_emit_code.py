"""Code: text that may be written as it is, and how it is kept apart from data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.emit.code import Code, comment, fill, indent, lines, visible, wrap


def test_code_joins_code() -> None:
    """Sums, joins, repetitions and fillings of code are code."""
    for made in (
        Code("a") + Code("b"),
        Code(", ").join([Code("a"), Code("b")]),
        Code("a") * 2,
        fill("{}[{}]{{{}}}", Code("a"), Code("b"), 3),
        lines([Code("a"), Code("b")]),
        indent(Code("a\n\nb"), Code("  ")),
    ):
        assert type(made) is Code
    assert fill("{}[{}]{{{}}}", Code("a"), Code("b"), 3) == "a[b]{3}"
    assert indent(Code("a\n\nb"), Code("  ")) == "  a\n\n  b"


@pytest.mark.parametrize(
    "mix",
    [
        lambda: Code("a") + "b",
        lambda: "a" + Code("b"),
        lambda: Code(",").join([Code("a"), "b"]),
        lambda: fill("{}", "b"),  # type: ignore[arg-type]
        lambda: fill("{}", True),
        lambda: fill("{}", None),  # type: ignore[arg-type]
        lambda: fill("{}", 1.5),  # type: ignore[arg-type]
    ],
)
def test_text_does_not_become_code(mix: object) -> None:
    """Plain text never slips into code."""
    with pytest.raises(TypeError, match="only Code"):
        mix()  # type: ignore[operator]


def test_text_methods_give_text() -> None:
    """What ``str`` makes of code has no mark, so templates refuse it."""
    code = Code("a{}b")
    assert all(
        type(made) is str for made in (f"{code}", code.format(1), code.upper(), code[0], code[:])
    )


@given(st.text(), st.integers(1, 60))
def test_wrap_keeps_every_word(text: str, width: int) -> None:
    """Wrapping loses white space and nothing else, and no line holds a line end."""
    found = wrap(text, width)
    assert "".join(" ".join(found).split()) == "".join(text.split())
    assert all(len(line.splitlines()) <= 1 for line in found)


@given(st.text(), st.integers(1, 60))
def test_comment_cannot_be_left(text: str, width: int) -> None:
    """Every line of a comment begins with its prefix, whatever ends a line anywhere."""
    for line in comment(text, Code("# "), width=width).splitlines():
        assert line.startswith("#")


def test_visible() -> None:
    """Characters that hide or reorder code are spelled out; script and emoji joiners stay."""
    assert visible("a\u202eb\x00c\u2028d\ud800e") == "a<U+202E>b<U+0000>c<U+2028>d<U+D800>e"
    assert visible("tab\tend\n é 👩\u200d🚀") == "tab\tend\n é 👩\u200d🚀"

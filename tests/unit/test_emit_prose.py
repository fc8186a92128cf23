"""Descriptions as lines of plain text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.emit.prose import filled, first_paragraph, first_sentence, is_structured


def test_paragraphs_and_items_are_filled() -> None:
    """Text flows; a list item goes on below its text; code and tables keep their lines."""
    text = (
        "One two three\nfour.\n\n- first item goes\n  on\n- second\n\n"
        "```\nx   y\n```\n\n| a | b |\n\n    code  here\nEnd."
    )
    assert filled(text, 16) == [
        "One two three",
        "four.",
        "",
        "- first item",
        "  goes on",
        "- second",
        "",
        "```",
        "x   y",
        "```",
        "",
        "| a | b |",
        "",
        "    code  here",
        "End.",
    ]


@settings(deadline=None, max_examples=300)
@given(st.text(st.sampled_from("ab -*1.`#|>~\n\t\r\u2028"), max_size=80), st.integers(5, 40))
def test_no_sign_is_lost(text: str, width: int) -> None:
    """Only white space differs between a description and its lines."""
    assert "".join("".join(filled(text, width)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Returns a list of pets. The list is short.", "Returns a list of pets."),
        ("For e.g. `a.b` or 3.5 there is more. See it.", "For e.g. `a.b` or 3.5 there is more."),
        ("One line without an end", "One line without an end"),
        ("First\nparagraph here.\n\nSecond.", "First paragraph here."),
        ("", ""),
    ],
)
def test_first_sentences(text: str, sentence: str) -> None:
    """A table of contents shows the first sentence."""
    assert first_sentence(text) == sentence


def test_structure() -> None:
    """A text with a list is more than paragraphs, and its first paragraph ends before the list."""
    text = "Uploads a file\nof yours:\n- one\n- two"
    assert is_structured(text)
    assert first_paragraph(text) == "Uploads a file of yours:"
    assert not is_structured("Plain text.\n\nMore of it.")

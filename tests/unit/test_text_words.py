"""Words and cases."""

from __future__ import annotations

import doctest
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import generator.text.words
from generator.text.case import camel, constant, kebab, pascal, snake
from generator.text.words import words


def test_examples() -> None:
    """The examples of the documentation are true."""
    assert doctest.testmod(generator.text.words).failed == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ChatCompletionRequestMessage", "chat completion request message"),
        ("getHTTPResponse", "get http response"),
        ("HTTPServer", "http server"),
        ("userIDs", "user ids"),
        ("URLs", "urls"),
        ("ASide", "a side"),
        ("snake_case__twice", "snake case twice"),
        ("kebab-case", "kebab case"),
        ("a.b/c d", "a b c d"),
        ("top_p", "top p"),
        ("gpt-3.5-turbo-0613", "gpt 3 5 turbo 0613"),
        ("int64", "int64"),
        ("V2Api", "v2 api"),
        ("2fa", "2fa"),
        ("3D", "3 d"),
        ("$ref", "ref"),
        ("@type", "type"),
        ("+1", "plus 1"),
        ("-1", "minus 1"),
        ("-created_at", "minus created at"),
        ("--flag", "flag"),
        (">=", "greater equal"),
        ("", ""),
        ("'", ""),
        ("_", ""),
        ("日本語", "日本語"),
        ("ＦｕｌｌＷｉｄｔｈ", "full width"),
        ("cafe\u0301Bar", "caf\u00e9 bar"),
        ("İstanbul", "i\u0307stanbul"),
        ("\u0301", ""),
        ("naïveÉté", "naïve été"),
    ],
)
def test_words(text: str, expected: str) -> None:
    """A name is cut where people see its words."""
    assert " ".join(words(text)) == expected


@given(st.text())
def test_words_are_clean(text: str) -> None:
    """Words hold letters, digits and marks only, in lower case, and are never empty."""
    for word in words(text):
        assert word and word == word.lower()
        assert all(unicodedata.category(c)[0] in "LM" or c.isdecimal() for c in word), word


@given(st.text())
def test_words_of_words(text: str) -> None:
    """Cutting what was cut changes nothing: cases can be changed back and forth."""
    once = words(text)
    assert words(snake(once)) == once
    assert words(kebab(once)) == once


@given(st.text())
def test_unicode_form_does_not_matter(text: str) -> None:
    """Two spellings of the same characters are one name."""
    forms = {words(unicodedata.normalize(form, text)) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    assert len(forms) == 1


def test_cases() -> None:
    """Words are written in the five ways; digits that meet stay apart."""
    parts = ("chat", "tool")
    assert snake(parts) == "chat_tool"
    assert kebab(parts) == "chat-tool"
    assert constant(parts) == "CHAT_TOOL"
    assert pascal(parts) == "ChatTool"
    assert camel(parts) == "chatTool"
    assert pascal(("v1", "5")) == "V1_5" and camel(("3", "5", "turbo")) == "3_5Turbo"
    assert snake(()) == kebab(()) == constant(()) == pascal(()) == camel(()) == ""

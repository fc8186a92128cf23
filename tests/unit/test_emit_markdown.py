"""Text of a document as Markdown: what the author meant is kept, what breaks a page is escaped."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.emit import markdown
from generator.emit.code import Code
from tests.support.hostile import PAYLOAD

SIGNS = st.text(st.sampled_from("ab |\\`<>[]()#*_~=-+.1!&\n\r\t\u2028\x00/:"), max_size=40)
TEXTS = SIGNS | st.text(max_size=40)
INLINE = (markdown.one_line, markdown.cell, markdown.plain, markdown.code)


def parsed(text: str) -> list[Token]:
    return MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)


def kinds(tokens: list[Token]) -> set[str]:
    return {each.type for token in tokens for each in (token, *(token.children or ()))}


def words(tokens: list[Token]) -> str:
    """The text that a reader sees."""
    return "".join(
        each.content
        for token in tokens
        for each in token.children or ()
        if each.type in ("text", "code_inline")
    )


@settings(deadline=None, max_examples=300)
@given(TEXTS, st.sampled_from(INLINE))
@example(PAYLOAD, markdown.cell)
@example("`a\\|b` | `` ` ``", markdown.cell)
@example("\\", markdown.code)
def test_a_cell_stays_a_cell(text: str, write: object) -> None:
    """Whatever the text, a row keeps its three cells, and no tag is opened."""
    assert callable(write)
    tokens = parsed(f"a | b | c\n--- | --- | ---\nleft | {write(text)} | right\n\nend\n")
    assert [token.type for token in tokens].count("td_open") == 3
    rows = [token for token in tokens if token.type == "inline"]
    assert rows[3].content == "left"
    assert rows[5].content == "right"
    assert rows[6].content == "end"
    assert not kinds(tokens) & {"html_inline", "html_block"}


@settings(deadline=None, max_examples=300)
@given(TEXTS)
@example(PAYLOAD)
@example("# a\n\nb\n===\n\n[x]: y\n```\nc")
def test_a_block_stays_between_its_neighbours(text: str) -> None:
    """A description makes no heading, opens no tag, and swallows nothing behind it."""
    tokens = parsed(f"before\n\n{markdown.block(text)}\n\n# after\n")
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h1"]
    assert tokens[-2].content == "after"
    assert not kinds(tokens) & {"html_inline", "html_block", "fence"}


@settings(deadline=None, max_examples=300)
@given(TEXTS)
@example("1. a")
@example("- a")
def test_a_paragraph_is_a_paragraph(text: str) -> None:
    """At the start of a line, too, a text is one paragraph."""
    tokens = parsed(f"{markdown.paragraph(text)}\n")
    assert [t.type for t in tokens] in (["paragraph_open", "inline", "paragraph_close"], [])


@settings(deadline=None, max_examples=300)
@given(st.text(st.sampled_from("ab|\\`<*_[]!#&;~"), min_size=1, max_size=30))
def test_plain_text_is_read_as_written(text: str) -> None:
    """A name shows exactly its signs, whatever they mean in Markdown."""
    assert words(parsed(f"x{markdown.plain(text)}x")) == f"x{text}x"


@settings(deadline=None, max_examples=300)
@given(st.text(st.sampled_from("ab|`<*_ "), min_size=1, max_size=30).filter(str.strip))
def test_a_code_span_is_read_as_written(text: str) -> None:
    """A code span in a table shows exactly its signs."""
    tokens = parsed(f"a | b\n--- | ---\n{markdown.code(text)} | x\n")
    found = [e for t in tokens for e in t.children or () if e.type == "code_inline"]
    assert [each.content for each in found] == [text]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("[guide](/docs/guides/x)", "[guide](/docs/guides/x)"),
        ("[`a`](https://example.com)", "[`a`](https://example.com)"),
        ("[x](javascript:alert(1))", "[x&#93;(javascript:alert(1))"),
        ("[x](other.md)", "[x&#93;(other.md)"),
        ("a `b | c` d", "a `b \\| c` d"),
        ("one\ntwo", "one two"),
        ("**bold** and `code`", "**bold** and `code`"),
        ("a ` b", "a \\` b"),
        ("x < y", "x &lt; y"),
    ],
)
def test_what_authors_mean_is_kept(text: str, written: str) -> None:
    """Emphasis, code spans and links that lead somewhere stay; everything else is spelled out."""
    assert markdown.one_line(text) == Code(written)


def test_lists_and_code_survive_in_blocks() -> None:
    """A list stays a list; a fence becomes indented code, which is no example of ours."""
    text = "Intro:\n\n- one\n- two `x|y`\n\n```python\nimport os\n```\nEnd."
    assert markdown.block(text) == ("Intro:\n\n- one\n- two `x|y`\n\n    import os\n\nEnd.")


def test_cost_is_linear() -> None:
    """Thousands of backticks and brackets take no noticeable time."""
    start = time.process_time()
    for text in ("`" * 50_000, "`a``b" * 20_000, "[" * 50_000, "[a](" * 20_000, "\\" * 50_000):
        markdown.one_line(text)
        markdown.block(text)
    assert time.process_time() - start < 5

"""What turns text of a document into source: nothing gets lost, nothing gets out."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import tomllib

import black
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.ir.nodes import Json
from generator.targets.python.literals import (
    comment,
    docstring,
    dotted,
    identifier,
    json_text,
    json_value,
    quoted,
    scalar,
    toml,
)
from tests.support.hostile import NAME, PAYLOAD

TEXTS = st.text(st.sampled_from("ab \"'\\\n\r\t#{}`*/\u2028\x00\x0c\ud800é日🎉%")) | st.text()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None)
@given(TEXTS)
@example(PAYLOAD)
@example(NAME)
def test_quoted(text: str) -> None:
    """A string literal evaluates to exactly the text, on one line, in black's quotes."""
    literal = quoted(text)
    assert ast.literal_eval(literal) == text
    assert "\n" not in literal
    source = f"x = f({literal})\n"
    formatted = black.format_str(source, mode=black.Mode(line_length=10_000))
    assert formatted == source


@settings(deadline=None)
@given(JSON)
def test_json_value(value: object) -> None:
    """An expression evaluates to the JSON value that it was made of."""
    assert repr(eval(json_value(value).flat, {"float": float})) == repr(value)


def test_integers_are_exact() -> None:
    """Whole numbers of any size keep every digit."""
    assert scalar(9223372036854775808123) == "9223372036854775808123"
    assert json_text(Json("[18446744073709551616,1e2]")) == "[18446744073709551616, 100.0]"


@settings(deadline=None)
@given(st.lists(TEXTS.map(lambda text: re.sub(r"[\n\r]", " ", text)), max_size=4))
@example([PAYLOAD])
@example(['"""', '"'])
@example(["\\"])
@example([' "'])
def test_docstring(lines: list[str]) -> None:
    """A docstring is one string, black leaves it alone, and every sign of the text is in it."""
    source = f"class A:\n    {docstring(lines, 4)}\n"
    tree = ast.parse(source)
    [statement] = tree.body
    assert isinstance(statement, ast.ClassDef)
    assert len(statement.body) == 1
    said = ast.get_docstring(statement, clean=False)
    assert said is not None
    assert "".join(said.split()) == "".join(" ".join(lines).split())
    if lines and lines[0].strip() and not any(line[:1].isspace() for line in lines):
        assert black.format_str(source, mode=black.Mode()) == source


@settings(deadline=None)
@given(TEXTS)
@example("type: ignore")
@example("noqa")
@example("# noqa: E501")
@example("-*- coding: latin-1 -*-")
@example("pyright: basic")
def test_comment(text: str) -> None:
    """A comment stays on its line, and no tool takes it for an instruction."""
    shown = f"# {comment(text)}\nx = 1\n"
    tokens = list(tokenize.generate_tokens(io.StringIO(shown).readline))
    assert [t.type for t in tokens if t.type == tokenize.COMMENT] == [tokenize.COMMENT]
    assert ast.dump(ast.parse(shown)) == ast.dump(ast.parse("x = 1\n"))
    assert not re.search(r"#\s*(type|noqa|pyright|fmt|mypy)", shown[1:])
    assert not re.match(r"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", shown)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
@example(PAYLOAD)
def test_toml(text: str) -> None:
    """A TOML string reads back as exactly the text."""
    assert tomllib.loads(f"x = {toml(text)}\n")["x"] == text


@pytest.mark.parametrize("name", ["", "1a", "class", "a b", "a.b", "a-b", "a\n"])
def test_identifiers_are_checked(name: str) -> None:
    """What Python would not read as a name is refused, never printed."""
    with pytest.raises(ValueError, match="identifier"):
        identifier(name)


def test_module_paths_are_checked() -> None:
    """A module path is made of identifiers."""
    assert dotted("..models.pet") == "..models.pet"
    with pytest.raises(ValueError, match="identifier"):
        dotted("..models.a b")

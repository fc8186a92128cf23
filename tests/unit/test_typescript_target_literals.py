"""What turns text of a document into TypeScript: nothing gets lost, nothing gets out."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.emit.code import Code, lines
from generator.targets.typescript_fetch.literals import (
    banner,
    comment,
    identifier,
    jsdoc,
    json_source,
    json_value,
    key,
    member,
    number_text,
    quoted,
    scalar,
    tagged,
)
from tests.support import typescript
from tests.support.hostile import NAME, PAYLOAD

TEXTS = st.text(st.sampled_from("ab \"'\\\n\r\t#{}`*/@\u2028\x00\x0c\ud800é日🎉%")) | st.text()
ODD = [
    *(PAYLOAD, NAME, "", "'", '"', "'\"", "\\", "</script>", "__proto__", "constructor"),
    *(chr(number) for number in range(0x300)),
    *("\u2028", "\u2029", "\ufeff", "\u202e", "\ud800", "\udfff\ud800", "\U000e0001", "🎉", "日本"),
]


def evaluated(expressions: list[Code]) -> list[Any]:
    """What Node makes of expressions, by way of JSON; a bigint comes back as a number."""
    typescript.typescript_folder()
    listed = Code(",\n").join(expressions)
    program = (
        f"const values = [{listed}];\n"
        "const told = (_, value) => typeof value === 'bigint' ? `${value}n` : value;\n"
        "process.stdout.write(JSON.stringify(values, told));\n"
    )
    done = subprocess.run(
        ["node", "--input-type=module", "-"],
        input=program.encode("utf-8"),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    found: list[Any] = json.loads(done.stdout)
    return found


def test_strings_are_exact() -> None:
    """A string literal evaluates to exactly the text, whatever is in it."""
    assert evaluated([quoted(text) for text in ODD]) == ODD


def test_json_values_are_exact() -> None:
    """An expression evaluates to the JSON value that it was made of, odd keys included."""
    values = [
        {text: [text, {text: None}] for text in ODD[:10]},
        [True, False, None, 0, -1, 1.5, 1e300, 1e-7, 2**53 - 1],
        {"__proto__": {"x": 1}, "constructor": 2, "1": 3, "+1": 4},
    ]
    found = evaluated([json_value(value).flat for value in values])
    for made, value in zip(found, values, strict=True):
        assert made == value


def test_large_integers_are_exact() -> None:
    """Integers that a `number` would round are `bigint` literals; no other is."""
    numbers = [2**53 - 1, 2**53, -(2**53) + 1, -(2**63), 2**64 - 1, 10**30]
    wanted = [n if abs(n) < 2**53 else f"{n}n" for n in numbers]
    assert evaluated([scalar(number) for number in numbers]) == wanted
    assert evaluated([number_text(str(number)) for number in numbers]) == wanted
    assert [number_text(text) for text in ("0", "-1.5", "1e3", "1e999")] == [
        *("0", "-1.5", "1000.0", "Infinity")
    ]


@settings(deadline=None)
@given(TEXTS)
@example(PAYLOAD)
@example(NAME)
def test_a_literal_is_one_line(text: str) -> None:
    """A literal holds no sign that ends a line, and no sign that hides another."""
    literal = quoted(text)
    assert len(literal.splitlines()) == 1
    assert literal.isprintable()


@settings(deadline=None)
@given(TEXTS)
@example(PAYLOAD)
@example("*/ alert(1) /*")
@example("@ts-ignore\n@deprecated {@link x}")
def test_comments_stay_comments(text: str) -> None:
    """No text ends a comment, begins a tag or a directive in one, or leaves its line."""
    for made in (jsdoc(text.splitlines(), 2), banner(text.splitlines())):
        if made:
            assert made.endswith("*/")
            assert "*/" not in made[:-2]
            assert not any(word.startswith("@") for word in made.split())
            assert "{@" not in made
    line = comment(text)
    assert len(f"// {line}".splitlines()) == 1
    assert not line.startswith(("@", "#", "<"))


def test_comments_keep_their_words() -> None:
    """A short comment stands on one line; tags of ours stand below what is said."""
    assert jsdoc(["One."], 0) == "/** One. */"
    assert jsdoc([], 0) is None
    assert tagged(["One."], [Code("@deprecated")], 2) == lines(
        Code(line) for line in ("/**", "   * One.", "   *", "   * @deprecated", "   */")
    )
    assert jsdoc(["me@example.com, @me"], 0) == "/** me@example.com, \\@me */"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("a", "a"), ("class", "class"), ("$ref", "$ref"), ("+1", "'+1'"), ("1", "'1'"), ("", "''")],
)
def test_keys(name: str, wanted: str) -> None:
    """A key is bare where it is an identifier, reserved words included, and quoted elsewhere."""
    assert key(name) == wanted


def test_prototype_key() -> None:
    """`__proto__` is a member like any other, never the prototype."""
    assert key("__proto__") == "'__proto__'"
    assert json_value({"__proto__": 1}).flat == "{ ['__proto__']: 1 }"


@pytest.mark.parametrize("name", ["", "1a", "a b", "a-b", "class", "a;b", "a\n"])
def test_no_identifier(name: str) -> None:
    """What TypeScript would not read as a variable is refused."""
    with pytest.raises(ValueError, match="no identifier"):
        identifier(name)


def test_reserved_words_are_members() -> None:
    """A method may be called like a reserved word."""
    assert member("delete") == "delete"


@settings(deadline=None)
@given(TEXTS)
def test_json_strings(text: str) -> None:
    """A string of package.json reads as the text, and holds ASCII only."""
    made = json_source(text)
    assert json.loads(made) == text
    assert made.isascii()

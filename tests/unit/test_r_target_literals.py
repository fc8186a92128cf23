"""Text of a document in R source, in Rd pages and in DESCRIPTION: escaped once, and exact."""

from __future__ import annotations

import json
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.targets.r.literals import (
    argument,
    bound,
    dcf,
    identifier,
    is_sayable,
    json_value,
    number,
    quoted,
    rd,
    rd_code,
    rd_lines,
    shown,
)
from tests.support import r

TEXTS = [
    "",
    "plain",
    'it\'s "quoted"',
    "back\\slash \\u0041 \\x41",
    "line\nends\r\n\ttab",
    "größe 日本 🙂",
    "\u0001\u001b\u007f\u0085\u2028\u202e",
    "%s ${x} `ticks` #comment",
    "\ufeffmark",
]


def evaluated(sources: list[str]) -> list[str]:
    """What R makes of expressions that are texts; as UTF-8 bytes on the way."""
    program = (
        "found <- lapply(readLines(file('stdin')), function(line) eval(parse(text = line)));"
        "cat(jsonlite::toJSON(lapply(found, function(x) as.integer(charToRaw(enc2utf8(x))))))"
    )
    done = subprocess.run(
        [r.required(), "--vanilla", "-e", program],
        input="\n".join(sources) + "\n",
        capture_output=True,
        text=True,
        env=r.environment(),
        check=True,
    )
    return [bytes(each).decode("utf-8") for each in json.loads(done.stdout)]


def test_texts_are_exact() -> None:
    """A literal evaluates to exactly the text, and is ASCII."""
    sources = [str(quoted(each)) for each in TEXTS]
    assert all(source.isascii() and source.isprintable() for source in sources)
    assert evaluated(sources) == TEXTS


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=20))
def test_a_literal_is_one_line_of_ascii(text: str) -> None:
    """No text leaves its literal."""
    made = str(shown(text))
    assert made.isascii()
    assert made.isprintable()
    assert made[0] == made[-1] == '"'
    assert is_sayable(text) == ("\0" not in text)


@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
def test_what_no_text_of_r_can_be(text: str) -> None:
    """NUL and halves of surrogate pairs are refused as values, and spelled for people."""
    assert not is_sayable(text)
    with pytest.raises(ValueError, match="no text"):
        quoted(text)
    assert "<U+" in shown(text)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (1, "1L"),
        (-1, "-1L"),
        (2**31 - 1, "2147483647L"),
        (2**31, "2147483648"),
        (2**53, "9007199254740992"),
        (2**53 + 1, 'json_integer("9007199254740993")'),
        (1.5, "1.5"),
        (1e300, "1e+300"),
        (float("-inf"), "-Inf"),
    ],
)
def test_numbers(value: int | float, wanted: str) -> None:
    """Integers are integers of R where they fit, doubles up to 2^53, and digits beyond."""
    assert number(value) == wanted


def test_bounds() -> None:
    """Bounds are exact at any size."""
    assert bound("2", whole=True) == "2L"
    assert bound("2", whole=False) == "2"
    assert bound("9223372036854775807", whole=True) == '"9223372036854775807"'
    assert bound("0.5", whole=False) == "0.5"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("name", "name"),
        (".data", ".data"),
        (".2x", "`.2x`"),
        ("+1", "`+1`"),
        ("next", "`next`"),
        ("class", "class"),
        ("a b", "`a b`"),
        ("a`b", '"a`b"'),
        ("größe", '"gr\\u00f6\\u00dfe"'),
        ("...", '"..."'),
    ],
)
def test_names_of_arguments(name: str, wanted: str) -> None:
    """A name stands as it is, in backticks, or in quotes."""
    assert argument(name) == wanted


def test_identifiers_are_checked() -> None:
    """Nothing but a name becomes an identifier."""
    assert identifier("Thing") == "Thing"
    for name in ("", "2fa", "a b", "TRUE", "a`", "_a"):
        with pytest.raises(ValueError, match="no identifier"):
            identifier(name)


def test_plain_data() -> None:
    """JSON becomes nested lists; empty ones keep their kind."""
    value: dict[str, object] = {"a": [1, None, {}], "b c": [], "d": {"e": True}}
    wanted = "list(a = list(1L, NULL, json_object()), `b c` = list(), d = list(e = TRUE))"
    assert json_value(value).flat == wanted
    assert json_value({"": 1}).flat == 'setNames(list(1L), c(""))'


def test_rd_text() -> None:
    """No macro, no comment and no directive can begin in text of an Rd page."""
    assert rd("50% \\Sexpr{1+1}") == "50\\% \\\\Sexpr\\{1+1\\}"
    assert rd_lines(["#ifdef unix", "a"]) == " #ifdef unix\na"
    assert rd_code("name") == "\\code{name}"
    assert rd_code("it's") == "\\verb{it's}"


def test_fields_are_one_line() -> None:
    """A value of DESCRIPTION cannot begin another field."""
    assert dcf("a\nDepends: evil\r\n.\n") == "a Depends: evil ."
    assert dcf(" \n") == "-"

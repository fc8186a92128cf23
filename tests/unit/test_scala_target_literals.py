"""What turns text of a document into Scala: nothing gets lost, nothing gets out."""

from __future__ import annotations

import os
import subprocess
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.emit.code import Code
from generator.targets.scala_akka.layout import printed
from generator.targets.scala_akka.literals import (
    banner,
    comment,
    documented,
    identifier,
    json_value,
    member,
    number_text,
    parameter_tag,
    quoted,
    scaladoc,
    string,
    xml,
)
from tests.support import scala
from tests.support.hostile import NAME, PAYLOAD

TEXTS = st.text(st.sampled_from("ab \"'\\\n\r\tu0*/@${}`\u2028\x00\x0c\ud800é日🎉%<&")) | st.text()
ODD = [
    *(PAYLOAD, NAME, "", "'", '"', "\\", '"""', "${x} $x", "\\u0022", "\\\\u0022", "*/ /*"),
    *("".join(map(chr, range(start, start + 0x80))) for start in range(0, 0x300, 0x80)),
    *("\u2028", "\u2029", "\ufeff", "\u202e", "\ud800", "\udfff\ud800", "\U000e0001", "🎉", "日本"),
    *("x" * 70_000, "é" * 70_000),
]


def units(text: str) -> str:
    """A text as its UTF-16 units, in hex."""
    return text.encode("utf-16-be", "surrogatepass").hex()


def evaluated(expressions: list[Code], folder: Path) -> list[str]:
    """What Scala makes of expressions of texts: their units, in hex."""
    scala.scala_or_skip("akka")
    each = "\n".join(f"  show({made})" for made in expressions)
    source = folder / "Literals.scala"
    source.write_text(
        "import org.openapitools.client.core\n\n"
        "object Literals extends App {\n"
        "  def show(text: String): Unit =\n"
        '    println(text.map(each => "%04x".format(each.toInt)).mkString)\n\n'
        f"{each}\n"
        "}\n",
        encoding="utf-8",
    )
    runtime = scala.runtime("akka")
    classes = scala.compiled("akka", [source], [runtime])
    path = os.pathsep.join(map(str, [classes, runtime, *scala.libraries("akka")]))
    done = subprocess.run(
        [*scala.java(), "-cp", path, "Literals"], capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def test_literals_are_exact(tmp_path: Path) -> None:
    """A literal evaluates to exactly the text, whatever is in it and however long it is; JSON
    values are what they were made of, numbers at any size."""
    texts = [printed(string(text), indent=4) for text in ODD]
    assert evaluated(texts, tmp_path) == [units(text) for text in ODD]


def test_json_values_are_exact(tmp_path: Path) -> None:
    """An expression of a JSON value prints as that value."""
    values: list[tuple[object, str]] = [
        ({"a": [1, None, True], "": {}}, '{"a":[1,null,true],"":{}}'),
        (2**63 - 1, str(2**63 - 1)),
        (2**64, str(2**64)),
        (1.5, "1.5"),
        (-(2**63), str(-(2**63))),
        ("\u2028$", '"\u2028$"'),
    ]
    made = [printed(json_value(value), indent=4) + Code(".noSpaces") for value, _ in values]
    assert evaluated(made, tmp_path) == [units(text) for _, text in values]


@pytest.mark.parametrize("value", [1, 0.1, 1e300, 2**70, 1e-7, "-1.5e3", "9223372036854776000"])
def test_numbers_are_exact(value: float | str) -> None:
    """The text of a number is that number."""
    assert Decimal(number_text(value)) == Decimal(str(value))


@settings(deadline=None)
@given(TEXTS)
@example(PAYLOAD)
@example(NAME)
def test_a_literal_is_one_line_of_ascii(text: str) -> None:
    """A literal holds no sign that ends a line, and no sign that hides another."""
    literal = quoted(text)
    assert literal.isascii() and literal.isprintable()
    assert len(literal.splitlines()) == 1


@settings(deadline=None)
@given(TEXTS)
@example(PAYLOAD)
@example("*/ println(1) /*")
@example("/*/ */* {{{ }}} @param x $y \\u002a/")
def test_comments_stay_comments(text: str) -> None:
    """No text ends a comment, nests one, begins a tag, or leaves its line."""
    lines = text.splitlines()
    tagged = documented(lines, [(parameter_tag(text), lines)], 2)
    for made in (scaladoc(lines, 2), banner(lines), tagged):
        if made:
            inside = made.removeprefix("/**").removeprefix("/*").removesuffix("*/")
            assert made.endswith("*/")
            assert "*/" not in inside and "/*" not in inside and "\\u" not in inside
            words = [word for word in inside.split() if word.startswith("@")]
            assert words in ([], ["@param"])
    assert len(f"// {comment(text)}".splitlines()) == 1


@settings(deadline=None)
@given(TEXTS)
@example(PAYLOAD)
def test_xml_is_text(text: str) -> None:
    """A text of the pom reads as the text, signs that XML cannot hold spelled."""
    root = ElementTree.fromstring(f"<a>{xml(text)}</a>")
    assert len(root) == 0
    if text.isprintable():
        assert (root.text or "") == text


def test_comments_keep_their_words() -> None:
    """A short comment stands on one line; a longer tag stands above what it says."""
    assert scaladoc(["One."]) == "/** One. */"
    assert scaladoc([]) is None
    assert documented(["One."], [(Code("@param a"), ["Two."])]) == (
        "/** One.\n  *\n  * @param a Two.\n  */"
    )


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("a", "a"), ("class", "`class`"), ("+1", "`+1`"), ("x_", "`x_`"), ("given", "`given`")],
)
def test_members(name: str, wanted: str) -> None:
    """A member is bare where it can be, and stands in backticks elsewhere."""
    assert member(name) == wanted


@pytest.mark.parametrize("name", ["", "a`b", "a\\b", "a\nb", "\u202e"])
def test_no_member(name: str) -> None:
    """What backticks cannot hold is refused."""
    with pytest.raises(ValueError, match="no identifier"):
        member(name)


@pytest.mark.parametrize("name", ["", "1a", "a b", "a-b", "class", "a;b", "a\n", "x_", "é"])
def test_no_identifier(name: str) -> None:
    """What Scala would not read as a bare name is refused."""
    with pytest.raises(ValueError, match="no identifier"):
        identifier(name)

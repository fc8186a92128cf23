"""The Scala target under hostile text: what a document says is data and stays data."""

from __future__ import annotations

import json
import os
import re
import subprocess
from functools import cache
from pathlib import PurePosixPath
from typing import Any
from xml.etree import ElementTree

import pytest

from generator.targets.scala_akka import TARGET
from tests.support import scala
from tests.support.twins import (
    NAMES,
    descriptions,
    files,
    foreign_tags,
    frame,
    twin,
    wire_texts,
)

FENCED = re.compile(r"^```scala\n(.*?)^```$", re.M | re.S)
SAID = ("description",)
"""Fields of the pom that hold text of a document."""


@cache
def output(name: str) -> dict[str, str]:
    """Every file that is planned for one of the twins, as text."""
    return files(TARGET, name, {"package": "org.example.hostile"})


def programs(name: str) -> dict[str, str]:
    """Every program of the output: sources, tests, the build, and the examples of the docs."""
    found: dict[str, str] = {}
    for path, text in output(name).items():
        if path.endswith(".scala"):
            found[path] = text
        elif path.endswith(".sbt"):
            # sbt's own dialect: definitions and expressions, as in a block.
            found[path] = f"object Build {{\n{text}\n}}\n"
        elif path.endswith(".md"):
            for number, example in enumerate(FENCED.findall(text)):
                found[f"{path}#{number}.scala"] = example
    return found


@cache
def read(name: str) -> dict[str, dict[str, Any]]:
    """For each program: its syntax tree without texts, its texts, its faults."""
    scala.scala_or_skip("akka")
    classes = scala.compiled("akka", [scala.TOOLS / "ReadSources.scala"])
    path = os.pathsep.join(map(str, [classes, *scala.libraries("akka")]))
    done = subprocess.run(
        [*scala.java(), "-cp", path, "ReadSources"],
        input=json.dumps(programs(name)).encode(),
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return found


def test_the_same_files_come_out() -> None:
    """Names of files do not depend on the signs in names, and no file leaves the folder."""
    assert output("hostile").keys() == output("harmless").keys()
    for path in output("hostile"):
        assert not path.startswith("/")
        assert ".." not in PurePosixPath(path).parts
        assert re.fullmatch(r"[A-Za-z0-9_./-]+", path), path


@pytest.mark.parametrize("path", sorted(programs("harmless")))
def test_the_same_syntax_tree(path: str) -> None:
    """Hostile text gives scalac's parser the same tree as harmless text, in sources and in
    examples; it parses without a fault."""
    strange, plain = read("hostile")[path], read("harmless")[path]
    assert strange["faults"] == plain["faults"] == []
    assert strange["tree"] == plain["tree"]


def units(text: str) -> list[int]:
    """A text as its UTF-16 units."""
    data = text.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(data[place : place + 2], "big") for place in range(0, len(data), 2)]


def test_literals_are_exact() -> None:
    """Names and values of the wire stand in the sources as literals that evaluate to them."""
    said = {tuple(text) for each in read("hostile").values() for text in each["texts"]}
    wanted = wire_texts(twin("hostile"))
    assert len(wanted) > 5
    assert [text for text in sorted(wanted) if tuple(units(text)) not in said] == []


def test_descriptions_are_kept() -> None:
    """Every sign of a schema's description, white space and our escapes aside, is in a comment."""

    def bare(text: str) -> str:
        for escape, sign in (("&#47;", "/"), ("&#42;", "*"), ("&#64;", "@"), ("&#123;", "{")):
            text = text.replace(escape, sign)
        for escape, sign in (("&#125;", "}"), ("&#92;", "\\"), ("&lt;", "<")):
            text = text.replace(escape, sign)
        return re.sub(r"[\s\\]|<U\+[0-9A-F]+>|[\u2028\u2029\u0085]", "", text)

    comments = [
        re.sub(r"\n\s*\* ?", "\n", found)
        for path, text in output("hostile").items()
        if path.endswith(".scala")
        for found in re.findall(r"/\*\*(.*?)\*/", text, re.S)
    ]
    said = bare("".join(comments))
    found = descriptions(twin("hostile"))
    assert found
    assert [text for text in found if bare(text) not in said] == []


def elements(name: str) -> dict[str, str]:
    """The texts of the elements of the pom, by path."""
    found: dict[str, str] = {}

    def walk(element: ElementTree.Element, path: str) -> None:
        for place, child in enumerate(element):
            here = f"{path}/{child.tag.rpartition('}')[2]}{place}"
            found[here] = (child.text or "").strip()
            walk(child, here)

    walk(ElementTree.fromstring(output(name)["pom.xml"]), "")
    return found


def test_the_pom_says_the_same() -> None:
    """The pom is well-formed, and hostile text changes no field but those that hold it."""
    strange, plain = elements("hostile"), elements("harmless")
    assert strange.keys() == plain.keys()
    differing = {re.sub(r"[0-9/]", "", path) for path in strange if strange[path] != plain[path]}
    assert differing <= set(SAID)


@pytest.mark.parametrize("path", sorted(p for p in output("harmless") if p.endswith(".md")))
def test_markdown_is_safe(path: str) -> None:
    """Text of the document breaks no table, makes no heading, opens no fence and no tag."""
    assert frame(output("hostile")[path]) == frame(output("harmless")[path])
    for name in NAMES:
        assert foreign_tags(output(name)[path]) == []

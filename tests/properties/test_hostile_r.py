"""The R target under hostile text: what a document says is data and stays data."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from generator.targets.r import TARGET
from tests.support import r
from tests.support.twins import (
    NAMES,
    descriptions,
    files,
    foreign_tags,
    frame,
    twin,
    wire_texts,
)

FENCED = re.compile(r"^```R\n(.*?)^```$", re.M | re.S)
CHUNK = re.compile(r"^```\{r.*?\}\n(.*?)^```$", re.M | re.S)
TOOLS = Path(__file__).resolve().parents[1] / "support" / "r_tools"
ARGUMENT = re.compile(r"argument = \"(\w+)\"")
TEXTS = {"Title", "Description", "Authors@R"}
"""Fields of DESCRIPTION that hold text of the document."""


@cache
def output(name: str) -> dict[str, str]:
    """Every file that is planned for one of the twins, as text."""
    return files(TARGET, name, {"package": "hostile"})


def programs(name: str) -> dict[str, str]:
    """Every program of the output: sources, tests, and the examples of the docs."""
    found: dict[str, str] = {}
    for path, text in output(name).items():
        if path.endswith(".R") or path == "NAMESPACE":
            found[path] = text
        pattern = {".md": FENCED, ".Rmd": CHUNK}.get(PurePosixPath(path).suffix)
        if pattern is not None:
            for number, example in enumerate(pattern.findall(text)):
                found[f"{path}#{number}"] = example
    return found


def run(program: str, texts: dict[str, str]) -> dict[str, dict[str, Any]]:
    """What a program of ours makes of texts."""
    done = subprocess.run(
        [r.required(), "--vanilla", str(TOOLS / program)],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=r.environment(),
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return found


@cache
def read(name: str) -> dict[str, dict[str, Any]]:
    """For each program: its syntax tree without texts, its texts, its comments, its faults."""
    return run("read.R", programs(name))


@cache
def pages(name: str) -> dict[str, dict[str, Any]]:
    """For each Rd page: its macros, its faults, and its text; the fields of DESCRIPTION."""
    found = {p: t for p, t in output(name).items() if p.endswith(".Rd") or p == "DESCRIPTION"}
    return run("pages.R", found)


RENAMED = re.compile(
    r"( SYMBOL_(?:FORMALS|SUB) )(?:"
    + "|".join(
        sorted(
            {name for text in output("hostile").values() for name in ARGUMENT.findall(text)},
            key=len,
            reverse=True,
        )
    )
    + r")$",
    re.M,
)
"""Arguments that do not have the name of their member."""


def bare(text: str) -> str:
    """Text without white space and without our escapes."""
    return re.sub(r"[\s\\]|<U\+[0-9A-F]+>|[\u2028\u2029\u0085]", "", text)


def test_the_same_files_come_out() -> None:
    """Names of files do not depend on the signs in names, and no file leaves the folder."""
    assert output("hostile").keys() == output("harmless").keys()
    for path in output("hostile"):
        assert not path.startswith("/")
        assert ".." not in PurePosixPath(path).parts
        assert re.fullmatch(r"[A-Za-z0-9_./-]+", path), path


def named(tree: list[str]) -> list[str]:
    """A tree without the names of arguments that a constructor has in place of names of the wire
    that R could not read, and without the word that says so. Names in backticks and in quotes are
    the same."""
    text = "\n".join(tree)
    text = re.sub(r"\d+ ',' ,\n\d+ SYMBOL_SUB argument\n.*\n\d+ STR_CONST \n\d+ expr \n", "", text)
    text = re.sub(r"(\d+) STR_CONST \n(\d+ EQ_SUB)", r"\1 SYMBOL_SUB \n\2", text)
    return re.sub(RENAMED, r"\1", text).split("\n")


@pytest.mark.parametrize("path", sorted(programs("harmless")))
def test_the_same_syntax_tree(path: str) -> None:
    """Hostile text gives the same syntax tree as harmless text, in sources and in examples."""
    strange, plain = read("hostile")[path], read("harmless")[path]
    assert strange["faults"] == plain["faults"] == []
    assert named(strange["tree"]) == named(plain["tree"])


def test_sources_are_ascii() -> None:
    """Outside of comments, sources hold nothing but ASCII."""
    for path, text in programs("hostile").items():
        assert all(
            line.lstrip().startswith("#") or line.isascii() for line in text.splitlines()
        ), path


def test_literals_are_exact() -> None:
    """Names and values of the wire stand in the sources as literals that evaluate to them."""
    said = {text for program in read("hostile").values() for text in program["texts"]}
    wanted = wire_texts(twin("hostile"))
    assert len(wanted) > 5
    assert sorted(wanted - said) == []


def test_descriptions_are_kept() -> None:
    """Every sign of a schema's description is in a comment of the sources, and on an Rd page."""
    comments = "".join(
        re.sub(r"^# ?", "", each)
        for program in read("hostile").values()
        for each in program["comments"]
    )
    found = descriptions(twin("hostile"))
    assert found
    for text in found:
        assert bare(text) in bare(comments)
    printed = bare("".join(str(page.get("text", "")) for page in pages("hostile").values()))
    for text in found:
        # Rd itself sets two hyphens as a dash.
        assert re.sub("-+", "-", bare(text)) in re.sub("-+", "-", printed)


@pytest.mark.parametrize("path", sorted(p for p in output("harmless") if p.endswith(".Rd")))
def test_manual_pages_hold_text_only(path: str) -> None:
    """An Rd page has the macros of its harmless twin, in their order, none that evaluates, and is
    without fault."""
    strange, plain = pages("hostile")[path], pages("harmless")[path]
    assert strange["faults"] == []
    # Signs of Markdown in the text make code of it, which holds text only.
    code = {"\\code", "\\verb"}
    found = [[each for each in page["macros"] if each not in code] for page in (strange, plain)]
    assert found[0] == found[1]
    evaluated = {"\\Sexpr", "\\out", "\\if", "\\ifelse", "#ifdef", "#ifndef", "USERMACRO"}
    assert not evaluated & set(strange["macros"])


def test_description_is_what_it_says() -> None:
    """DESCRIPTION parses; but for the texts of the document, its fields are those of the twin."""
    strange, plain = (pages(name)["DESCRIPTION"] for name in NAMES)
    assert strange.keys() == plain.keys()
    for field in strange.keys() - TEXTS:
        assert strange[field] == plain[field], field
    title = bare(twin("hostile")["info"]["title"])
    for field in ("Title", "Description"):
        assert title.rstrip(".").lower() in bare(strange[field]).lower()


@pytest.mark.parametrize(
    "path", sorted(p for p in output("harmless") if p.endswith((".md", ".Rmd")))
)
def test_markdown_is_safe(path: str) -> None:
    """Text of the document breaks no table, makes no heading, opens no fence and no tag."""
    page = output("hostile")[path]
    assert frame(page) == frame(output("harmless")[path])
    assert foreign_tags(page) == []

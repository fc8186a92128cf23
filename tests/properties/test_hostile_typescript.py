"""The TypeScript target under hostile text: what a document says is data and stays data."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.build import build
from generator.diagnostics import Report
from generator.emit.page import Fixed, Page
from generator.emit.target import PlanRequest
from generator.emit.templates import SHARED, Templates
from generator.emit.templates import folder as shared
from generator.ir.facts import facts
from generator.source import load
from generator.targets.typescript_fetch import TARGET
from tests.support import typescript
from tests.support.hostile import harmless, hostile

FEATURES = Path(__file__).resolve().parents[2] / "specs" / "features"
FENCED = re.compile(r"^```ts\n(.*?)^```$", re.M | re.S)
READ = Path(__file__).resolve().parents[1] / "support" / "typescript_tools" / "read.mjs"


def twin(name: str) -> dict[str, Any]:
    """The same document, with hostile text everywhere or with harmless text instead."""
    base = yaml.safe_load((FEATURES / "harmless.yaml").read_text(encoding="utf-8"))
    return hostile(base) if name == "hostile" else harmless(base)


@cache
def output(name: str) -> dict[str, str]:
    """Every file that is planned for one of the twins, as text."""
    report = Report()
    api = build(load("twin.json", report, data=json.dumps(twin(name)).encode()), report)
    request = PlanRequest(
        api=api,
        facts=facts(api),
        options=TARGET.options({"package": "hostile"}, report),
        report=report,
    )
    templates = Templates(TARGET.templates, shared(SHARED))
    files: dict[str, str] = {}
    for page in TARGET.plan(request):
        if isinstance(page, Page):
            files[page.path] = templates.render(page.template, page.view)
        elif isinstance(page, Fixed):
            files[page.path] = page.data.decode("utf-8")
    return files


def programs(name: str) -> dict[str, str]:
    """Every program of the output: sources, tests, and the examples of the docs."""
    found: dict[str, str] = {}
    for path, text in output(name).items():
        if path.endswith((".ts", ".mjs")):
            found[path] = text
        elif path.endswith(".md"):
            for number, example in enumerate(FENCED.findall(text)):
                found[f"{path}#{number}.ts"] = example
    return found


@cache
def read(name: str) -> dict[str, dict[str, Any]]:
    """For each program: its syntax tree without texts, its texts, its comments, its faults."""
    done = subprocess.run(
        ["node", str(READ), str(typescript.typescript_folder())],
        input=json.dumps(programs(name)),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
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
    """Hostile text gives the same syntax tree as harmless text, in sources and in examples; it
    parses without a fault and makes no directive and no tag of a comment."""
    strange, plain = read("hostile")[path], read("harmless")[path]
    assert strange["faults"] == []
    assert plain["faults"] == []
    assert strange["tree"] == plain["tree"]
    assert strange["directives"] == plain["directives"] == []


def strings(value: Any, key: str = "") -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return [found for name, entry in value.items() for found in strings(entry, name)]
    if isinstance(value, list):
        return [found for entry in value for found in strings(entry, key)]
    return [(key, value)] if isinstance(value, str) else []


def test_literals_are_exact() -> None:
    """Names and values of the wire stand in the sources as literals that evaluate to them."""
    document = twin("hostile")
    said = {text for path in read("hostile") for text in read("hostile")[path]["texts"]}
    wanted: set[str] = set()
    for schema in document["components"]["schemas"].values():
        if isinstance(schema, dict):
            wanted |= {text for key, text in strings(schema) if key in ("enum", "const")}
            wanted |= set(schema.get("properties", {}))
    for item in document["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict):
                wanted |= {p["name"] for p in operation.get("parameters", ()) if "name" in p}
    wanted |= set(document["components"].get("securitySchemes", {}))
    assert len(wanted) > 5
    assert sorted(wanted - said) == []


def test_descriptions_are_kept() -> None:
    """Every sign of a schema's description, white space and our escapes aside, is in a comment."""
    document = twin("hostile")

    def bare(text: str) -> str:
        return re.sub(r"[\s\\]|<U\+[0-9A-F]+>|^\*|[\u2028\u2029\u0085]", "", text)

    said = bare(
        "".join(
            re.sub(r"\n\s*\* ?", "\n", comment)
            for program in read("hostile").values()
            for comment in program["comments"]
        )
    )
    checked = 0
    for schema in document["components"]["schemas"].values():
        text = schema.get("description") if isinstance(schema, dict) else None
        if isinstance(text, str):
            assert bare(text) in said
            checked += 1
    assert checked


def parsed(text: str) -> list[Token]:
    return MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)


def frame(text: str) -> list[str]:
    """The headings and tables of a page: what is around the words."""
    found: list[str] = []
    for token in parsed(text):
        if token.type in ("heading_open", "tr_open", "td_open", "th_open", "fence"):
            found.append(f"{token.type} {token.tag} {token.info}")
    return found


@pytest.mark.parametrize("path", sorted(p for p in output("harmless") if p.endswith(".md")))
def test_markdown_is_safe(path: str) -> None:
    """Text of the document breaks no table, makes no heading, opens no fence and no tag."""
    page = output("hostile")[path]
    assert frame(page) == frame(output("harmless")[path])
    for token in parsed(page):
        tags = [token] if token.type == "html_block" else token.children or []
        for tag in tags:
            if tag.type in ("html_block", "html_inline"):
                assert re.fullmatch(r'(</?a( id="[A-Za-z0-9_-]*")?>\s*)+', tag.content), tag


def test_metadata_is_valid() -> None:
    """package.json reads as JSON, has the same keys as with harmless text, and the exact text."""
    strange = json.loads(output("hostile")["package.json"])
    plain = json.loads(output("harmless")["package.json"])
    assert strange.keys() == plain.keys()
    assert "".join(strange["description"].split()) in "".join(
        twin("hostile")["info"].get("description", strange["description"]).split()
    )

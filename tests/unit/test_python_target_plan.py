"""The pages of the Python target: complete, printed in their final form, and pure."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import threading
import tomllib
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import black
import pytest

from generator.build import Config, build
from generator.build.config import PaginationSetting, StreamingSetting
from generator.diagnostics import Report
from generator.emit.lint import lint
from generator.emit.page import AnyPage, Copy, Fixed, Page
from generator.emit.target import License, PlanRequest
from generator.emit.templates import SHARED, Templates
from generator.emit.templates import folder as shared
from generator.ir.facts import facts
from generator.source import load
from generator.targets.python import TARGET

ROOT = Path(__file__).resolve().parents[2]
CHAT = ROOT / "specs" / "openai" / "openapi.yaml"
FEATURES = sorted((ROOT / "specs" / "features").glob("*.yaml"))
STREAMING = StreamingSetting(
    event="CreateChatCompletionStreamResponse", terminator="[DONE]", switch="stream"
)
TEMPLATES = Templates(TARGET.templates, shared(SHARED))

PAGES = ROOT / "specs" / "features" / "pagination.yaml"
PAGING = """
import asyncio
import paged

configuration = paged.Configuration(host={host!r})
with paged.ApiClient(configuration) as client:
    for item in paged.DefaultApi(client).list_items_all(limit=2):
        print(item.id)


async def main() -> None:
    async with paged.AsyncApiClient(configuration) as client:
        async for item in paged.AsyncDefaultApi(client).list_items_all(limit=2):
            print(item.id)


asyncio.run(main())
"""


LINES = """
openapi: 3.1.0
info: {title: Lines, version: "1"}
paths:
  /rows:
    get:
      operationId: listRows
      responses:
        default: {description: Rows., content: {application/jsonl: {schema: {type: integer}}}}
"""

CIRCULAR = """
openapi: 3.1.0
info: {title: Circular, version: "1"}
paths:
  /first:
    post:
      operationId: sendFirst
      requestBody:
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Holder"}
            example: {day: "2024-02-29"}
      responses: {"204": {description: Done.}}
components:
  schemas:
    Holder: {type: object, properties: {day: {$ref: "#/components/schemas/First"}}}
    First: {oneOf: [{$ref: "#/components/schemas/Second"}, {type: string, format: date}]}
    Second: {oneOf: [{$ref: "#/components/schemas/First"}, {type: integer}]}
"""


def pages(
    document: Path,
    package: str = "openapiopenai",
    given: License | None = None,
    config: Config | None = None,
) -> list[AnyPage]:
    report = Report()
    if config is None:
        config = Config(streaming={"createChatCompletion": STREAMING} if document == CHAT else {})
    api = build(load(str(document), report), report, config)
    request = PlanRequest(
        api=api,
        facts=facts(api),
        options=TARGET.options({"package": package}, report),
        report=report,
        runtime=TEMPLATES.runtime(),
        license=given,
    )
    return list(TARGET.plan(request))


def printed(found: list[AnyPage]) -> dict[str, str]:
    return {
        page.path: (
            TEMPLATES.render(page.template, page.view)
            if isinstance(page, Page)
            else page.data.decode("utf-8")
        )
        for page in found
        if isinstance(page, (Page, Fixed))
    }


@cache
def chat() -> dict[str, str]:
    return printed(pages(CHAT))


@pytest.mark.parametrize("path", sorted(p for p in chat() if p.endswith(".py")))
def test_printed_in_black_form(path: str) -> None:
    """black has nothing to change in any file of the Chat client, before it is asked."""
    text = chat()[path]
    assert black.format_str(text, mode=black.Mode()) == text


def test_the_package_is_complete() -> None:
    """Metadata, licence, readme, types, docs and tests are there; every module has a header."""
    found = chat()
    for path in (
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "docs/ChatApi.md",
        "docs/CreateChatCompletionRequest.md",
        "openapiopenai/py.typed",
        "openapiopenai/__init__.py",
        "openapiopenai/configuration.py",
        "openapiopenai/api/chat_api.py",
        "openapiopenai/models/create_chat_completion_request.py",
        "tests/test_api.py",
        "tests/test_models.py",
    ):
        assert path in found, path
    for path, text in found.items():
        if path.endswith(".py"):
            said = ast.get_docstring(ast.parse(text)) or ""
            assert "OpenAI API, version 2.3.0. Do not edit." in " ".join(said.split()), path
            assert re.search(r"SHA-256 of the document: [0-9a-f]{64}", said), path


def test_metadata() -> None:
    """pyproject.toml names the package, its version and its two dependencies."""
    project = tomllib.loads(chat()["pyproject.toml"])["project"]
    assert project["name"] == "openapiopenai"
    assert project["version"] == "1.0.0"
    assert [re.match(r"[a-z0-9]+", each)[0] for each in project["dependencies"]] == [  # type: ignore[index]
        "httpx2",
        "pydantic",
    ]


def test_licence() -> None:
    """The licence is what the caller chose; without a choice, LICENSE says so."""
    assert chat()["LICENSE"].startswith("No licence has been chosen")
    mine = printed(pages(CHAT, given=License(id="ISC", text="My terms.")))
    assert mine["LICENSE"] == "My terms.\n"
    assert tomllib.loads(mine["pyproject.toml"])["project"]["license"] == "ISC"


def test_plans_are_pure() -> None:
    """Two plans of one API are the same text, file by file, in the same order."""
    again = printed(pages(CHAT))
    assert list(again) == list(chat())
    assert again == chat()


@pytest.mark.parametrize("document", FEATURES, ids=lambda path: path.stem)
def test_every_feature_is_planned(document: Path) -> None:
    """Every feature document gives Python that parses, examples that parse, and no path twice."""
    found = pages(document, "feature")
    paths = [page.path.casefold() for page in found]
    assert len(set(paths)) == len(paths)
    for path, text in printed(found).items():
        if path.endswith(".py"):
            ast.parse(text)
        elif path.endswith(".json"):
            json.loads(text)
        elif path.endswith(".md"):
            for example in re.findall(r"^```python\n(.*?)^```$", text, re.M | re.S):
                ast.parse(example)


def test_package_imports_are_relative() -> None:
    """The package names itself nowhere in its code, so that it can move to any place."""
    for path, text in chat().items():
        if path.startswith("openapiopenai/") and path.endswith(".py"):
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.ImportFrom) and node.level == 0:
                    assert not (node.module or "").startswith("openapiopenai"), path
                if isinstance(node, ast.Import):
                    assert all(a.name.split(".")[0] != "openapiopenai" for a in node.names), path


@pytest.mark.parametrize("name", TEMPLATES.names)
def test_templates_only_print(name: str) -> None:
    """No template decides or builds anything."""
    assert lint(name, TEMPLATES.source(name)) == []


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("package", "Not A Package"),
        ("package", "1st"),
        ("version", "one"),
        ("project_name", "-x"),
        ("colour", "red"),
    ],
)
def test_options_are_checked(option: str, value: str) -> None:
    """A wrong option is an error that says what it may be."""
    report = Report()
    TARGET.options({option: value}, report)
    [error] = report.errors
    assert error.code == "option"
    assert option in error.message


def test_lines_that_are_no_stream_are_a_list(tmp_path: Path) -> None:
    """Lines of JSON under ``default`` come back as a list of what one line is."""
    document = tmp_path / "lines.yaml"
    document.write_text(LINES, encoding="utf-8")
    found = printed(pages(document))
    module = found["openapiopenai/api/default_api.py"]
    assert re.search(r"def list_rows\([^)]*\) -> list\[int\]:", module)
    assert "list of **int**" in found["docs/DefaultApi.md"]


def test_unions_of_each_other_are_constructed(tmp_path: Path) -> None:
    """An example of two unions that are variants of each other ends at the variant that fits."""
    document = tmp_path / "circular.yaml"
    document.write_text(CIRCULAR, encoding="utf-8")
    found = printed(pages(document))
    assert 'Holder(day=datetime.date.fromisoformat("2024-02-29"))' in found["docs/Holder.md"]


def test_walking_through_pages(tmp_path: Path) -> None:
    """Where generator.yaml says how an operation pages, `…_all` yields every item of every page."""
    setting = PaginationSetting(items="data", parameter="after", next="last_id", more="has_more")
    found = pages(PAGES, "paged", config=Config(pagination={"listItems": setting}))
    for page in found:
        path = tmp_path / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(page, Copy):
            path.write_bytes(TEMPLATES.copied(page.source))
        else:
            path.write_text(printed([page])[page.path], encoding="utf-8")
    module = (tmp_path / "paged" / "api" / "default_api.py").read_text(encoding="utf-8")
    assert black.format_str(module, mode=black.Mode()) == module
    assert "-> Iterator[Item]:" in module
    asked: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            after = int(parse_qs(urlsplit(self.path).query).get("after", ["0"])[0])
            body = {
                "data": [{"id": str(after + 1)}, {"id": str(after + 2)}],
                "has_more": after < 4,
                "last_id": str(after + 2),
            }
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, format: str, *args: object) -> None:
            """The test reports."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        program = PAGING.format(host=f"http://127.0.0.1:{server.server_address[1]}")
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        server.shutdown()
    assert done.stdout.split() == ["1", "2", "3", "4", "5", "6"] * 2, done.stderr
    assert asked == ["/items?limit=2", "/items?after=2&limit=2", "/items?after=4&limit=2"] * 2

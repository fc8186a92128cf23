"""The pages of every generated client tell the truth: examples run, links lead somewhere."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.server import WireServer
from tests.wire import docs_examples, markdown_pages
from tests.wire.languages import LANGUAGES, Language, client

LANGUAGE = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)


def folder_of(language: Language) -> Path:
    """The client of the Chat document, or a visible skip."""
    missing = language.missing()
    if missing:
        pytest.skip(missing)
    return client(language, "openai")


def pages_of(language: Language) -> list[markdown_pages.Page]:
    """Every page of the client of the Chat document."""
    found = [markdown_pages.read(path) for path in markdown_pages.pages(folder_of(language))]
    assert found, "the client has no pages at all"
    return found


@LANGUAGE
def test_examples_run_as_printed(
    language: Language, server: WireServer, subtests: pytest.Subtests
) -> None:
    """Every example exits with 0 and prints; those that name the host send valid requests and
    print the reply."""
    examples, served = language.examples, docs_examples.Served("openai")
    folder = folder_of(language)
    blocks = [
        (page.path.name, block)
        for page in pages_of(language)
        for block in page.blocks
        if block.language == examples.fence
    ]
    every = served.run([block for _, block in blocks], examples, folder, server)
    asking = 0
    for (page, block), ran in zip(blocks, every, strict=True):
        with subtests.test(page=page, line=block.line):
            told = f"{page}:{block.line}\n{ran.errors}\n{ran.output}"
            assert ran.code == 0, told
            assert ran.output.strip(), told
            assert docs_examples.SECRET not in ran.output + ran.errors
            if any(host in block.text for host in served.hosts):
                asking += 1
                assert ran.requests, f"nothing was sent: {told}"
            for request in ran.requests:
                assert not served.faults(request), told
                assert served.expected(request) in ran.output, told
    assert asking, "no example sends a request"


@LANGUAGE
def test_blocks_are_of_known_kinds(language: Language) -> None:
    """A block is an example, a command that a shell can read, or data that can be parsed."""
    examples = language.examples
    bash = shutil.which("bash")
    for page in pages_of(language):
        for block in page.blocks:
            where = f"{page.path.name}:{block.line}"
            kinds = {examples.fence} | docs_examples.SHELL | docs_examples.DATA
            assert block.language in kinds, f"{where}: unknown fence {block.language!r}"
            if block.language == "json":
                json.loads(block.text)
            if block.language in docs_examples.SHELL and bash:
                done = subprocess.run([bash, "-n"], input=block.text, text=True, check=False)
                assert done.returncode == 0, where


@LANGUAGE
def test_links_resolve(language: Language) -> None:
    """Every link of every page leads to a file that exists, and to an anchor in it."""
    found = [link for page in pages_of(language) for link in markdown_pages.broken_links(page)]
    assert found == []


@LANGUAGE
def test_anchors_are_unique(language: Language) -> None:
    """No page gives out one explicit anchor twice."""
    assert [p.path.name for p in pages_of(language) if p.repeated] == []


@LANGUAGE
def test_no_foreign_html(language: Language) -> None:
    """Pages open no HTML tags but anchors, line breaks and folding sections."""
    allowed = {"a", "br", "details", "summary"}
    found = {p.path.name: sorted(p.tags - allowed) for p in pages_of(language) if p.tags - allowed}
    assert found == {}


def test_a_broken_page_is_seen(tmp_path: Path) -> None:
    """The link check finds a missing file, a missing anchor and a wrong slug, and nothing else."""
    (tmp_path / "other.md").write_text('# A `b_c` D!\n# A `b_c` D!\n<a id="x"></a>\n')
    page = tmp_path / "page.md"
    page.write_text(
        "[1](other.md#a-b_c-d) [2](other.md#a-b_c-d-1) [3](other.md#x) [4](#) [5](#top)\n"
        "[6](other.md#a-d) [7](none.md) [8](https://example.com/#x) [9](/docs/guide)\n\n"
        "`[10](code.md)`\n\n# Top\n\n```python\n[11](fence.md)\n```\n"
    )
    broken = markdown_pages.broken_links(markdown_pages.read(page))
    assert broken == ["page.md: other.md#a-d", "page.md: none.md"]
    assert [b.language for b in markdown_pages.read(page).blocks] == ["python"]


def test_a_wrong_example_is_seen(tmp_path: Path, server: WireServer) -> None:
    """An example that sends an invalid request, or none, is told from a right one."""
    served = docs_examples.Served("openai")
    examples = docs_examples.Examples(
        fence="python",
        file="example.py",
        command=lambda file: [sys.executable, str(file)],
        variables="no variables",
        path="EXAMPLE_PATH",
    )
    sends = (
        "import json, urllib.request as u\n"
        "r = u.Request('https://api.openai.com/v1/chat/completions', method='POST',\n"
        "    data=json.dumps(%s).encode(), headers={'Content-Type': 'application/json'})\n"
        "print(u.urlopen(r).read().decode())\n"
    )
    right = '{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}'
    for body, valid in ((right, True), ('{"model": "gpt-4o"}', False)):
        block = markdown_pages.Block("python", sends % body, 1)
        [ran] = served.run([block], examples, tmp_path, server)
        assert (ran.code, len(ran.requests)) == (0, 1), ran.errors
        assert (served.faults(ran.requests[0]) == []) is valid
        assert served.expected(ran.requests[0]) in ran.output
    ends = markdown_pages.Block("python", "raise SystemExit(3)", 1)
    [silent] = served.run([ends], examples, tmp_path, server)
    assert (silent.code, silent.requests) == (3, ())

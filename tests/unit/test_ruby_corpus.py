"""Documents as they are published: each becomes a gem that loads and whose signatures hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.corpus import ROOT, corpus, needs_corpus
from tests.support.ruby_packages import load_all, validate_all
from tests.wire import markdown_pages

pytestmark = needs_corpus


@pytest.fixture(scope="module", params=corpus(), ids=lambda path: path.stem)
def output(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a document's gem, made by the command line."""
    document: Path = request.param
    folder = tmp_path_factory.mktemp(document.stem) / "gem"
    command = [sys.executable, "-m", "generator", "generate", "--spec", str(document)]
    command += ["--target", "ruby", "--output", str(folder), "--set", "package=openapi_openai"]
    command += ["--set", "module=OpenApiOpenAIClient"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_every_file_loads(output: Path) -> None:
    """Every Ruby file loads under ``-w`` without a word, and no constant is missing."""
    assert len(list(output.glob("lib/**/*.rb"))) > 300
    assert load_all([output]) == "all loaded"


def test_signatures_are_valid(output: Path) -> None:
    """``rbs validate`` accepts the signatures."""
    assert validate_all([output]) == ""


def test_every_link_resolves(output: Path) -> None:
    """Every link of every page leads to a file that exists, and to an anchor in it."""
    pages = [markdown_pages.read(path) for path in markdown_pages.pages(output)]
    assert len(pages) > 100
    assert [link for page in pages for link in markdown_pages.broken_links(page)][:20] == []

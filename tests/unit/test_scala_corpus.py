"""Documents as they are published: each becomes a client that compiles without a warning.

The newest is compiled for akka by Scala 2.13, the others for pekko by Scala 3, each with no more
than 3 GB of memory: a minute of CPU for the newest. ``python -m tests.bench scala.compilation``
compiles the newest by both.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import scala, scala_fresh
from tests.support.corpus import ROOT, corpus, needs_corpus
from tests.wire import markdown_pages

MEMORY = "3g"
EACH = [
    *((path, "akka") for path in corpus()[-1:]),
    *((path, "pekko") for path in corpus()[:-1]),
]

pytestmark = needs_corpus


@pytest.fixture(scope="module", params=EACH, ids=lambda each: f"{each[0].stem}-{each[1]}")
def made(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    """A flavour, and the folder of a document's client for it, made by the command line."""
    document, flavour = request.param
    folder = tmp_path_factory.mktemp("corpus") / document.stem
    command = [sys.executable, "-m", "generator", "generate", "--spec", str(document)]
    command += ["--target", "scala-akka", "--output", str(folder), "--set", f"http={flavour}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return flavour, folder


def test_it_compiles(made: tuple[str, Path]) -> None:
    """Every source compiles under the strictest flags, warnings as errors."""
    flavour, folder = made
    scala.scala_or_skip(flavour)
    sources = sorted((folder / "src" / "main").rglob("*.scala"))
    assert len(sources) > 300
    assert scala_fresh.build(flavour, sources, MEMORY).said == ""


def test_every_link_resolves(made: tuple[str, Path]) -> None:
    """Every link of every page leads to a file that exists, and to an anchor in it."""
    pages = [markdown_pages.read(path) for path in markdown_pages.pages(made[1])]
    assert len(pages) > 100
    assert [link for page in pages for link in markdown_pages.broken_links(page)][:20] == []

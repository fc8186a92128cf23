"""Documents as they are published: each becomes an R package that installs and loads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import r
from tests.support.corpus import ROOT, corpus, needs_corpus
from tests.wire import markdown_pages

pytestmark = needs_corpus

LOAD = """
options(warn = 2)
.libPaths(c(commandArgs(trailingOnly = TRUE)[[1L]], .libPaths()))
library(openapi)
for (name in getNamespaceExports("openapi")) force(getExportedValue("openapi", name))
for (name in ls("package:openapi", pattern = "Api$")) get(name)$new
cat(length(ls("package:openapi")))
"""


@pytest.fixture(scope="module", params=corpus(), ids=lambda path: path.stem)
def output(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a document's client, made by the command line."""
    r.required()
    document: Path = request.param
    folder = tmp_path_factory.mktemp("corpus") / document.stem
    command = [sys.executable, "-m", "generator", "generate", "--spec", str(document)]
    command += ["--target", "r", "--output", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_it_installs_and_loads(output: Path, tmp_path: Path) -> None:
    """The package installs and loads without a warning, and every name that it offers is there."""
    library = r.install(output, tmp_path)
    assert int(r.run("--vanilla", "-e", LOAD, str(library))) > 100


def test_every_link_resolves(output: Path) -> None:
    """Every link of every page leads to a file that exists, and to an anchor in it."""
    pages = [markdown_pages.read(path) for path in markdown_pages.pages(output)]
    assert len(pages) > 100
    assert [link for page in pages for link in markdown_pages.broken_links(page)][:20] == []


def test_manual_pages_are_without_fault(output: Path) -> None:
    """R finds nothing to say about any Rd page."""
    program = (
        "for (file in list.files('man', full.names = TRUE)) "
        "print(tools::checkRd(file, listOK = FALSE))"
    )
    assert r.run("--vanilla", "-e", program, folder=output).strip() == ""
    assert len(os.listdir(output / "man")) > 100

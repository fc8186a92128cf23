"""Documents as they are published: each becomes a Python client that imports, checks and reads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.support.clients import Client
from tests.support.corpus import ROOT, corpus, needs_corpus
from tests.wire import markdown_pages

pytestmark = needs_corpus

PACKAGE = "openapi_client"
IMPORT_ALL = """
import importlib, sys
sys.path.insert(0, sys.argv[1])
for name in sys.stdin.read().split():
    module = importlib.import_module(name)
    for exported in getattr(module, "__all__", ()):
        getattr(module, exported)
    if name.endswith(".models"):
        for model in vars(module).values():
            if hasattr(model, "model_rebuild"):
                model.model_rebuild()
"""


def _generate(document: Path, folder: Path) -> None:
    command = [sys.executable, "-m", "generator", "generate", "--spec", str(document)]
    command += ["--target", "python", "--output", str(folder), "--set", f"package={PACKAGE}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session", params=corpus(), ids=lambda path: path.stem)
def output(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a document's client, made by the command line; workers share it."""
    document: Path = request.param
    own = tmp_path_factory.mktemp(document.stem) / "python"
    base = tmp_path_factory.getbasetemp()
    common = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "corpus"
    shared = common / document.stem
    if not shared.exists():
        _generate(document, own)
        common.mkdir(exist_ok=True)
        try:
            own.rename(shared)
        except OSError:
            return own  # another worker was quicker
    return shared


def test_every_module_imports(output: Path) -> None:
    """Every module of the client imports without a warning, every name that it offers is there,
    and every model can be built."""
    modules = Client(output, PACKAGE, PACKAGE).modules()
    names = [f"{PACKAGE}.{module}".rstrip(".") for module in modules]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", IMPORT_ALL, str(output)],
        input="\n".join(names),
        capture_output=True,
        text=True,
        check=False,
    )
    assert len(names) > 100
    assert done.returncode == 0, done.stderr[-3000:]


def test_pyright_basic_finds_nothing(output: Path) -> None:
    """pyright reports no error in the client, in basic mode, for the oldest Python it runs on."""
    project = tomllib.loads((output / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    settings = {
        "include": [f"{output.name}/{PACKAGE}"],
        "pythonVersion": project["requires-python"].removeprefix(">="),
        "typeCheckingMode": "basic",
    }
    config = output.with_name(f"{output.name}.pyright.json")
    config.write_text(json.dumps(settings), encoding="utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pyright", "--project", str(config), "--outputjson"),
            *("--pythonpath", sys.executable),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    told = json.loads(done.stdout)
    faults = [f"{each['file']}: {each['message']}" for each in told["generalDiagnostics"]]
    assert faults[:20] == []
    assert told["summary"]["errorCount"] == 0
    assert told["summary"]["filesAnalyzed"] > 100


def test_every_link_resolves(output: Path) -> None:
    """Every link of every page leads to a file that exists, and to an anchor in it."""
    pages = [markdown_pages.read(path) for path in markdown_pages.pages(output)]
    assert len(pages) > 100
    assert [link for page in pages for link in markdown_pages.broken_links(page)][:20] == []

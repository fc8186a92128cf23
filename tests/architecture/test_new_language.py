"""Another language needs no change to anything that is here."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import generator.source.judge  # noqa: F401 - slow, so that the processes forked below have it
from generator.emit.manifest import MANIFEST
from generator.workflow.config import Job, Order
from generator.workflow.generate import generate
from tests.support.corpus import ROOT

SKELETON = ROOT / "generator" / "targets" / "_skeleton"
FEATURES = sorted((ROOT / "specs" / "features").glob("*.yaml"))


@pytest.fixture(scope="module")
def languages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one language: the skeleton, copied."""
    folder = tmp_path_factory.mktemp("languages")
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(SKELETON, folder / "outline", ignore=ignore)
    return folder


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_listed(languages: Path) -> None:
    """The language is listed with its options, beside the others."""
    done = run("targets", "--targets-from", str(languages))
    assert done.returncode == 0, done.stderr
    assert "outline  an outline of the API, as text" in done.stdout
    assert "package  text, default outline  the name of the outline" in done.stdout
    assert "outline" not in run("targets").stdout


def test_generates(languages: Path, tmp_path: Path) -> None:
    """A language in a folder of its own generates from our document, options and all."""
    done = run(
        "generate",
        *("--spec", "specs/openai/openapi.yaml", "--target", "outline"),
        *("--targets-from", str(languages), "--output", str(tmp_path / "out")),
        *("--set", "package=chat"),
    )
    assert done.returncode == 0, done.stderr
    made = {p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*.*")}
    assert made == {MANIFEST, "NOTES.txt", "chat/api.txt"}
    text = (tmp_path / "out" / "chat" / "api.txt").read_text(encoding="utf-8")
    assert 'POST "/chat/completions" create_chat_completion' in text
    assert "record CreateChatCompletionRequest\n  messages: list(ChatCompletionRequestMessage)" in (
        text.replace("# ", "")
    )


@pytest.mark.parametrize("spec", FEATURES, ids=lambda path: path.stem)
def test_skeleton_takes_every_feature(languages: Path, tmp_path: Path, spec: Path) -> None:
    """Every idea of OpenAPI that we know goes through the skeleton, or is refused as a finding."""
    order = Order(target="outline", output=tmp_path / "out")
    done = generate(Job(spec=str(spec), orders=(order,)), extra_targets=[languages])
    if not done.failed:
        assert (tmp_path / "out" / "outline" / "api.txt").is_file()
    assert not done.settings.errors and not done.files.errors

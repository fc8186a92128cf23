"""``generated/`` is what the generator makes, no more and no less."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.diagnostics import Report
from generator.emit.manifest import MANIFEST, Manifest, file_digest
from generator.workflow.config import Order, read_config
from tests.support.corpus import ROOT

CONFIG = "specs/openai/generator.yaml"
# What tools leave behind where people and tests use the output.
_LEFT_BEHIND = {"__pycache__", "node_modules", ".pytest_cache", ".mypy_cache", ".ruff_cache"}


def orders() -> list[Order]:
    os.chdir(ROOT)
    return list(read_config(CONFIG, Report()).orders)


def test_settings() -> None:
    """The settings of our document are read without a finding."""
    report = Report()
    os.chdir(ROOT)
    read_config(CONFIG, report)
    assert list(report) == []


@pytest.mark.parametrize("order", orders(), ids=lambda order: order.called)
def test_fresh(order: Order, tmp_path: Path) -> None:
    """What is committed is byte for byte what comes out, with another hash seed and no cache."""
    config = tmp_path / "specs" / "openai" / "generator.yaml"
    config.parent.mkdir(parents=True)
    for source in (ROOT / "specs" / "openai").iterdir():
        (config.parent / source.name).write_bytes(source.read_bytes())
    (tmp_path / "LICENSE").write_bytes((ROOT / "LICENSE").read_bytes())
    done = subprocess.run(
        [sys.executable, "-m", "generator", "generate", str(config), "--target", order.called],
        cwd=ROOT,
        env=os.environ | {"SPECPRESS_CACHE": "", "PYTHONHASHSEED": "4321"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    made = tmp_path / "generated" / order.output.name
    committed = ROOT / order.output
    manifest = Manifest.read(made)
    assert manifest is not None
    for path in (*manifest.files, MANIFEST):
        assert file_digest(committed / path) == file_digest(made / path), f"{path} is not fresh"
    there = {
        path.relative_to(committed).as_posix()
        for path in committed.rglob("*")
        if path.is_file() and not _LEFT_BEHIND & set(path.relative_to(committed).parts)
    }
    assert there == {*manifest.files, MANIFEST}

"""Two runs are byte-identical, whatever the order in which Python keeps its sets."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.corpus import ROOT, corpus

DOCUMENTS = [
    ROOT / "specs" / "openai" / "openapi.yaml",
    ROOT / "specs" / "features" / "hostile.yaml",
    *corpus()[:1],
]


def _tree(document: Path, folder: Path, seed: str, cache: str) -> dict[str, bytes]:
    """Every file that a run with a hash seed writes, by its path."""
    command = [sys.executable, "-m", "generator", "generate", "--spec", str(document)]
    done = subprocess.run(
        [*command, "--target", "python", "--output", str(folder)],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": seed, "SPECPRESS_CACHE": cache},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_two_runs_give_the_same_bytes(document: Path, tmp_path: Path) -> None:
    """Another hash seed, another folder and a full or absent cache change no name and no byte."""
    cache = str(tmp_path / "cache")
    one = _tree(document, tmp_path / "one", "1", cache)
    other = _tree(document, tmp_path / "two" / "deeper", "2", "")
    remembered = _tree(document, tmp_path / "three", "3", cache)
    assert sorted(one) == sorted(other)
    assert [path for path in one if one[path] != other[path]] == []
    assert one == remembered

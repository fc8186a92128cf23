"""Where everything is asked for, a skip is a failure."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.corpus import CORPUS_REASON, ROOT

MODULE = f"""
import pytest

def test_tool():
    pytest.skip("sbt not found; install: apt-get install sbt")

@pytest.mark.skipif(True, reason="no ruby")
def test_mark():
    pass

@pytest.mark.skipif(True, reason="{CORPUS_REASON}: set SPEC_CORPUS")
def test_corpus():
    pass

@pytest.mark.xfail(reason="known")
def test_known():
    assert False
"""


@pytest.mark.parametrize(
    ("require", "summary"),
    [("", "3 skipped, 1 xfailed"), ("1", "1 failed, 1 skipped, 1 xfailed, 1 error")],
)
def test_skips(tmp_path: Path, require: str, summary: str) -> None:
    """A missing toolchain fails where SPECPRESS_REQUIRE_ALL says so; a missing corpus does not."""
    (tmp_path / "test_some.py").write_text(MODULE)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", str(tmp_path)],
        cwd=tmp_path,
        env=os.environ | {"SPECPRESS_REQUIRE_ALL": require, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert summary in done.stdout.splitlines()[-1], done.stdout
    if require:
        assert "skipped where nothing may be: " in done.stdout and "sbt" in done.stdout

"""The committed R package as R itself judges it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support import r

PACKAGE = r.ROOT / "generated" / "r"


def test_nothing_to_report(tmp_path: Path) -> None:
    """`R CMD check` of the built package, its tests, examples and vignette included, ends without
    error, warning or note."""
    r.required()
    program = shutil.which("R")
    assert program is not None
    if shutil.which("pandoc") is None:
        pytest.skip(f"pandoc not found; install: {r.INSTALL}")
    environment = {
        **r.environment(),
        # No network: there is no index to ask, and nothing to compare the clock with.
        "_R_CHECK_SYSTEM_CLOCK_": "0",
        "_R_CHECK_FORCE_SUGGESTS_": "true",
        "R_REPOSITORIES": "NULL",
    }

    def run(*arguments: str) -> str:
        command = [program, "CMD", *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]
        return done.stdout

    run("build", str(PACKAGE))
    said = run("check", "--no-manual", *(each.name for each in tmp_path.glob("*.tar.gz")))
    assert "Status: OK" in said, "\n".join(re.findall(r"^\*.*(?:NOTE|WARNING|ERROR).*", said, re.M))
    tests = (tmp_path / "openapi.Rcheck" / "tests" / "testthat.Rout").read_text("utf-8")
    assert re.search(r"FAIL 0 \| WARN 0 \| SKIP 0 \| PASS [1-9]", tests)

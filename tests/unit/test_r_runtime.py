"""The runtime of R clients: its own tests, in R, and the check of a whole package."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support import r

SCRIPTS = Path(__file__).parent / "r_runtime"

RUN = """
options(warn = 2)
arguments <- commandArgs(trailingOnly = TRUE)
.libPaths(c(arguments[[1L]], .libPaths()))
suppressPackageStartupMessages({library(testthat); library(openapi)})
within <- new.env(parent = asNamespace("openapi"))
sys.source(file.path(arguments[[2L]], "helper.R"), envir = within)
testthat::test_file(
  file.path(arguments[[2L]], arguments[[3L]]), env = within, load_helpers = FALSE,
  reporter = "summary", stop_on_failure = TRUE, stop_on_warning = TRUE
)
"""


@pytest.mark.parametrize("script", sorted(path.name for path in SCRIPTS.glob("test-*.R")))
def test_runtime(script: str) -> None:
    """Every sentence that the tests in R prove, with warnings as errors."""
    library = r.sample()
    try:
        r.run("--vanilla", "-e", RUN, str(library), str(SCRIPTS), script)
    except RuntimeError as fault:
        pytest.fail(str(fault))


def test_loading_is_silent_and_quick() -> None:
    """A client loads without a word, without touching the caller's random numbers."""
    library = r.sample()
    said = r.run(
        "--vanilla",
        "-e",
        f'library(openapi, lib.loc = "{library}"); cat(exists(".Random.seed"), "\\n")',
    )
    assert said.split() == ["FALSE"]


def test_check_finds_nothing(tmp_path: Path) -> None:
    """``R CMD check`` has no error, no warning and no note about a whole package."""
    r.required()
    source = r.assembled(tmp_path / "openapi")
    program = str(shutil.which("R"))
    environment = {
        **r.environment(),
        "_R_CHECK_FORCE_SUGGESTS_": "false",
        # Nothing may be asked of the network.
        "R_REPOSITORIES": "NULL",
    }

    def run(*command: str) -> str:
        done = subprocess.run(
            [program, "CMD", *command],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            env=environment,
        )
        return done.stdout + done.stderr

    built = run("build", str(source))
    archive = next(tmp_path.glob("openapi_*.tar.gz"), None)
    assert archive is not None, built
    said = run("check", "--no-manual", str(archive))
    assert re.search(r"^Status: OK$", said, re.MULTILINE), said


def test_the_sample_lists_every_file_of_the_runtime() -> None:
    """The sample's ``Collate`` and ``NAMESPACE`` are those that generated packages get."""
    description = (r.SAMPLE / "DESCRIPTION").read_text(encoding="utf-8")
    collated = re.findall(r"'(runtime_\w+\.R)'", description)
    assert collated == sorted(path.name for path in r.RUNTIME.glob("*.R"))
    namespace = (r.RUNTIME / "NAMESPACE.txt").read_text(encoding="utf-8")
    assert namespace in (r.SAMPLE / "NAMESPACE").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(r.RUNTIME.glob("*.R")), ids=lambda path: path.name)
def test_files_are_ascii_short_and_narrow(path: Path) -> None:
    """Files of the runtime hold at most 300 lines of at most 120 characters, all of them ASCII."""
    text = path.read_text(encoding="ascii")
    assert len(text.splitlines()) <= 300
    assert max(map(len, text.splitlines())) <= 120

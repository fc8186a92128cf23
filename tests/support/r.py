"""The R toolchain of the tests: Rscript and the packages that a generated client stands on.

Tests that need it skip visibly where it is absent, and fail where nothing may be skipped.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = Path(__file__).resolve().parent / "r_sample"
RUNTIME = ROOT / "templates" / "r" / "runtime"
CACHE = ROOT / ".cache" / "r"
PACKAGES = ("R6", "jsonlite", "curl", "testthat")
INSTALL = (
    "apt-get install r-base-core r-cran-r6 r-cran-jsonlite r-cran-curl r-cran-testthat "
    "r-cran-knitr r-cran-rmarkdown"
)
LIBRARY = "library"
"""The folder inside a generated package into which :func:`install` installs it."""

QUICK = (
    "--no-docs",
    "--no-test-load",
    "--no-byte-compile",
    "--no-multiarch",
    "--no-staged-install",
)
"""What an installation for the tests leaves out."""


class Missing(Exception):
    """R or one of its packages is not there; the message says what to install."""


@cache
def rscript() -> str:
    """The program that runs a file of R.

    :raises Missing: R is not found, or a package that every client needs
    """
    found = shutil.which("Rscript")
    if found is None:
        raise Missing(f"Rscript not found; install: {INSTALL}")
    wanted = ", ".join(f'"{name}"' for name in PACKAGES)
    asked = f"cat(setdiff(c({wanted}), rownames(installed.packages())))"
    done = subprocess.run([found, "-e", asked], capture_output=True, text=True, check=True)
    if done.stdout.strip():
        raise Missing(f"R packages not found: {done.stdout.strip()}; install: {INSTALL}")
    return found


def required() -> str:
    """The same for a test: it is skipped, with the command to install, where R is absent."""
    try:
        return rscript()
    except Missing as missing:
        if os.environ.get("SPECPRESS_REQUIRE_ALL"):
            pytest.fail(str(missing))
        pytest.skip(str(missing))


def environment() -> dict[str, str]:
    """The variables of this process, with text in UTF-8 and R's own in English."""
    return {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en", "TZ": "UTC"}


def run(*arguments: str, folder: Path | None = None, seconds: float = 600) -> str:
    """Run Rscript; gives what it printed.

    :raises RuntimeError: with what it printed, when it fails
    """
    done = subprocess.run(
        [rscript(), *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        env=environment(),
        timeout=seconds,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stdout + done.stderr)
    return done.stdout


def install(package: Path, library: Path | None = None) -> Path:
    """Install a package folder, quickly, into a library folder (default: one inside of it).

    :raises RuntimeError: with what R says, when it does not install
    """
    library = library or package / LIBRARY
    library.mkdir(parents=True, exist_ok=True)
    program = shutil.which("R")
    if program is None:
        raise Missing(f"R not found; install: {INSTALL}")
    command = [program, "CMD", "INSTALL", *QUICK, f"--library={library}", str(package)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment())
    if done.returncode != 0:
        raise RuntimeError(done.stdout + done.stderr)
    return library


def prepare(package: Path) -> None:
    """Install a generated package inside of its own folder; what the wire cases run."""
    install(package)


def assembled(folder: Path) -> Path:
    """Copy the hand-written sample and the runtime together, as a generated package is."""
    shutil.copytree(SAMPLE, folder)
    for source in sorted(RUNTIME.glob("*.R")):
        shutil.copy(source, folder / "R")
    (folder / "man").mkdir(exist_ok=True)
    for source in sorted((RUNTIME / "man").glob("*.Rd")):
        shutil.copy(source, folder / "man")
    return folder


@cache
def sample() -> Path:
    """The library folder with the sample, installed once for its sources; skips without R."""
    required()
    digest = hashlib.sha256()
    for path in (p for top in (SAMPLE, RUNTIME) for p in sorted(top.rglob("*")) if p.is_file()):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    library = CACHE / f"sample-{digest.hexdigest()[:16]}"
    if not library.exists():
        fresh = library.with_name(f".{library.name}-{os.getpid()}")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        install(assembled(fresh / "source"), fresh / "installed")
        for old in CACHE.glob("sample-*"):
            shutil.rmtree(old, ignore_errors=True)
        fresh.rename(library)
    return library / "installed"

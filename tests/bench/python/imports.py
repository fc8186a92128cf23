"""Imports: one class of a client of hundreds of classes, against what it stands on alone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.measure import Aim, Row

_TIMED = """
import sys, time
sys.path.insert(0, sys.argv[1])
start = time.process_time()
{}
print(time.process_time() - start)
"""
_ALONE = "import httpx2, pydantic"


def rows(folder: Path, package: str, name: str, *, rounds: int = 25) -> Iterator[Row]:
    """Importing class ``name`` of the client in ``folder`` by itself, in fresh interpreters.

    CPU time, which a busy machine disturbs less; the files are in memory after the first turn.
    """
    _compile(folder)
    ours = _TIMED.format(f"from {package} import {name}")
    theirs = _TIMED.format(_ALONE)
    samples: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds + 1):
        for which, code in enumerate((ours, theirs)):
            seconds = _run(code, folder)
            if turn:  # the first turn warms the disk
                samples[which].append(seconds)
    yield Row(
        name=f"import: {name}",
        ours=median(samples[0]),
        theirs=median(samples[1]),
        against="httpx2 and pydantic alone",
        aim=Aim(bound=1.5, faster=False),
    )


def _compile(folder: Path) -> None:
    """Byte-compile the client, as installing does; the libraries beside it are compiled too."""
    everywhere = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(
        [sys.executable, "-m", "compileall", "-q", str(folder)], check=True, env=everywhere
    )


def _run(code: str, folder: Path) -> float:
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], check=True, capture_output=True, text=True
    )
    return float(done.stdout)

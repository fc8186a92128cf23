"""Generation: our Python client against openapi-generator's, in fresh processes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from tests.bench.measure import Aim, Row

_ROOT = Path(__file__).parents[3]
_AIM = Aim(bound=0.5, faster=False)
AGAINST = "openapi-generator"


def rows(name: str, document: Path, *, rounds: int = 3) -> Iterator[Row]:
    """A document to a Python client: with nothing remembered, and again with nothing to do."""
    cold, warm, theirs = [], [], []
    with tempfile.TemporaryDirectory() as temporary:
        for turn in range(rounds):
            folder = Path(temporary) / str(turn)
            environment = {**os.environ, "SPECPRESS_CACHE": str(folder / "cache")}
            mine = _ours(document, folder / "ours")
            cold.append(_seconds(mine, environment))
            theirs.append(_seconds(_theirs(document, folder / "theirs"), environment))
            warm.append(_seconds(mine, environment))
            shutil.rmtree(folder)
    yield Row(
        name=f"generate: {name}, cold",
        ours=median(cold),
        theirs=median(theirs),
        against=AGAINST,
        aim=_AIM,
    )
    yield Row(
        name=f"generate: {name}, nothing to do",
        ours=median(warm),
        theirs=median(theirs),
        against=AGAINST,
    )


def _ours(document: Path, output: Path) -> Sequence[str]:
    command = [sys.executable, "-m", "generator", "generate", "--spec", str(document)]
    return [*command, "--target", "python", "--output", str(output)]


def _theirs(document: Path, output: Path) -> Sequence[str]:
    command = str(Path(sys.executable).with_name("openapi-generator-cli"))
    return [command, "generate", "-g", "python", "-i", str(document), "-o", str(output)]


def _seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, cwd=_ROOT, env=environment, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return seconds

"""A Scala compiler that starts anew and takes no more than some memory: a person's own build."""

from __future__ import annotations

import os
import resource
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.support import scala

MAIN = {"akka": "scala.tools.nsc.Main", "pekko": "dotty.tools.dotc.Main"}


@dataclass(frozen=True, slots=True)
class Build:
    """What the compiler said, nothing where all is well, and the CPU seconds that it took."""

    said: str
    seconds: float


def build(flavour: str, sources: Iterable[Path], memory: str) -> Build:
    """Compile sources under the strictest flags, warnings as errors; the classes are dropped."""
    path = os.pathsep.join(map(str, scala.libraries(flavour)))
    with tempfile.TemporaryDirectory() as scratch:
        classes = Path(scratch) / "classes"
        classes.mkdir()
        arguments = Path(scratch) / "arguments"
        told = [*scala.FLAGS[flavour], "-d", classes, "-classpath", path, *sources]
        arguments.write_text("\n".join(map(str, told)), "utf-8")
        command = [*scala.java(memory), "-cp", path, MAIN[flavour], f"@{arguments}"]
        before = _spent()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        seconds = _spent() - before
    said = (done.stdout + done.stderr)[-4000:]
    return Build(said or (f"exit code {done.returncode}" if done.returncode else ""), seconds)


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime

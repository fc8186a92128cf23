"""The program of the Scala client, compiled for akka and started."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import Aim, Row
from tests.bench.program import Program
from tests.support import scala
from tests.wire.languages import client
from tests.wire.languages.scala import AKKA

SOURCE = Path(__file__).with_name("program.scala")


def rows() -> Iterator[Row]:
    """All that the program measures."""
    folder = client(AKKA, "openai")
    yield from Program(
        language="scala",
        client=lambda: folder,
        command=_command(folder),
        against={
            "call": "akka-http, circe",
            "stream": "akka-http, lines, circe",
            "decode": "circe, to its tree",
            "model": "circe, forProduct decoders",
        },
        aims={
            "decode 1 MB": Aim(bound=1.5, faster=False),
            "model 1 MB": Aim(bound=1.5, faster=False),
        },
    ).rows()


def _command(folder: Path) -> list[str]:
    """Not with the tests' flags of Java: those keep the better of the JVM's compilers away."""
    classes = scala.client("akka", folder)
    with tempfile.TemporaryDirectory() as scratch:
        program = scala.compiled("akka", scala.written(Path(scratch), "akka", [SOURCE]), classes)
    path = os.pathsep.join(map(str, [program, *classes, *scala.libraries("akka")]))
    return ["java", "-Xmx2g", "-XX:+UseSerialGC", "-cp", path, f"{scala.PACKAGE}.core.SpeedProgram"]

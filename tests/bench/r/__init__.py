"""The R client against bare `curl` and `jsonlite`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import Aim, Row
from tests.bench.program import Program
from tests.wire.languages import client
from tests.wire.languages.r import R

PROGRAM = Program(
    language="r",
    client=lambda: client(R, "openai"),
    command=["Rscript", "--vanilla", str(Path(__file__).with_name("program.R"))],
    against={
        "call": "curl, jsonlite",
        "stream": "curl, lines, jsonlite",
        "decode": "jsonlite::fromJSON(simplifyVector = FALSE)",
        "read": "the same, and the lists read alike",
    },
    aims={"decode 1 MB": Aim(bound=3, faster=False)},
)


def speed() -> Iterator[Row]:
    """Calls, streams, decoding, and decoding with every member read."""
    yield from PROGRAM.rows()


MEASURED = (speed,)

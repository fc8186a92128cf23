"""The TypeScript client against the platform alone, and the size of what a bundler keeps of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import Aim, Row
from tests.bench.program import Program
from tests.wire.languages import client
from tests.wire.languages.typescript import TYPESCRIPT

PROGRAM = Program(
    language="typescript",
    client=lambda: client(TYPESCRIPT, "openai"),
    command=["node", str(Path(__file__).with_name("program.mjs"))],
    against={
        "call": "bare fetch",
        "stream": "fetch, lines, JSON.parse",
        "decode": "TextDecoder, JSON.parse",
    },
    aims={
        "call": Aim(bound=1.5, faster=False),
        "stream": Aim(bound=2, faster=False),
        "decode 1 MB": Aim(bound=1.2, faster=False),
    },
)


def speed() -> Iterator[Row]:
    """Calls, streams and decoding."""
    yield from PROGRAM.rows()


def bundle() -> Iterator[Row]:
    """What a bundler keeps."""
    from tests.bench.typescript import bundles

    yield from bundles.rows()


MEASURED = (speed, bundle)

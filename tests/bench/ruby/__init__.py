"""The Ruby client against `Net::HTTP` and `JSON` of the standard library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import Aim, Row
from tests.bench.program import Program
from tests.wire.languages import client
from tests.wire.languages.ruby import RUBY

PROGRAM = Program(
    language="ruby",
    client=lambda: client(RUBY, "openai"),
    command=["ruby", str(Path(__file__).with_name("program.rb"))],
    against={
        "call": "Net::HTTP, JSON",
        "stream": "Net::HTTP, lines, JSON.parse",
        "decode": "JSON.parse",
        "read": "JSON.parse, read alike",
    },
    aims={
        "call": Aim(bound=1.5, faster=False),
        "stream": Aim(bound=3, faster=False),
        "decode 1 MB": Aim(bound=3, faster=False),
        "read 1 MB": Aim(bound=3, faster=False),
    },
)


def speed() -> Iterator[Row]:
    """Calls, streams, decoding, and decoding with every member read."""
    yield from PROGRAM.rows()


MEASURED = (speed,)

"""The Scala client against akka-http and circe alone, and how long scalac takes for the biggest."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.measure import Row


def speed() -> Iterator[Row]:
    """Calls, streams, decoding to a tree and to models."""
    from tests.bench.scala import calls

    yield from calls.rows()


def compilation() -> Iterator[Row]:
    """What a build of the newest document takes."""
    from tests.bench.scala import builds

    yield from builds.rows()


MEASURED = (speed, compilation)

"""The Python client against the packages that people would use otherwise."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import Row
from tests.support.clients import Client
from tests.support.corpus import ROOT, corpus

CHAT = ROOT / "specs" / "openai" / "openapi.yaml"
CLIENT = ROOT / "generated" / "python"


def decode() -> Iterator[Row]:
    """Replies from bytes to objects."""
    from tests.bench.python import decoding

    yield from decoding.rows(Client.load(CLIENT))


def calls() -> Iterator[Row]:
    """Whole calls, plain and streamed."""
    from tests.bench.python import calls as measured

    yield from measured.rows(Client.load(CLIENT))


def imports() -> Iterator[Row]:
    """One class of a small client, and of the biggest we have."""
    from tests.bench.python import imports as measured
    from tests.support.clients import generated

    yield from measured.rows(CLIENT, "openapiopenai", "ChatApi")
    for newest in corpus()[-1:]:
        with tempfile.TemporaryDirectory() as folder:
            client = generated(newest, Path(folder))
            yield from measured.rows(Path(folder), client.package, "CreateChatCompletionRequest")
            yield from measured.rows(Path(folder), client.package, "ChatApi")


def generate() -> Iterator[Row]:
    """The Chat document and the newest of the corpus."""
    from tests.bench.python import generation

    yield from generation.rows("Chat", CHAT)
    for newest in corpus()[-1:]:
        yield from generation.rows(newest.stem, newest)


MEASURED = (decode, calls, imports, generate)

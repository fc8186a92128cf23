"""Whole calls against a local server: one reply, and a stream of 10,000 chunks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import openai

from tests.bench import bodies
from tests.bench.measure import Row, in_turns
from tests.bench.python.decoding import AGAINST
from tests.bench.server import serving
from tests.support.clients import Client


def rows(client: Client) -> Iterator[Row]:
    """One call with its reply; one call with its stream."""
    package = client.module("")
    with (
        serving() as origin,
        package.ApiClient(package.Configuration(host=origin, access_token="none")) as ours,
        openai.OpenAI(api_key="none", base_url=origin) as theirs,
    ):
        api = package.ChatApi(ours)
        one, other = in_turns(
            lambda: api.create_chat_completion(bodies.REQUEST),
            lambda: theirs.chat.completions.create(**bodies.REQUEST),
        )
        yield Row(name="call: one reply", ours=one, theirs=other, against=AGAINST)
        one, other = in_turns(
            lambda: _count(api.create_chat_completion_stream(bodies.REQUEST)),
            lambda: _count(theirs.chat.completions.create(**bodies.REQUEST, stream=True)),
            rounds=5,
        )
        yield Row(name="stream: 10,000 chunks", ours=one, theirs=other, against=AGAINST)


def _count(stream: Any) -> None:
    with stream:
        count = sum(1 for chunk in stream if chunk.choices)
    assert count == 10_000

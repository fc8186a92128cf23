"""Decoding: from the bytes of a reply to the object that a user gets, on both sides."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import httpx2
import openai
from openai._models import FinalRequestOptions
from openai._response import APIResponse
from openai.types.chat import ChatCompletion

from tests.bench import bodies
from tests.bench.measure import Aim, Row, in_turns
from tests.support.clients import Client

AGAINST = f"openai {openai.__version__}"


def rows(client: Client) -> Iterator[Row]:
    """A typical reply, and three replies of a megabyte."""
    shapes = (
        ("decode: typical reply", bodies.typical(), 5.0),
        ("decode: 1 MB, one text, UTF-8", bodies.long_text(escaped=False), 1.2),
        ("decode: 1 MB, one text, \\u escapes", bodies.long_text(escaped=True), 1.2),
        ("decode: 1 MB, log probabilities", bodies.many_logprobs(), 1.2),
    )
    for name, data, bound in shapes:
        ours, theirs = in_turns(_ours(client, data), _theirs(data), clock=time.process_time)
        yield Row(
            name=name,
            ours=ours,
            theirs=theirs,
            against=AGAINST,
            aim=Aim(bound=bound, faster=True),
            note=f"{len(data):,} bytes",
        )


def _ours(client: Client, data: bytes) -> Any:
    """What our client does with a response it has read: find the promised type, decode."""
    responses = client.module("api.chat_api").CREATE_CHAT_COMPLETION.responses
    decoding = client.module("_runtime.decoding")
    declared = decoding.select(responses, 200)

    def decode() -> Any:
        return decoding.decode_body(declared, "application/json", data)

    assert json.loads(client.module("_runtime.codec").encode(decode())) == json.loads(data)
    return decode


def _theirs(data: bytes) -> Any:
    """What their client does with a response it has read."""
    client = openai.OpenAI(api_key="none", base_url="http://127.0.0.1:9")
    response = httpx2.Response(
        200,
        headers={"content-type": "application/json"},
        content=data,
        request=httpx2.Request("POST", "http://127.0.0.1:9/chat/completions"),
    )
    options = FinalRequestOptions(method="post", url="/chat/completions")

    def decode() -> Any:
        return APIResponse(
            raw=response,
            client=client,
            cast_to=ChatCompletion,
            stream=False,
            stream_cls=None,
            options=options,
        ).parse()

    assert decode().to_dict(mode="json") == json.loads(data)
    return decode

"""The bytes that both sides decode: a typical reply, two big ones, a stream."""

from __future__ import annotations

import json
from typing import Any

MODEL = "gpt-4o-2024-08-06"
SENTENCE = (
    "The tide turns twice a day, and the harbour \u2014 quiet, grey, half asleep \u2014 "
    "turns with it.\n"
)

REQUEST: dict[str, Any] = {
    "model": "gpt-4o",
    "messages": [
        {"role": "developer", "content": "You answer in one paragraph."},
        {"role": "user", "content": "Why do harbours smell of iron?"},
    ],
    "temperature": 0.2,
    "max_completion_tokens": 256,
}
"""What both clients send."""


def typical() -> bytes:
    """A reply as the service sends it for a short question: about a kilobyte."""
    return _bytes(_reply(SENTENCE * 6))


def long_text(size: int = 1_000_000, *, escaped: bool) -> bytes:
    """A reply of about ``size`` bytes, nearly all of it one text; what is not ASCII is either
    ``escaped`` or UTF-8."""
    repeated = size // len(_bytes(SENTENCE, escaped=escaped))
    return _bytes(_reply(SENTENCE * repeated), escaped=escaped)


def many_logprobs(size: int = 1_000_000) -> bytes:
    """A reply of about ``size`` bytes, nearly all of it log probabilities of tokens."""
    entry = {
        "token": " harbour",
        "logprob": -0.31725305,
        "bytes": list(b" harbour"),
        "top_logprobs": [
            {"token": " harbour", "logprob": -0.31725305, "bytes": list(b" harbour")},
            {"token": " port", "logprob": -1.5672531, "bytes": list(b" port")},
        ],
    }
    count = size // len(_bytes(entry))
    return _bytes(_reply(SENTENCE, {"content": [entry] * count, "refusal": None}))


def stream(count: int = 10_000) -> bytes:
    """The body of an event stream of ``count`` chunks."""
    chunk: dict[str, Any] = {
        "id": "chatcmpl-9z1Q7rJmT2xX5cVbN8wKfLpE",
        "object": "chat.completion.chunk",
        "created": 1734566400,
        "model": MODEL,
        "system_fingerprint": "fp_5f20662549",
    }
    middle = {"index": 0, "delta": {"content": " harbour"}, "logprobs": None, "finish_reason": None}
    first = {**middle, "delta": {"role": "assistant", "content": "", "refusal": None}}
    last = {**middle, "delta": {}, "finish_reason": "stop"}
    choices = [first, *[middle] * (count - 2), last]
    events = [b"data: " + _bytes({**chunk, "choices": [choice]}) for choice in choices]
    return b"\n\n".join([*events, b"data: [DONE]", b""])


def _reply(content: str, logprobs: Any = None) -> dict[str, Any]:
    return {
        "id": "chatcmpl-9z1Q7rJmT2xX5cVbN8wKfLpE",
        "object": "chat.completion",
        "created": 1734566400,
        "model": MODEL,
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": content, "refusal": None},
                "logprobs": logprobs,
                "finish_reason": "stop",
            }
        ],
        "usage": {
            "prompt_tokens": 27,
            "completion_tokens": 118,
            "total_tokens": 145,
            "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
            "completion_tokens_details": {
                "reasoning_tokens": 0,
                "audio_tokens": 0,
                "accepted_prediction_tokens": 0,
                "rejected_prediction_tokens": 0,
            },
        },
        "service_tier": "default",
        "system_fingerprint": "fp_5f20662549",
    }


def _bytes(value: Any, *, escaped: bool = False) -> bytes:
    return json.dumps(value, ensure_ascii=escaped, separators=(",", ":")).encode()

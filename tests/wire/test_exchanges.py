"""Whole calls with drawn values: nothing is added and nothing lost on the way, in any language."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.reply import actions
from tests.support.round_trip import CHAT, Drawn, draw, kept
from tests.support.server import WireServer
from tests.wire.case import find_operation
from tests.wire.languages import LANGUAGES, Language, client
from tests.wire.runner import Runner

COUNT = 150
OPERATION = "createChatCompletion"
PATIENCE = 120
MODES = [(language, mode) for language in LANGUAGES for mode in language.modes]


def holds(language: Language, value: Any) -> bool:
    """Whether a language has all members of a value."""
    if isinstance(value, dict):
        return all(language.holds(name) and holds(language, each) for name, each in value.items())
    return not isinstance(value, list) or all(holds(language, each) for each in value)


def values(component: str, language: Language) -> list[Drawn]:
    """Values of a component of the Chat document, of both kinds, that a language can hold."""
    drawn = [each for each in draw(CHAT) if each.id == f"#/components/schemas/{component}"]
    found = [each for each in drawn if holds(language, json.loads(each.text))]
    assert len(found) >= COUNT
    return found[:: len(found) // COUNT][:COUNT]


@pytest.mark.parametrize(
    ("language", "mode"), MODES, ids=[f"{language.name}-{mode}" for language, mode in MODES]
)
def test_calls_change_nothing(
    language: Language, mode: str, server: WireServer, tmp_path: Path
) -> None:
    """Given as a model or as plain data, a request reaches the server with nothing added and
    nothing lost, and so does the reply its caller."""
    missing = language.missing()
    if missing:
        pytest.skip(missing)
    given = values("CreateChatCompletionRequest", language)
    requests = [json.loads(each.text) for each in given]
    replies = [each.text for each in values("CreateChatCompletionResponse", language)]
    exchange = server.open()
    exchange.play(lambda request, number: actions(reply(replies[number]), request))
    runner = Runner(language.start(client(language, "openai"), "openai"))
    try:
        answer = runner.ask(
            {
                "id": "exchanges",
                "mode": mode,
                "origin": exchange.origin,
                "client": {"base_path": "", "retries": 0, "credentials": []},
                "parallel": False,
                "scratch": str(tmp_path),
                "steps": [step(each, number) for number, each in enumerate(given)],
            },
            PATIENCE,
        )
    finally:
        runner.close()
        server.shut(exchange)
    assert "broken" not in answer, answer.get("broken")
    assert exchange.faults == []
    sent = [json.loads(request.body) for request in exchange.requests]
    assert len(sent) == COUNT, [each.get("error") for each in answer["steps"]]
    for request, came in zip(requests, sent, strict=True):
        assert kept(request, came)
    for text, told in zip(replies, answer["steps"], strict=True):
        assert kept(json.loads(text), json.loads(told.get("json") or "[]")), told.get("error")


def reply(text: str) -> dict[str, Any]:
    """A reply with these very bytes."""
    return {"text": text, "headers": {"Content-Type": "application/json"}}


def step(request: Drawn, number: int) -> dict[str, Any]:
    """A call, every other one with a model where models can be made of the value."""
    return {
        "operation": find_operation("openai", OPERATION),
        "arguments": [],
        "as": "model" if request.promised and number % 2 else "plain",
        "details": False,
        "reads": [],
        "body": json.loads(request.text),
    }

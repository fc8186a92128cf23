"""Play one case: open an exchange, hand the calls to a runner, compare what happened."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from tests.support.reply import actions
from tests.support.server import Action, Exchange, Recorded, WireServer
from tests.wire import expect
from tests.wire.case import Case, filled, find_arguments, find_operation, find_schemes

UNEXPECTED = {"status": 418, "text": "the case has no reply for this request"}
"""What a request gets that the case did not foresee: a status that is never retried."""

PATIENCE = 3.0
"""Seconds that a client has to close its connections after a case."""


class Asked(Protocol):
    """Whatever answers questions: a :class:`tests.wire.runner.Runner`, or a test's own."""

    def ask(self, question: Mapping[str, Any], seconds: float = 60) -> dict[str, Any]:
        """Answer one case."""


def play(case: Case, server: WireServer, runner: Asked, mode: str) -> list[str]:
    """All differences between what the case expects and what happened; none when it holds."""
    exchange = server.open()
    try:
        places = {"origin": exchange.origin, "other": exchange.other}
        exchange.play(script(filled(list(case.replies), places)))
        if case.raw.get("server") == "closed":
            server.shut(exchange)
        elif case.raw.get("server") == "deaf":
            server.deafen(exchange)
        with tempfile.TemporaryDirectory() as scratch:
            answer = runner.ask(filled(question(case, mode, scratch), places))
        server.wait(lambda: _settled(exchange), PATIENCE)
        found = expect.differences(_placed(case, places), exchange, answer)
        if exchange.open:
            found.append(f"{exchange.open} connections were left open after the client's scope")
        return found
    finally:
        server.shut(exchange)


def _settled(exchange: Exchange) -> bool:
    return exchange.open == 0 and all(r.answered or r.closed_early for r in exchange.requests)


def _placed(case: Case, places: Mapping[str, str]) -> Case:
    """The case with the real origins in its expectations."""
    return Case(
        id=case.id,
        proves=case.proves,
        document=case.document,
        client=filled(case.client, places),
        needs=case.needs,
        steps=tuple(filled(list(case.steps), places)),
        requests=None if case.requests is None else tuple(filled(list(case.requests), places)),
        replies=case.replies,
        raw=case.raw,
    )


def script(replies: Sequence[Mapping[str, Any]]) -> Any:
    """Answer the n-th request by the n-th reply; ``times`` repeats one (a number or ``always``)."""

    def at(request: Recorded, number: int) -> Sequence[Action]:
        for reply in replies:
            times = reply.get("times", 1)
            if times == "always" or number < times:
                return actions(reply, request)
            number -= times
        return actions(UNEXPECTED, request)

    return at


def question(case: Case, mode: str, scratch: str) -> dict[str, Any]:
    """The line that a runner gets for a case; ``${origin}`` is filled in later."""
    kinds = find_schemes(case.document)
    client = {"base_path": "", **case.client}
    client["credentials"] = [
        {"scheme": scheme, "kind": kinds[scheme], "value": value}
        for scheme, value in case.client.get("credentials", {}).items()
    ]
    return {
        "id": case.id,
        "mode": mode,
        "origin": "${origin}",
        "client": client,
        "parallel": bool(case.raw.get("parallel")),
        "scratch": scratch,
        "steps": [_asked(case.document, step) for step in case.steps],
    }


def _asked(document: str, step: Mapping[str, Any]) -> dict[str, Any]:
    call, result = step["call"], step.get("result", {})
    operation = find_operation(document, call["operation"])
    asked = {
        **{key: value for key, value in call.items() if key != "operation"},
        "operation": operation,
        "arguments": find_arguments(operation, call.get("arguments") or {}),
        "as": call.get("as", "plain"),
        "details": "status" in result or "headers" in result,
        "reads": [read["path"] for read in result.get("reads", ())],
    }
    return asked

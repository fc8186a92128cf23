"""Compare what happened with what a case expects; differences are sentences for a person.

An empty list means that the case holds. Every difference names the place, what was expected and
what was seen, so that a failing case reads like a bug report.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

from tests.support.server import Exchange, Recorded
from tests.wire import multipart
from tests.wire.case import Case

SLACK = 0.02
"""Seconds by which clocks of two processes may disagree about a lower bound."""


def differences(case: Case, exchange: Exchange, answer: Mapping[str, Any]) -> list[str]:
    """All ways in which an exchange is not what the case says.

    :param answer: the line that the runner gave back, parsed
    """
    if "broken" in answer:
        return [f"the runner broke:\n{answer['broken']}"]
    found = [f"the server saw: {fault}" for fault in exchange.faults]
    found += requests(case, exchange)
    found += results(case, answer)
    found += secrets(case, answer)
    return found


# --- requests ---------------------------------------------------------------------------------


def requests(case: Case, exchange: Exchange) -> list[str]:
    """Differences in what was sent."""
    found = list(_shared_headers(case, exchange.requests))
    wanted = case.raw.get("connections")
    if wanted is not None and exchange.connections != wanted:
        found.append(_differ("connections opened", wanted, exchange.connections))
    if case.requests is None:
        return found
    if len(exchange.requests) != len(case.requests):
        seen = [f"{r.method} {r.target}" for r in exchange.requests]
        found.append(_differ("requests", len(case.requests), f"{len(seen)}: {seen}"))
    if case.raw.get("unordered"):
        return found + _any_order(case.requests, exchange.requests)
    previous = None
    for number, (expected, request) in enumerate(
        zip(case.requests, exchange.requests, strict=False), start=1
    ):
        where = f"request {number} of {len(case.requests)}"
        found += [f"{where}, {fault}" for fault in request_differences(expected, request, previous)]
        previous = request
    return found


def _any_order(expected: Sequence[Mapping[str, Any]], seen: Sequence[Recorded]) -> list[str]:
    left = list(seen)
    found = []
    for item in expected:
        match = next((r for r in left if not list(request_differences(item, r))), None)
        if match is None:
            found.append(_differ("a request in any order", item, [r.target for r in left]))
        else:
            left.remove(match)
    return found


def _shared_headers(case: Case, seen: Sequence[Recorded]) -> Iterator[str]:
    """``same_header``: one value in all requests; ``fresh_header``: another one in each."""
    same, fresh = case.raw.get("same_header"), case.raw.get("fresh_header")
    if same:
        values = [request.values(same) for request in seen]
        if len({tuple(v) for v in values}) != 1 or not all(values):
            yield _differ(f"header {same} of all requests", "present and equal", values)
    if fresh:
        values = [request.values(fresh) for request in seen]
        if len({tuple(v) for v in values}) != len(values) or not all(values):
            yield _differ(f"header {fresh} of all requests", "present and different", values)


def request_differences(
    expected: Mapping[str, Any], seen: Recorded, previous: Recorded | None = None
) -> Iterator[str]:
    """Differences between one expected and one recorded request."""
    for key, value in (("method", seen.method), ("target", seen.target), ("on", seen.on)):
        if key in expected and expected[key] != value:
            yield _differ(key, expected[key], value)
    if expected.get("connection", seen.connection) != seen.connection:
        yield _differ("connection", expected["connection"], seen.connection)
    for name, value in expected.get("headers", {}).items():
        wanted = value if isinstance(value, list) else [str(value)]
        if seen.values(name) != wanted:
            yield _differ(f"header {name}", wanted, seen.values(name))
    for name, pattern in expected.get("matches", {}).items():
        if not any(re.fullmatch(pattern, value) for value in seen.values(name)):
            yield _differ(f"header {name}", f"/{pattern}/", seen.values(name))
    for name in expected.get("absent", ()):
        if seen.values(name):
            yield _differ(f"header {name}", "absent", seen.values(name))
    if expected.get("closed_early", seen.closed_early) != seen.closed_early:
        yield _differ("closed by the client early", expected["closed_early"], seen.closed_early)
    if "after" in expected and previous is not None:
        yield from _bounds(
            "seconds since the request before", expected["after"], seen.at - previous.at
        )
    yield from _body(expected, seen)


def _body(expected: Mapping[str, Any], seen: Recorded) -> Iterator[str]:
    if expected.get("empty") and seen.body:
        yield _differ("body", "empty", seen.body)
    if "text" in expected and seen.body != expected["text"].encode():
        yield _differ("body", expected["text"].encode(), seen.body)
    if "base64" in expected and seen.body != base64.b64decode(expected["base64"]):
        yield _differ("body", base64.b64decode(expected["base64"]), seen.body)
    if "json" in expected:
        yield from _json_text("body", expected["json"], seen.body.decode("utf-8", "replace"))
    if "form" in expected:
        pairs = [list(p) for p in parse_qsl(seen.body.decode("latin-1"), keep_blank_values=True)]
        # Only the order of values of one name has a meaning.
        by_name = sorted(pairs, key=lambda pair: pair[0])
        if by_name != sorted(expected["form"], key=lambda pair: str(pair[0])):
            yield _differ("form", expected["form"], pairs)
    if "multipart" in expected:
        yield from _multipart(expected["multipart"], seen)


def _multipart(expected: Sequence[Mapping[str, Any]], seen: Recorded) -> Iterator[str]:
    try:
        parts = multipart.read("".join(seen.values("content-type")), seen.body)
    except ValueError as fault:
        yield f"multipart: {fault}; body {_short(seen.body)}"
        return
    names = [part.disposition.get("name") for part in parts]
    if names != [part["name"] for part in expected]:
        yield _differ("part names", [part["name"] for part in expected], names)
        return
    for wanted, part in zip(expected, parts, strict=True):
        yield from (f"part {wanted['name']}, {fault}" for fault in _part(wanted, part))


def _part(wanted: Mapping[str, Any], part: multipart.ReadPart) -> Iterator[str]:
    unknown = set(wanted) - {"name", "filename", "type", "text", "base64", "json", "headers"}
    if unknown:
        raise ValueError(f"unknown keys of a part: {sorted(unknown)}")
    if "filename" in wanted and part.disposition.get("filename") != wanted["filename"]:
        yield _differ("filename", wanted["filename"], part.disposition.get("filename"))
    if "type" in wanted and part.value("content-type") != wanted["type"]:
        yield _differ("content type", wanted["type"], part.value("content-type"))
    for name, value in wanted.get("headers", {}).items():
        if part.value(name) != value:
            yield _differ(f"header {name}", value, part.value(name))
    if "text" in wanted and part.data != wanted["text"].encode():
        yield _differ("data", wanted["text"].encode(), part.data)
    if "base64" in wanted and part.data != base64.b64decode(wanted["base64"]):
        yield _differ("data", base64.b64decode(wanted["base64"]), part.data)
    if "json" in wanted:
        yield from _json_text("data", wanted["json"], part.data.decode("utf-8", "replace"))


# --- results ----------------------------------------------------------------------------------


def results(case: Case, answer: Mapping[str, Any]) -> list[str]:
    """Differences in what the client gave back."""
    seen = answer.get("steps", [])
    if len(seen) != len(case.steps):
        return [_differ("steps answered by the runner", len(case.steps), len(seen))]
    found = []
    for number, (step, result) in enumerate(zip(case.steps, seen, strict=True), start=1):
        where = f"call {number} of {len(seen)}"
        expected = step.get("result", {})
        found += [f"{where}, {fault}" for fault in result_differences(expected, result)]
    return found


def result_differences(expected: Mapping[str, Any], seen: Mapping[str, Any]) -> Iterator[str]:
    """Differences between one expected and one actual result."""
    yield from _took(expected, seen)
    if "events" in expected:
        events = [json.loads(event) for event in seen.get("events", [])]
        if not same_json(expected["events"], events):
            yield _differ("events", expected["events"], events)
    if "error" in expected:
        yield from _error(expected["error"], seen.get("error"))
        return
    if seen.get("error"):
        error = seen["error"]
        yield f"raised {error.get('type')}, which was not expected: {error.get('text')}"
        return
    if expected.get("cancelled", False) != seen.get("cancelled", False):
        yield _differ("cancelled", expected.get("cancelled", False), seen.get("cancelled"))
    if "status" in expected and seen.get("status") != expected["status"]:
        yield _differ("status", expected["status"], seen.get("status"))
    yield from _headers(expected, seen)
    if "json" in expected:
        if seen.get("json") is None:
            yield _differ("data", expected["json"], {k: v for k, v in seen.items() if v})
        else:
            yield from _json_text("data", expected["json"], seen["json"])
    if expected.get("none") and not seen.get("none"):
        yield _differ("data", "none", {k: v for k, v in seen.items() if v})
    for key in ("text", "base64"):
        if key in expected and seen.get(key) != expected[key]:
            yield _differ(key, expected[key], seen.get(key))
    yield from _reads(expected.get("reads", ()), seen.get("reads", ()))


def _took(expected: Mapping[str, Any], seen: Mapping[str, Any]) -> Iterator[str]:
    if "took" in expected:
        yield from _bounds("seconds the call took", expected["took"], seen.get("took", 0.0))
    if "spread" in expected:
        arrivals = seen.get("arrivals") or [0.0]
        yield from _bounds(
            "seconds between first and last event", expected["spread"], arrivals[-1] - arrivals[0]
        )


def _headers(expected: Mapping[str, Any], seen: Mapping[str, Any]) -> Iterator[str]:
    headers = {str(k).lower(): v for k, v in (seen.get("headers") or {}).items()}
    for name, value in expected.get("headers", {}).items():
        if headers.get(name.lower()) != value:
            yield _differ(f"header {name}", value, headers.get(name.lower()))


def _reads(
    expected: Sequence[Mapping[str, Any]], seen: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    """Members read in the language's own way: their JSON, the name of their type, presence."""
    for wanted, read in zip(expected, seen, strict=False):
        where = "read " + "/".join(str(key) for key in wanted["path"])
        if "broken" in read:
            yield f"{where}: {read['broken']}"
            continue
        if "json" in wanted and read.get("json") is None:
            yield _differ(where, wanted["json"], read)
        elif "json" in wanted:
            yield from _json_text(where, wanted["json"], read["json"])
        if "type" in wanted and fold(wanted["type"]) != fold(read.get("type") or ""):
            yield _differ(f"{where}, type", wanted["type"], read.get("type"))
        if "presence" in wanted and wanted["presence"] != read.get("presence"):
            yield _differ(f"{where}, presence", wanted["presence"], read.get("presence"))


def _error(expected: Mapping[str, Any], seen: Mapping[str, Any] | None) -> Iterator[str]:
    if not seen:
        yield _differ("error", expected, "no error")
        return
    about = f"{seen.get('type')}: {_short(seen.get('text'))}"
    allowed = expected["class"] if isinstance(expected["class"], list) else [expected["class"]]
    if seen.get("class") not in allowed:
        yield _differ("error class", allowed, seen.get("class")) + f"\n    of {about}"
    for key in ("tag", "status", "message", "body", "request_id", "method", "path"):
        if key in expected and seen.get(key) != expected[key]:
            yield _differ(f"error {key}", expected[key], seen.get(key)) + f"\n    of {about}"
    for words in expected.get("tells", ()):
        if words not in (seen.get("text") or ""):
            yield _differ("error text tells", words, seen.get("text"))
    for words in expected.get("omits", ()):
        if words in (seen.get("text") or ""):
            yield _differ("error text omits", words, seen.get("text"))
    yield from (f"error {fault}" for fault in _headers(expected, seen))
    if "json" in expected:
        if seen.get("json") is None:
            yield _differ("error data", expected["json"], seen.get("json"))
        else:
            yield from _json_text("error data", expected["json"], seen["json"])
    if "retry_after" in expected:
        wanted, given = expected["retry_after"], seen.get("retry_after")
        if (wanted is None) != (given is None) or (
            wanted is not None and abs(wanted - float(given or 0)) > 0.01
        ):
            yield _differ("error retry_after", wanted, given)


def secrets(case: Case, answer: Mapping[str, Any]) -> list[str]:
    """Credentials of the case that stand in anything the client printed (contract D3)."""
    hidden = [str(s) for s in case.raw.get("never_prints", ())]
    hidden += list(_strings(case.client.get("credentials", {}), skip={"username", "client_id"}))
    printed = answer.get("printed", [])
    return [
        _differ("printed text", f"without {secret!r}", text)
        for secret in hidden
        for text in printed
        if len(secret) > 3 and secret in text
    ]


def _strings(value: Any, skip: set[str]) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in skip:
                yield from _strings(item, skip)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item, skip)


# --- comparing --------------------------------------------------------------------------------


def fold(name: str) -> str:
    """A name without case and punctuation, so that ``CatFood`` meets ``cat_food``."""
    return "".join(c for c in name.lower() if c.isalnum())


def same_json(left: Any, right: Any) -> bool:
    """Equality of JSON values: ``true`` is not ``1``; numbers compare by value, exactly."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same_json(v, right[k]) for k, v in left.items())
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same_json, left, right))
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        return left == right
    return type(left) is type(right) and bool(left == right)


def _json_text(where: str, expected: Any, text: str) -> Iterator[str]:
    try:
        value = json.loads(text)
    except ValueError:
        yield _differ(where, expected, f"no JSON: {_short(text)}")
        return
    if not same_json(expected, value):
        yield _differ(where, expected, value)


def _bounds(what: str, bounds: Mapping[str, float], seen: float) -> Iterator[str]:
    if seen < bounds.get("at_least", 0) - SLACK or seen > bounds.get("at_most", float("inf")):
        yield _differ(what, bounds, round(seen, 3))


def _differ(what: str, expected: Any, seen: Any) -> str:
    return f"{what}\n    expected: {_short(expected)}\n    seen:     {_short(seen)}"


def _short(value: Any, limit: int = 1500) -> str:
    if isinstance(value, (dict, list)):
        text = json.dumps(value, ensure_ascii=False, default=str)
    else:
        text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= limit else text[:limit] + f"… ({len(text)} characters)"

"""Every feature document becomes a client whose every operation works on the wire.

The values are made from the documents: a full example of each body and reply. What the client
sends and what it gives back must be these values, to the last member.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.build import build
from generator.diagnostics import Report
from generator.ir.examples import synthesize
from generator.ir.nodes import Api, Content, Group, Json, Location, Operation, Parameter, Payload
from generator.source import load
from tests.support.server import WireServer
from tests.wire import expect, markdown_pages
from tests.wire.case import ROOT, document_path
from tests.wire.languages import LANGUAGES, Language, NotGenerated, client
from tests.wire.play import script
from tests.wire.runner import Runner

DOCUMENTS = [path.stem for path in sorted((ROOT / "specs" / "features").glob("*.yaml"))]
LANGUAGE = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)
REFUSED = {"allof-conflict"}
"""Documents with an error, of which no client is made."""

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""A name that a header can have (RFC 9110 §5.6.2)."""

DOCUMENT = pytest.mark.parametrize("document", DOCUMENTS)

SENT = {Payload.JSON: "json", Payload.TEXT: "text"}
"""Bodies that examples can be made of; forms and files have cases of their own."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One operation with the values of its call."""

    step: dict[str, Any]
    request: dict[str, Any]
    reply: dict[str, Any]
    result: dict[str, Any]


def planned(api: Api) -> Iterator[Planned]:
    """Every operation that a call can be made up for."""
    index = api.index()

    def made(type_: Any, *, request: bool) -> Json | None:
        return synthesize(index, type_, full=True, for_request=request)

    ids = [expect.fold("".join(operation.name.words)) for operation in api.operations]
    for group in api.groups:
        for operation in group.operations:
            if not _callable(operation, ids):
                continue
            body = _body(operation)
            value = None if body is None else made(body.type, request=True)
            if operation.body is not None and value is None:
                continue
            answer = _answer(operation)
            given = None if answer is None else made(answer[1].type, request=False)
            arguments = list(_arguments(operation, made))
            if any(p.required and p not in dict(arguments) for p in operation.parameters):
                continue
            yield Planned(
                step=_step(group, operation, arguments, value),
                request=_request(operation, body, value),
                reply={"status": 204} if given is None or answer is None else _reply(answer, given),
                result={} if given is None else {"json": given.value},
            )


def _callable(operation: Operation, ids: Sequence[str]) -> bool:
    """Whether a runner can find the plain method: it has one, under a name that it can compare."""
    name = expect.fold("".join(operation.name.words))
    streams_only = operation.streaming is not None and _answer(operation) is None
    return ids.count(name) == 1 and not name[0].isdigit() and not streams_only


def _body(operation: Operation) -> Content | None:
    contents = operation.body.contents if operation.body else ()
    return next((c for c in contents[:1] if c.payload in SENT), None)


def _answer(operation: Operation) -> tuple[int, Content] | None:
    """The first JSON reply of a success, and a status for it."""
    for response in operation.responses:
        status = response.status.upper().replace("XX", "00")
        if status.isdigit() and status[0] == "2" and operation.method != "HEAD":
            for content in response.contents[:1]:
                if content.payload is Payload.JSON:
                    return int(status), content
    return None


def _arguments(operation: Operation, made: Any) -> Iterator[tuple[Parameter, Any]]:
    for parameter in operation.parameters:
        if parameter.location is Location.HEADER and not _TOKEN.fullmatch(parameter.name.wire):
            continue
        value = made(parameter.type, request=True)
        if value is not None:
            yield parameter, value.value


def _words(words: Sequence[str], otherwise: str) -> str:
    """A name that a runner can compare: its words, or the wire's where it has none."""
    return " ".join(words) or otherwise


def _step(
    group: Group, operation: Operation, arguments: list[tuple[Parameter, Any]], body: Json | None
) -> dict[str, Any]:
    def place(parameter: Parameter) -> dict[str, Any]:
        name = _words(parameter.name.words, parameter.name.wire)
        return {"name": name, "in": parameter.location.value}

    return {
        "operation": {
            "id": _words(operation.name.words, operation.name.wire),
            "method": operation.method,
            "path": operation.path,
            "group": _words(group.name.words, group.name.wire),
            "parameters": [place(parameter) for parameter in operation.parameters],
            "body": operation.body is not None,
        },
        "arguments": [{**place(p), "value": value} for p, value in arguments],
        "as": "plain",
        "details": False,
        "reads": [],
        **({} if body is None else {"body": body.value}),
    }


def _request(operation: Operation, body: Content | None, value: Json | None) -> dict[str, Any]:
    expected: dict[str, Any] = {"method": operation.method}
    if body is not None and value is not None:
        expected[SENT[body.payload]] = value.value
    return expected


def _reply(answer: tuple[int, Content], value: Json) -> dict[str, Any]:
    status, content = answer
    headers = {} if "*" in content.media_type else {"Content-Type": content.media_type}
    return {"status": status, "headers": headers, "json": value.value}


def client_of(language: Language, document: str) -> Path | None:
    """The client's folder; None, and surely none, for a document that has an error."""
    if document not in REFUSED:
        return client(language, document)
    with pytest.raises(NotGenerated):
        client(language, document)
    return None


def page_faults(folder: Path) -> Iterator[str]:
    """Broken links, foreign HTML tags and repeated anchors of a client's pages."""
    allowed = {"a", "br", "details", "summary"}
    for path in markdown_pages.pages(folder):
        page = markdown_pages.read(path)
        yield from markdown_pages.broken_links(page)
        yield from (f"{path.name}: tag {tag}" for tag in sorted(page.tags - allowed))
        yield from (f"{path.name}: anchor {anchor} twice" for anchor in page.repeated)


@LANGUAGE
@DOCUMENT
def test_client_works(
    language: Language, document: str, server: WireServer, tmp_path: Path
) -> None:
    """Each operation sends its example and gives back the example of its reply, unchanged; the
    pages have no broken link and no foreign HTML."""
    missing = language.missing()
    if missing:
        pytest.skip(missing)
    report = Report()
    known = document not in REFUSED
    source = load(str(document_path(document)), report) if known else None
    made = planned(build(source, report)) if source else iter(())
    calls = [c for c in made if language.sends(c.request["method"], "body" in c.step)]
    folder = client_of(language, document)
    if folder is None:
        return
    assert list(page_faults(folder)) == []
    if not calls:
        return
    exchange = server.open()
    exchange.play(script([call.reply for call in calls]))
    runner = Runner(language.start(folder, document))
    try:
        answer = runner.ask(
            {
                "id": document,
                "mode": next(iter(language.modes)),
                "origin": exchange.origin,
                "client": {"base_path": "", "retries": 0, "credentials": []},
                "parallel": False,
                "scratch": str(tmp_path),
                "steps": [call.step for call in calls],
            }
        )
    finally:
        runner.close()
        server.shut(exchange)
    assert "broken" not in answer, answer.get("broken")
    found = []
    for call, result in zip(calls, answer["steps"], strict=True):
        name = call.step["operation"]["id"]
        found += [f"{name}, {d}" for d in expect.result_differences(call.result, result)]
    assert not found, "\n".join(found)
    assert len(exchange.requests) == len(calls), [r.target for r in exchange.requests]
    for call, request in zip(calls, exchange.requests, strict=True):
        assert list(expect.request_differences(call.request, request)) == []

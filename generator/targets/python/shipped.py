"""The tests that a client ships: its own, offline, against a small server of their own.

Their programs are the same for every API; what they call and expect is data, in two JSON files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.emit.answers import successes
from generator.emit.page import AnyPage, Fixed, Page
from generator.ir.nodes import (
    Binary,
    Content,
    Nullable,
    Operation,
    Parameter,
    Payload,
    Record,
    Ref,
    TypeExpr,
)
from generator.targets.python.apis import ApiBuilder, Argument
from generator.targets.python.examples import Examples
from generator.targets.python.literals import identifier
from generator.targets.python.package import Header
from generator.targets.python.view import ShippedView

JSON_PAYLOADS = (Payload.JSON,)
FILES = (Payload.BYTES, Payload.MULTIPART)


def shipped(
    header: Header,
    examples: Examples,
    builders: list[ApiBuilder],
) -> Iterator[AnyPage]:
    """The pages of ``tests/``."""
    models = dict(_models(examples))
    operations = list(_operations(examples, builders))
    programs = {"package": "Tests of the client; they need no network."}
    if operations:
        programs["server"] = "A small local server."
        programs["test_api"] = "Every operation, on an example."
        yield _data("operations", operations)
    if models:
        programs["test_models"] = "Every model, on an example."
        yield _data("models", models)
    for name, about in programs.items():
        view = ShippedView(
            header=header.docstring(about),
            package=identifier(examples.package),
            whole=any("events" not in each for each in operations),
            streams=any("events" in each for each in operations),
        )
        path = "tests/__init__.py" if name == "package" else f"tests/{name}.py"
        yield Page(path, f"package/tests/{name}.py.jinja", view)


def _data(name: str, value: object) -> Fixed:
    text = json.dumps(value, indent=1, ensure_ascii=True) + "\n"
    return Fixed(f"tests/{name}.json", text.encode("ascii"))


def _models(examples: Examples) -> Iterator[tuple[str, Any]]:
    """An example of each declaration that JSON can hold."""
    world = examples.world
    for id_ in world.index:
        made = examples.shown(id_)
        if made is not None:
            yield world.names[id_].name, made.value


def _operations(examples: Examples, builders: list[ApiBuilder]) -> Iterator[dict[str, Any]]:
    """What to call, what to expect at the server, and what it answers."""
    for builder in builders:
        for operation in builder.group.operations:
            yield from _cases(examples, builder, operation)


def _cases(
    examples: Examples, builder: ApiBuilder, operation: Operation
) -> Iterator[dict[str, Any]]:
    arguments = [each for each in builder.arguments(operation) if each.required]
    body = operation.body.contents[0] if operation.body is not None else None
    required = operation.body is not None and operation.body.required
    if body is not None and required and _needs_files(examples, body):
        return
    method = builder.methods[operation.id]
    values = {each.name: _value(examples, operation, each) for each in arguments}
    case: dict[str, Any] = {
        "api": builder.named.name,
        "async_api": builder.named.asynchronous,
        "method": method,
        "verb": operation.method,
        "arguments": values,
    }
    sent = [each.name for each in arguments if each.parameter is None]
    if sent and body is not None and body.payload in JSON_PAYLOADS:
        case["sent"] = values[sent[0]]
    answer = _answer(examples, operation)
    if answer is not None:
        yield {**case, **answer}
    streaming = operation.streaming
    if streaming is None or streaming.payload is not Payload.EVENT_STREAM:
        return
    event = examples.responses.smallest(streaming.event)
    if event is None or not isinstance(event.value, dict):
        return
    streamed = {**case, "method": f"{method}_stream"}
    if streaming.switch is not None and isinstance(case.get("sent"), dict):
        streamed["sent"] = {**case["sent"], streaming.switch: True}
    lines = [f"data: {event.text}\n\n"] * 2
    lines += [f"data: {streaming.terminator}\n\n"] if streaming.terminator is not None else []
    yield {
        **streamed,
        "status": 200,
        "type": streaming.media_type,
        "body": "".join(lines),
        "events": [event.value] * 2,
    }


def _value(examples: Examples, operation: Operation, argument: Argument) -> Any:
    """The plain data of an argument."""
    parameter: Parameter | None = argument.parameter
    if parameter is not None:
        return examples.example(parameter.type, parameter.examples, parameter.default)
    content = operation.body.contents[0] if operation.body is not None else None
    if content is None:
        return None
    value = examples.example(content.type, content.examples, None)
    return value if content.payload is not Payload.TEXT or isinstance(value, str) else "example"


def _answer(examples: Examples, operation: Operation) -> dict[str, Any] | None:
    """A whole answer: status, media type and body. None where only streams come back."""
    found = [each for each in successes(operation)]
    status = found[0].status if found else "200"
    number = int(status) if status.isdigit() else 200
    contents = found[0].contents if found else ()
    if operation.method == "HEAD" or number in (204, 205) or not contents:
        return {"status": number, "type": "", "body": ""}
    for content in contents:
        body = _body(examples, content)
        if body is not None and "*" not in content.media_type.partition(";")[0]:
            return {"status": number, "type": content.media_type, "body": body}
    return None


def _body(examples: Examples, content: Content) -> str | None:
    """The text of a body of a media type."""
    if content.payload in (Payload.TEXT, Payload.BYTES):
        return "example"
    if content.payload is not Payload.JSON:
        return None
    made = examples.responses.smallest(content.type)
    return None if made is None else made.text


def _needs_files(examples: Examples, body: Content) -> bool:
    return body.payload in FILES or _holds_files(examples, body.type)


def _holds_files(examples: Examples, type_: TypeExpr) -> bool:
    """Whether a body has a member that JSON cannot hold."""
    if isinstance(type_, Nullable):
        return _holds_files(examples, type_.inner)
    if isinstance(type_, Binary):
        return True
    if isinstance(type_, Ref):
        declaration = examples.world.index[type_.id]
        if isinstance(declaration, Record):
            return any(isinstance(field.type, Binary) for field in declaration.fields)
    return False

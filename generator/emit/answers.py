"""What an operation takes beside its body and what it gives back, for every language."""

from __future__ import annotations

from generator.ir.facts import Index, resolve
from generator.ir.nodes import (
    Body,
    Content,
    ListOf,
    Location,
    Operation,
    Parameter,
    Payload,
    Record,
    Response,
    TypeExpr,
)

STREAMS = (Payload.EVENT_STREAM, Payload.JSON_LINES)
"""Payloads that come in pieces."""

IGNORED_HEADERS = ("accept", "content-type", "authorization")
"""Header parameters of these names are ignored (OpenAPI 3.1 §4.8.12.2)."""


def sent_parameters(operation: Operation) -> tuple[Parameter, ...]:
    """The parameters that a caller can set."""
    return tuple(
        parameter
        for parameter in operation.parameters
        if not (
            parameter.location is Location.HEADER and parameter.name.wire.lower() in IGNORED_HEADERS
        )
    )


def default_content(body: Body) -> Content:
    """What a body is sent as where a caller does not say: JSON, or what the document names
    first."""
    contents = body.contents
    return next((each for each in contents if each.payload is Payload.JSON), contents[0])


def successes(operation: Operation) -> tuple[Response, ...]:
    """The responses that stand for success: 2xx, or ``default`` where there is no other."""
    found = tuple(each for each in operation.responses if each.status.startswith("2"))
    return found or tuple(each for each in operation.responses if each.status == "default")


def failures(operation: Operation) -> tuple[Response, ...]:
    """The responses that stand for errors: neither successes nor 1xx and 3xx."""
    good = successes(operation)
    return tuple(
        each for each in operation.responses if each not in good and each.status[:1] in "45d"
    )


def only_streams(operation: Operation) -> bool:
    """Whether every success of an operation is a stream."""
    contents = [content for each in successes(operation) for content in each.contents]
    return (
        operation.streaming is not None
        and bool(contents)
        and all(content.payload in STREAMS for content in contents)
    )


def success_contents(operation: Operation) -> list[Content | None]:
    """What a whole answer can be, streams that have a call of their own left out; None stands
    for no body."""
    found: list[Content | None] = []
    skipped = STREAMS if operation.streaming is not None else ()
    for response in successes(operation):
        whole = [each for each in response.contents if each.payload not in skipped]
        found.extend(whole or ([None] if not response.contents else []))
    if operation.method == "HEAD" or not found:
        return [None]
    return found


def paged_item(operation: Operation, index: Index) -> TypeExpr | None:
    """The type of one item of the pages that an operation gives; None where it is not said."""
    if operation.pagination is None:
        return None
    for content in success_contents(operation):
        page = None if content is None else resolve(index, content.type)
        for field in page.fields if isinstance(page, Record) else ():
            type_ = resolve(index, field.type)
            if field.name.wire == operation.pagination.items and isinstance(type_, ListOf):
                return type_.item
    return None

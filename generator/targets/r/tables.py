"""The tables of operations: expressions that hold everything a call does, as data."""

from __future__ import annotations

from dataclasses import dataclass

from generator.emit.answers import sent_parameters
from generator.emit.code import Code
from generator.ir.nodes import (
    AnyJson,
    Body,
    Content,
    Nullable,
    Operation,
    Pagination,
    Parameter,
    Part,
    Payload,
    Response,
    Server,
    ServerVariable,
    Streaming,
)
from generator.targets.r.layout import Atom, Expression, atom, call, keyword, together
from generator.targets.r.literals import shown
from generator.targets.r.types import TRUE, Types

LIST = Code("list")


def text(value: str) -> Atom:
    """A string."""
    return Atom(shown(value))


@dataclass(frozen=True, slots=True)
class Tables:
    """Makes the entries of the table of one class."""

    types: Types

    def operation(self, operation: Operation, name: str) -> Expression:
        """Everything a call does is read from it."""
        items: list[Expression] = [
            together((text(name), text(operation.method), text(operation.path)))
        ]
        parameters = [self.parameter(each) for each in sent_parameters(operation)]
        if parameters:
            items.append(keyword(Code("parameters"), call(LIST, parameters)))
        if operation.body is not None:
            items.append(keyword(Code("body"), self.body(operation.body)))
        if operation.responses:
            found = call(LIST, (self.response(each) for each in operation.responses))
            items.append(keyword(Code("responses"), found))
        if operation.security:
            items.append(keyword(Code("security"), _security(operation)))
        if operation.servers:
            found = call(LIST, (server(each) for each in operation.servers))
            items.append(keyword(Code("servers"), found))
        if operation.idempotency_header is not None:
            items.append(keyword(Code("idempotency_header"), text(operation.idempotency_header)))
        return call(Code("operation"), items, spread=True)

    def stream(self, streaming: Streaming, name: str) -> Expression:
        """The streamed form of an operation."""
        items: list[Expression] = [
            together((text(name), self.types.of(streaming.event))),
            keyword(Code("payload"), text(streaming.payload.value)),
            keyword(Code("media_type"), text(streaming.media_type)),
        ]
        if streaming.terminator is not None:
            items.append(keyword(Code("terminator"), text(streaming.terminator)))
        if streaming.switch is not None:
            items.append(keyword(Code("switch"), text(streaming.switch)))
        return call(Code("stream_of"), items)

    def pages(self, pagination: Pagination, name: str) -> Expression:
        """The form of an operation that asks for one page after the other."""
        items: list[Expression] = [
            text(name),
            keyword(Code("items"), text(pagination.items)),
            keyword(Code("parameter"), text(pagination.parameter)),
            keyword(Code("next_member"), text(pagination.next)),
        ]
        if pagination.more is not None:
            items.append(keyword(Code("more"), text(pagination.more)))
        return call(Code("pages_of"), items)

    def parameter(self, parameter: Parameter) -> Expression:
        """``parameter("limit", "query", type_integer(), style = "form", explode = TRUE)``."""
        items: list[Expression] = [
            text(parameter.name.wire),
            text(parameter.location.value),
            self.types.of(parameter.type),
            keyword(Code("style"), text(parameter.style.value)),
        ]
        items += _flags(
            explode=parameter.explode,
            required=parameter.required,
            allow_reserved=parameter.allow_reserved,
        )
        return call(Code("parameter"), items)

    def body(self, body: Body) -> Expression:
        """What is sent."""
        nullable = any(isinstance(content.type, Nullable) for content in body.contents)
        items = _flags(required=body.required, nullable=nullable)
        contents = call(LIST, (self.content(each) for each in body.contents))
        items.append(keyword(Code("contents"), contents))
        return call(Code("request_body"), items)

    def response(self, response: Response) -> Expression:
        """What may come back."""
        contents = (self.content(each) for each in response.contents)
        return call(Code("response"), (text(response.status), *contents))

    def content(self, content: Content) -> Expression:
        """One media type of a body or of a response."""
        items: list[Expression] = [text(content.media_type), text(content.payload.value)]
        plain = content.payload in (Payload.TEXT, Payload.BYTES)
        if not plain and not isinstance(content.type, AnyJson):
            items.append(self.types.of(content.type))
        if content.parts:
            parts = call(LIST, (_part(each) for each in content.parts))
            items.append(keyword(Code("parts"), parts))
        return call(Code("content"), items)


def _flags(**flags: bool) -> list[Expression]:
    return [keyword(Code(name), TRUE) for name, value in flags.items() if value]


def _part(part: Part) -> Expression:
    items: list[Expression] = [text(part.name), text(part.payload.value)]
    if part.media_type is not None:
        items.append(keyword(Code("media_type"), text(part.media_type)))
    if part.style.value != "form":
        items.append(keyword(Code("style"), text(part.style.value)))
    if not part.explode:
        items.append(keyword(Code("explode"), atom("FALSE")))
    return call(Code("part"), [*items, *_flags(allow_reserved=part.allow_reserved)])


def _security(operation: Operation) -> Expression:
    """Alternatives, each of credentials that are all needed."""
    return call(
        LIST,
        (
            call(
                LIST,
                (
                    call(Code("use"), (text(each.scheme), *map(text, each.scopes)))
                    for each in alternative
                ),
            )
            for alternative in operation.security
        ),
    )


def server(server: Server) -> Expression:
    """``server("https://…", variables = list(server_variable("region", "eu")))``."""
    items: list[Expression] = [text(server.url)]
    if server.variables:
        variables = call(LIST, (_variable(each) for each in server.variables))
        items.append(keyword(Code("variables"), variables))
    return call(Code("server"), items)


def _variable(variable: ServerVariable) -> Expression:
    items: list[Expression] = [text(variable.name), text(variable.default)]
    if variable.values:
        values = call(Code("c"), map(text, variable.values))
        items.append(keyword(Code("values"), values))
    return call(Code("server_variable"), items)

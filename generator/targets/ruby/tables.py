"""The tables of operations: expressions that hold everything a call does, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import LiteralString

from generator.emit.answers import sent_parameters
from generator.emit.code import Code, fill
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
    Scheme,
    Server,
    Streaming,
)
from generator.targets.ruby.layout import Atom, Expression, atom, block, call, keyword, listed
from generator.targets.ruby.literals import quoted, strings, symbol
from generator.targets.ruby.types import Types
from generator.text.case import snake
from generator.text.words import words

_WHOLE = (Payload.TEXT, Payload.BYTES)
"""Payloads of which nothing is said but what they are."""


def _new(name: LiteralString, items: list[Expression], *, spread: bool = False) -> Expression:
    return call(fill("Runtime::{}.new", Code(name)), items, spread=spread)


def _text(value: str) -> Expression:
    return Atom(quoted(value))


def _word(value: str) -> Expression:
    """A word of the standard as a symbol: ``spaceDelimited`` is ``:space_delimited``."""
    return Atom(symbol(snake(words(value))))


def _said(name: LiteralString, value: Expression) -> Expression:
    return keyword(Code(name), value)


@dataclass(frozen=True, slots=True)
class Tables:
    """Makes the entries of one class."""

    types: Types

    def operation(self, operation: Operation, name: str, keys: dict[Parameter, str]) -> Expression:
        """``Runtime::Operation.new(…)``: everything a call does is read from it."""
        items = [
            _said("name", _text(name)),
            _said("method", _text(operation.method)),
            _said("path", _text(operation.path)),
        ]
        parameters = [self.parameter(each, keys[each]) for each in sent_parameters(operation)]
        if parameters:
            items.append(_said("parameters", listed(parameters)))
        if operation.body is not None:
            items.append(_said("body", self.body(operation.body)))
        if operation.responses:
            items.append(_said("responses", listed(map(self.response, operation.responses))))
        if operation.security:
            items.append(_said("security", _security(operation)))
        if operation.servers:
            items.append(_said("servers", listed(map(server, operation.servers))))
        if operation.idempotency_header is not None:
            items.append(_said("idempotency_header", _text(operation.idempotency_header)))
        return _new("Operation", items, spread=True)

    def stream(self, constant: Code, streaming: Streaming) -> Expression:
        """``Runtime::StreamOperation.new(…) { Chunk }``."""
        items = [
            _said("operation", Atom(constant)),
            _said("payload", _word(streaming.payload.value)),
            _said("media_type", _text(streaming.media_type)),
        ]
        if streaming.terminator is not None:
            items.append(_said("terminator", _text(streaming.terminator)))
        if streaming.switch is not None:
            items.append(_said("switch", _text(streaming.switch)))
        made = _new("StreamOperation", items, spread=True)
        if isinstance(streaming.event, AnyJson):
            return made
        return block(made, self.types.of(streaming.event))

    def pages(self, pagination: Pagination, keys: dict[Parameter, str]) -> Expression:
        """``Runtime::Pages.new(items: 'data', key: :after, next: 'id', more: 'has_more')``."""
        called = {
            each.name.wire: name for each, name in keys.items() if each.location.value == "query"
        }
        items = [
            _said("items", _text(pagination.items)),
            _said("key", Atom(symbol(called[pagination.parameter]))),
            _said("next", _text(pagination.next)),
        ]
        if pagination.more is not None:
            items.append(_said("more", _text(pagination.more)))
        return _new("Pages", items)

    def parameter(self, parameter: Parameter, name: str) -> Expression:
        """``Runtime::Param.new(:limit, 'limit', :query, :form, explode: true)``."""
        items: list[Expression] = [
            Atom(symbol(name)),
            _text(parameter.name.wire),
            _word(parameter.location.value),
            _word(parameter.style.value),
        ]
        if parameter.explode:
            items.append(atom("explode: true"))
        if parameter.required:
            items.append(atom("required: true"))
        if parameter.allow_reserved:
            items.append(atom("allow_reserved: true"))
        return _new("Param", items)

    def body(self, body: Body) -> Expression:
        """``Runtime::Body.new(required: true, contents: […])``."""
        items: list[Expression] = []
        if body.required:
            items.append(atom("required: true"))
        if any(isinstance(content.type, Nullable) for content in body.contents):
            items.append(atom("nullable: true"))
        contents: list[Expression] = []
        for content in body.contents:
            said = [_text(content.media_type), _word(content.payload.value)]
            if content.parts:
                said.append(_said("parts", listed(map(_part, content.parts))))
            contents.append(_new("Content", said))
        items.append(_said("contents", listed(contents)))
        return _new("Body", items)

    def response(self, response: Response) -> Expression:
        """What may come back."""
        items = [_text(response.status)]
        if response.contents:
            items.append(listed(map(self.content, response.contents)))
        return _new("Response", items)

    def content(self, content: Content) -> Expression:
        """One media type of a response, its type in a block."""
        made = _new("Content", [_text(content.media_type), _word(content.payload.value)])
        if content.payload in _WHOLE or isinstance(content.type, AnyJson):
            return made
        return block(made, self.types.of(content.type))


def _part(part: Part) -> Expression:
    items = [_text(part.name), _word(part.payload.value)]
    if part.media_type is not None:
        items.append(_said("media_type", _text(part.media_type)))
    if part.style.value != "form":
        items.append(_said("style", _word(part.style.value)))
    if not part.explode:
        items.append(atom("explode: false"))
    if part.allow_reserved:
        items.append(atom("allow_reserved: true"))
    return _new("Part", items)


def _security(operation: Operation) -> Expression:
    """Alternatives, each of credentials that are all needed."""

    def use(scheme: str, scopes: tuple[str, ...]) -> Expression:
        return _new("Use", [_text(scheme), *([strings(scopes)] if scopes else [])])

    return listed(
        listed(use(each.scheme, each.scopes) for each in alternative)
        for alternative in operation.security
    )


def server(server: Server) -> Expression:
    """``Runtime::Server.new('https://…', description: '…', variables: […])``."""
    items = [_text(server.url)]
    said = server.doc.description or server.doc.summary
    if said:
        items.append(_said("description", _text(said)))
    if server.variables:
        variables = [
            _new(
                "ServerVariable",
                [_text(each.name), _text(each.default)]
                + ([strings(each.values)] if each.values else []),
            )
            for each in server.variables
        ]
        items.append(_said("variables", listed(variables)))
    return _new("Server", items)


def scheme(scheme: Scheme) -> Expression:
    """``Runtime::Scheme.new('ApiKeyAuth', :bearer)``."""
    items = [_text(scheme.id), _word(scheme.kind.value)]
    tokens = [flow.token_url for flow in scheme.flows if flow.kind == "clientCredentials"]
    if scheme.location is not None:
        items.append(_said("location", _word(scheme.location.value)))
    if scheme.parameter is not None:
        items.append(_said("parameter", _text(scheme.parameter)))
    if scheme.http_scheme is not None and scheme.kind.value == "http":
        items.append(_said("http_scheme", _text(scheme.http_scheme)))
    if tokens and tokens[0]:
        items.append(_said("token_url", _text(tokens[0])))
    return _new("Scheme", items)

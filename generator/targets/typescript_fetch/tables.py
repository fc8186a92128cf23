"""The tables of operations: expressions that hold everything a call does, as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.emit.answers import sent_parameters
from generator.emit.code import Code
from generator.ir.nodes import (
    AnyJson,
    Body,
    Content,
    Nullable,
    Operation,
    Parameter,
    Part,
    Payload,
    Response,
    Server,
    Streaming,
    TypeExpr,
)
from generator.targets.typescript_fetch.imports import Imports
from generator.targets.typescript_fetch.layout import (
    Atom,
    Expression,
    Labelled,
    atom,
    braces,
    listed,
    mapped,
)
from generator.targets.typescript_fetch.literals import quoted
from generator.targets.typescript_fetch.schemas import Schemas
from generator.targets.typescript_fetch.world import World

PAYLOADS = {
    Payload.JSON: ("json", "json"),
    Payload.TEXT: ("text", "text"),
    Payload.BYTES: ("bytes", "bytes"),
    Payload.FORM: ("form", "form"),
    Payload.MULTIPART: ("multipart", "multipart"),
    Payload.EVENT_STREAM: ("eventstream", "eventStream"),
    Payload.JSON_LINES: ("jsonlines", "jsonLines"),
}
"""The file of the runtime and the value in it, for each payload."""

Pairs = list[tuple[Code, Expression]]


def text(value: str) -> Expression:
    """A string."""
    return Atom(quoted(value))


@dataclass(frozen=True, slots=True)
class Tables:
    """Makes the entries of one module, which imports what they use."""

    world: World
    imports: Imports

    def operation(
        self, operation: Operation, name: str, keys: dict[Parameter, str], body: str | None
    ) -> Expression:
        """Everything a call does is read from it."""
        items: Pairs = [
            (Code("name"), text(name)),
            (Code("method"), text(operation.method)),
            (Code("path"), text(operation.path)),
        ]
        parameters = [self.parameter(each, keys[each]) for each in sent_parameters(operation)]
        if parameters:
            items.append((Code("parameters"), listed(parameters)))
        if operation.body is not None and body is not None:
            items.append((Code("body"), self.body(operation.body, body)))
        if operation.responses:
            items.append((Code("responses"), listed(map(self.response, operation.responses))))
        if operation.security:
            items.append((Code("security"), _security(operation)))
        if operation.servers:
            items.append((Code("servers"), listed(map(server, operation.servers))))
        if operation.idempotency_header is not None:
            items.append((Code("idempotencyHeader"), text(operation.idempotency_header)))
        return mapped(items, spread=True)

    def stream(self, constant: Code, streaming: Streaming) -> Expression:
        """The streamed form of an operation."""
        items: Pairs = [
            (Code("operation"), Atom(constant)),
            (Code("payload"), self.payload(streaming.payload)),
            (Code("mediaType"), text(streaming.media_type)),
        ]
        made = mapped([*items], spread=True)
        more = [*made.items, *self.schema(streaming.event)]
        if streaming.terminator is not None:
            more.append(Labelled(Code("terminator: "), text(streaming.terminator)))
        if streaming.switch is not None:
            more.append(Labelled(Code("switch: "), text(streaming.switch)))
        return braces(more, spread=True)

    def parameter(self, parameter: Parameter, name: str) -> Expression:
        """``{ key: 'limit', name: 'limit', place: query, style: 'form', explode: true }``."""
        place = parameter.location.value
        items: Pairs = [
            (Code("key"), text(name)),
            (Code("name"), text(parameter.name.wire)),
            (Code("place"), Atom(self.imports.value(f"../runtime/{place}.js", place))),
            (Code("style"), text(parameter.style.value)),
        ]
        items += _flags(
            explode=parameter.explode,
            required=parameter.required,
            allowReserved=parameter.allow_reserved,
        )
        return mapped(items)

    def payload(self, payload: Payload) -> Expression:
        """A payload, imported."""
        module, name = PAYLOADS[payload]
        return Atom(self.imports.value(f"../runtime/{module}.js", name))

    def body(self, body: Body, name: str) -> Expression:
        """What is sent."""
        items: Pairs = [(Code("key"), text(name))]
        nullable = any(isinstance(content.type, Nullable) for content in body.contents)
        items += _flags(required=body.required, nullable=nullable)
        contents: list[Expression] = []
        for content in body.contents:
            pairs: Pairs = [
                (Code("mediaType"), text(content.media_type)),
                (Code("payload"), self.payload(content.payload)),
            ]
            if content.parts:
                pairs.append((Code("parts"), listed(map(_part, content.parts))))
            contents.append(mapped(pairs))
        items.append((Code("contents"), listed(contents)))
        return mapped(items, spread=True)

    def response(self, response: Response) -> Expression:
        """What may come back."""
        items: Pairs = [(Code("status"), text(response.status))]
        if response.contents:
            items.append((Code("contents"), listed(map(self.content, response.contents))))
        return mapped(items)

    def content(self, content: Content) -> Expression:
        """One media type of a response, its schema loaded when it is needed."""
        made = mapped(
            [
                (Code("mediaType"), text(content.media_type)),
                (Code("payload"), self.payload(content.payload)),
            ]
        )
        if content.payload in (Payload.TEXT, Payload.BYTES):
            return made
        return braces((*made.items, *self.schema(content.type)))

    def schema(self, type_: TypeExpr) -> Iterable[Expression]:
        """``schema: async () => (await import('../schemas/Pet.js')).Pet``."""
        if isinstance(type_, AnyJson):
            return
        schemas = Schemas(self.world, self.imports, here=None)
        yield Labelled(Code("schema: async () => "), schemas.of(type_), below=True)
        if self.world.converts(type_):
            yield atom("convert: true")


def _flags(**flags: bool) -> Pairs:
    return [(Code(name), atom("true")) for name, value in flags.items() if value]


def _part(part: Part) -> Expression:
    items: Pairs = [(Code("name"), text(part.name)), (Code("payload"), text(part.payload.value))]
    if part.media_type is not None:
        items.append((Code("mediaType"), text(part.media_type)))
    if part.style.value != "form":
        items.append((Code("style"), text(part.style.value)))
    if not part.explode:
        items.append((Code("explode"), atom("false")))
    return mapped([*items, *_flags(allowReserved=part.allow_reserved)])


def _security(operation: Operation) -> Expression:
    """Alternatives, each of credentials that are all needed."""

    def use(scheme: str, scopes: tuple[str, ...]) -> Expression:
        items: Pairs = [(Code("scheme"), text(scheme))]
        if scopes:
            items.append((Code("scopes"), listed(map(text, scopes))))
        return mapped(items)

    return listed(
        listed(use(each.scheme, each.scopes) for each in alternative)
        for alternative in operation.security
    )


def server(server: Server) -> Expression:
    """``{ url: 'https://…', description: '…', variables: [{ … }] }``."""
    items: Pairs = [(Code("url"), text(server.url))]
    said = server.doc.description or server.doc.summary
    if said:
        items.append((Code("description"), text(said)))
    if server.variables:
        variables: list[Expression] = []
        for each in server.variables:
            pairs: Pairs = [
                (Code("name"), text(each.name)),
                (Code("default"), text(each.default)),
            ]
            if each.values:
                pairs.append((Code("values"), listed(map(text, each.values))))
            variables.append(mapped(pairs))
        items.append((Code("variables"), listed(variables)))
    return mapped(items)

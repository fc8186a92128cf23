"""The tables of operations: expressions that hold everything a call does, as data."""

from __future__ import annotations

from dataclasses import dataclass

from generator.emit.answers import sent_parameters
from generator.emit.code import Code, fill
from generator.ir.nodes import (
    Content,
    Nullable,
    Operation,
    Pagination,
    Parameter,
    Part,
    Payload,
    Response,
    Server,
    Streaming,
)
from generator.targets.python import layout
from generator.targets.python.imports import Imports
from generator.targets.python.layout import Atom, Expression, atom, call, tupled
from generator.targets.python.literals import identifier, quoted
from generator.targets.python.types import RuntimeTypes

TABLE = ".._runtime.operation"


@dataclass(frozen=True, slots=True)
class Tables:
    """Makes the entries of one module, which imports what they use."""

    imports: Imports
    types: RuntimeTypes

    def stream_table(self, constant: Code, streaming: Streaming) -> Expression:
        """``StreamOperation(CREATE, lambda: models.Chunk, …)``."""
        items: list[Expression] = [Atom(constant), _thunk(self.types.of(streaming.event))]
        if streaming.payload is not Payload.EVENT_STREAM:
            items.append(Atom(fill("payload={}", quoted(streaming.payload.value))))
        if streaming.media_type != "text/event-stream":
            items.append(Atom(fill("media_type={}", quoted(streaming.media_type))))
        if streaming.terminator is not None:
            items.append(Atom(fill("terminator={}", quoted(streaming.terminator))))
        if streaming.switch is not None:
            items.append(Atom(fill("switch={}", quoted(streaming.switch))))
        return call(self.imports.use(TABLE, "StreamOperation"), items, spread=True)

    def operation(self, operation: Operation, name: str) -> Expression:
        """``Operation(…)``: everything a call does is read from it."""
        items: list[tuple[str, Expression]] = [
            ("name", Atom(quoted(name))),
            ("method", Atom(quoted(operation.method))),
            ("path", Atom(quoted(operation.path))),
        ]
        parameters = [self.parameter(each) for each in sent_parameters(operation)]
        if parameters:
            items.append(("parameters", tupled(parameters)))
        if operation.body is not None:
            items.append(("body", self.body(operation)))
        if operation.responses:
            items.append(("responses", tupled(self.response(r) for r in operation.responses)))
        if operation.security:
            items.append(("security", self.security(operation)))
        if operation.servers:
            items.append(("servers", tupled(server(self.imports, s) for s in operation.servers)))
        if operation.idempotency_header is not None:
            items.append(("idempotency_header", Atom(quoted(operation.idempotency_header))))
        head = self.imports.use(TABLE, "Operation")
        made = [layout.keyword(identifier(key), value) for key, value in items]
        return call(head, made, spread=True)

    def pages(self, pagination: Pagination) -> Expression:
        """``Pages("data", "query:after", "last_id", more="has_more")``."""
        items: list[Expression] = [
            Atom(quoted(pagination.items)),
            Atom(quoted(f"query:{pagination.parameter}")),
            Atom(quoted(pagination.next)),
        ]
        if pagination.more is not None:
            items.append(Atom(fill("more={}", quoted(pagination.more))))
        return call(self.imports.use(".._runtime.pages", "Pages"), items)

    def parameter(self, parameter: Parameter) -> Expression:
        """``Param("limit", "query", "form", explode=True)``."""
        items: list[Expression] = [
            Atom(quoted(parameter.name.wire)),
            Atom(quoted(parameter.location.value)),
            Atom(quoted(parameter.style.value)),
        ]
        if parameter.explode:
            items.append(atom("explode=True"))
        if parameter.required:
            items.append(atom("required=True"))
        if parameter.allow_reserved:
            items.append(atom("allow_reserved=True"))
        return call(self.imports.use(TABLE, "Param"), items)

    def body(self, operation: Operation) -> Expression:
        """``Body((BodyContent("application/json", "json"),), required=True)``."""
        body = operation.body
        if body is None:
            raise ValueError(f"{operation.id} has no body")
        contents: list[Expression] = []
        for content in body.contents:
            items: list[Expression] = [
                Atom(quoted(content.media_type)),
                Atom(quoted(content.payload.value)),
            ]
            if content.parts:
                items.append(tupled(self.part(each) for each in content.parts))
            contents.append(call(self.imports.use(TABLE, "BodyContent"), items))
        made: list[Expression] = [tupled(contents)]
        if body.required:
            made.append(atom("required=True"))
        if any(isinstance(content.type, Nullable) for content in body.contents):
            made.append(atom("nullable=True"))
        return call(self.imports.use(TABLE, "Body"), made)

    def part(self, part: Part) -> Expression:
        """``Part("file", "bytes")``."""
        items: list[Expression] = [Atom(quoted(part.name)), Atom(quoted(part.payload.value))]
        if part.media_type is not None:
            items.append(Atom(fill("media_type={}", quoted(part.media_type))))
        if part.style.value != "form":
            items.append(Atom(fill("style={}", quoted(part.style.value))))
        if not part.explode:
            items.append(atom("explode=False"))
        if part.allow_reserved:
            items.append(atom("allow_reserved=True"))
        return call(self.imports.use(TABLE, "Part"), items)

    def response(self, response: Response) -> Expression:
        """``Response("200", (Content("application/json", "json", lambda: models.X),))``."""
        items: list[Expression] = [Atom(quoted(response.status))]
        if response.contents:
            items.append(tupled(self.content(each) for each in response.contents))
        return call(self.imports.use(TABLE, "Response"), items)

    def content(self, content: Content) -> Expression:
        """One media type of a response with the type behind a lambda."""
        items: list[Expression] = [
            Atom(quoted(content.media_type)),
            Atom(quoted(content.payload.value)),
        ]
        if content.payload not in (Payload.TEXT, Payload.BYTES):
            items.append(_thunk(self.types.of(content.type)))
        return call(self.imports.use(TABLE, "Content"), items)

    def security(self, operation: Operation) -> Expression:
        """Alternatives, each of credentials that are all needed."""
        use = self.imports.use(TABLE, "Use")
        return tupled(
            tupled(
                call(
                    use,
                    [Atom(quoted(each.scheme))]
                    + ([tupled(Atom(quoted(s)) for s in each.scopes)] if each.scopes else []),
                )
                for each in alternative
            )
            for alternative in operation.security
        )


def server(imports: Imports, server: Server, module: str = TABLE) -> Expression:
    """``Server("https://…", "Production", (ServerVariable(…),))``."""
    items: list[Expression] = [Atom(quoted(server.url))]
    text = server.doc.description or server.doc.summary
    if text:
        items.append(Atom(fill("description={}", quoted(text))))
    if server.variables:
        variables: list[Expression] = []
        for each in server.variables:
            made: list[Expression] = [Atom(quoted(each.name)), Atom(quoted(each.default))]
            if each.values:
                made.append(tupled(Atom(quoted(value)) for value in each.values))
            variables.append(call(imports.use(module, "ServerVariable"), made))
        items.append(layout.keyword(Code("variables"), tupled(variables)))
    return call(imports.use(module, "Server"), items)


def _thunk(type_: Expression) -> Expression:
    return layout.Labelled(Code("lambda: "), type_)

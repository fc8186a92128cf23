"""Values for the examples of the docs and for the tests that a client ships, in no language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.emit.answers import STREAMS, default_content, sent_parameters, successes
from generator.ir.accepts import accepts
from generator.ir.examples import Synthesis
from generator.ir.nodes import (
    Api,
    Binary,
    Content,
    Declaration,
    Id,
    Json,
    Nullable,
    Operation,
    Parameter,
    Payload,
    Record,
    Ref,
    TypeExpr,
)

FILES = (Payload.BYTES, Payload.MULTIPART)


@dataclass(frozen=True, slots=True)
class Samples:
    """Makes the values of one API.

    ``requests`` synthesises what a caller sends, ``responses`` what a server answers;
    ``requested`` are the declarations that callers send.
    """

    api: Api
    index: dict[Id, Declaration]
    requests: Synthesis
    responses: Synthesis
    requested: frozenset[Id]
    _shown: dict[Id, Json | None] = field(default_factory=dict)

    def shown(self, id_: Id) -> Json | None:
        """The value that stands for a declaration: an example that an operation of the document
        gives for it, or one that shows its members. None where no finite value exists."""
        if not self._shown:
            self._shown.update(self._given())
        if id_ not in self._shown:
            synthesis = self.requests if id_ in self.requested else self.responses
            self._shown[id_] = synthesis.fuller(Ref(id=id_))
        return self._shown[id_]

    def _given(self) -> Iterator[tuple[Id, Json]]:
        """The first valid example of a body for each declaration; the first operation's wins."""
        contents = [
            content
            for operation in reversed(self.api.operations)
            for body in (*reversed(operation.responses), operation.body)
            if body is not None
            for content in body.contents
        ]
        for content in contents:
            if isinstance(content.type, Ref) and content.payload is Payload.JSON:
                for example in content.examples:
                    if accepts(self.index, content.type, example.value):
                        yield content.type.id, example
                        break

    def example(self, type_: TypeExpr, examples: tuple[Json, ...], default: Json | None) -> Any:
        """The document's own example where it is valid, otherwise a smallest value; one that
        would be empty shows its members, since nothing cannot stand in a path."""
        for each in (*examples, *([default] if default else [])):
            value = each.value
            if value is not None and accepts(self.index, type_, value):
                return value
        made = self.requests.smallest(type_)
        if made is not None and made.value in ({}, []):
            made = self.requests.fuller(type_)
        return None if made is None else made.value

    def parameter(self, parameter: Parameter) -> Any:
        """The value of a parameter."""
        return self.example(parameter.type, parameter.examples, parameter.default)

    def body(self, content: Content) -> Any:
        """The value of a body: a text for text and bytes."""
        if content.payload is Payload.BYTES:
            return "example"
        value = self.example(content.type, content.examples, None)
        return value if content.payload is not Payload.TEXT or isinstance(value, str) else "example"

    def models(self) -> Iterator[tuple[Id, Any]]:
        """An example of each declaration that has a finite value."""
        for id_ in self.index:
            made = self.shown(id_)
            if made is not None:
                yield id_, made.value

    def cases(self, operation: Operation) -> Iterator[Case]:
        """What to call, and what the server answers: the whole call, then the streamed one."""
        body = default_content(operation.body) if operation.body is not None else None
        required = operation.body is not None and operation.body.required
        if body is not None and required and self._needs_files(body):
            return
        given = [
            (each, self.parameter(each)) for each in sent_parameters(operation) if each.required
        ]
        sent = self.body(body) if body is not None and required else None
        is_json = body is not None and required and body.payload is Payload.JSON
        answer = self._answer(operation)
        if answer is not None:
            yield Case(operation, given, required, sent, is_json, *answer, None)
        streaming = operation.streaming
        if streaming is None or streaming.payload is not Payload.EVENT_STREAM:
            return
        event = self.responses.smallest(streaming.event)
        if event is None or not isinstance(event.value, dict):
            return
        text = f"data: {event.text}\n\n" * 2
        text += f"data: {streaming.terminator}\n\n" if streaming.terminator is not None else ""
        events = [event.value] * 2
        yield Case(
            operation, given, required, sent, is_json, 200, streaming.media_type, text, events
        )

    def _answer(self, operation: Operation) -> tuple[int, str, str] | None:
        """A whole answer: status, media type and body. None where only streams come back."""
        found = successes(operation)
        status = found[0].status if found else "200"
        number = int(status) if status.isdigit() else 200
        contents = found[0].contents if found else ()
        if operation.method == "HEAD" or number in (204, 205) or not contents:
            return number, "", ""
        for content in contents:
            body = self._text(content)
            # A star in the parameters (`text/plain; x=*`) is a star; one before them is any type.
            if body is not None and "*" not in content.media_type.partition(";")[0]:
                return number, content.media_type, body
        return None

    def _text(self, content: Content) -> str | None:
        """The text of a body of a media type."""
        if content.payload in (Payload.TEXT, Payload.BYTES):
            return "example"
        if content.payload is not Payload.JSON or content.payload in STREAMS:
            return None
        made = self.responses.smallest(content.type)
        return None if made is None else made.text

    def _needs_files(self, body: Content) -> bool:
        return body.payload in FILES or self._holds_files(body.type)

    def _holds_files(self, type_: TypeExpr) -> bool:
        """Whether a body has a member that JSON cannot hold."""
        if isinstance(type_, Nullable):
            return self._holds_files(type_.inner)
        if isinstance(type_, Binary):
            return True
        declaration = self.index[type_.id] if isinstance(type_, Ref) else None
        return isinstance(declaration, Record) and any(
            isinstance(field.type, Binary) for field in declaration.fields
        )


@dataclass(frozen=True, slots=True)
class Case:
    """A call with what it requires, and the answer that it gets. ``events`` are those of a
    streamed call; None means a whole one."""

    operation: Operation
    parameters: list[tuple[Parameter, Any]]
    has_body: bool
    body: Any
    body_is_json: bool
    status: int
    media_type: str
    text: str
    events: list[Any] | None

    @property
    def sent(self) -> Any:
        """The body that reaches the server: a streamed call turns its switch on."""
        streaming = self.operation.streaming
        if self.events is None or streaming is None or streaming.switch is None:
            return self.body
        return {**self.body, streaming.switch: True} if isinstance(self.body, dict) else self.body

    def told(self) -> dict[str, Any]:
        """What the server answers and is to be sent, for the data of a shipped test."""
        made: dict[str, Any] = {"status": self.status, "type": self.media_type, "body": self.text}
        if self.body_is_json:
            made["sent"] = self.sent
        if self.events is not None:
            made["events"] = self.events
        return made

    def arguments(self, names: dict[Parameter, str], body: str | None) -> dict[str, Any]:
        """The values of the call by the names of its arguments."""
        found = {names[parameter]: value for parameter, value in self.parameters}
        return {**found, body: self.body} if self.has_body and body is not None else found

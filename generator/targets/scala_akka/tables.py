"""The tables of operations: expressions that hold everything a call does, as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.emit.answers import paged_item, sent_parameters
from generator.emit.code import Code, fill
from generator.ir.nodes import (
    Content,
    Location,
    Nullable,
    Operation,
    Parameter,
    Part,
    Payload,
    Response,
    SchemeUse,
    Server,
    Style,
)
from generator.targets.scala_akka.answers import (
    PARTED,
    Answer,
    Answers,
    Bodies,
    Exchanges,
    Sent,
    failing,
)
from generator.targets.scala_akka.layout import (
    Atom,
    Expression,
    Suffixed,
    assigned,
    atom,
    call,
    generic,
    named,
)
from generator.targets.scala_akka.literals import identifier, string
from generator.targets.scala_akka.types import Codecs
from generator.targets.scala_akka.world import World

INDENT = 4
PLACES = {
    Location.PATH: atom("core.Path"),
    Location.QUERY: atom("core.Query"),
    Location.HEADER: atom("core.Header"),
    Location.COOKIE: atom("core.Cookie"),
}
STYLES = {
    Style.SIMPLE: atom("core.Simple"),
    Style.LABEL: atom("core.Label"),
    Style.MATRIX: atom("core.Matrix"),
    Style.FORM: atom("core.Form"),
    Style.SPACE_DELIMITED: atom("core.SpaceDelimited"),
    Style.PIPE_DELIMITED: atom("core.PipeDelimited"),
    Style.DEEP_OBJECT: atom("core.DeepObject"),
    Style.CONTENT: atom("core.InContent"),
}
PAYLOADS = {
    Payload.JSON: atom("core.Payload.Json"),
    Payload.TEXT: atom("core.Payload.Text"),
    Payload.BYTES: atom("core.Payload.Bytes"),
    Payload.FORM: atom("core.Payload.Form"),
    Payload.MULTIPART: atom("core.Payload.Multipart"),
    Payload.EVENT_STREAM: atom("core.Payload.EventStream"),
    Payload.JSON_LINES: atom("core.Payload.JsonLines"),
}
_BODIES = {
    Payload.JSON: Code("json"),
    Payload.TEXT: Code("text"),
    Payload.BYTES: Code("bytes"),
    Payload.FORM: Code("form"),
    Payload.MULTIPART: Code("multipart"),
    Payload.EVENT_STREAM: Code("text"),
    Payload.JSON_LINES: Code("lines"),
}
_ANSWERS = {
    Payload.JSON: Code("json"),
    Payload.BYTES: Code("bytes"),
    Payload.JSON_LINES: Code("lines"),
}


@dataclass(frozen=True, slots=True)
class Tables:
    """Makes the values of one operation's table."""

    world: World
    exchanges: Exchanges
    codecs: Codecs
    operation: Operation

    def seq(self, items: Iterable[Expression], *, spread: bool = False) -> Expression:
        """``Seq(…)``."""
        return call(self.world.scala("Seq"), items, spread=spread)

    def some(self, item: Expression) -> Expression:
        """``Some(…)``."""
        return call(self.world.scala("Some"), (item,))

    def values(
        self,
        method: str,
        keys: dict[Parameter, str],
        bodies: Bodies | None,
        answers: Answers | None,
    ) -> Iterator[Code]:
        """``val limit = …``, ``val body = …``, ``val operation = …`` and so on."""
        for each in sent_parameters(self.operation):
            yield self.value(keys[each], self.parameter(each))
        if bodies is not None:
            yield self.value("body", self.body(bodies))
        result = answers.type if answers is not None else Atom(self.world.scala("Unit"))
        head = generic(Code("core.Operation"), (result,)).flat
        facts = self.facts(method, keys, bodies, answers)
        yield self.value("operation", call(head, facts, spread=True))
        if self.operation.streaming is not None:
            yield self.value("stream", self.stream())
        pages = self.pages(keys)
        if pages is not None:
            yield self.value("pages", pages)

    def value(self, name: str, made: Expression) -> Code:
        """A value of the table."""
        return assigned(fill("val {}", identifier(name)), made, indent=INDENT)

    # --- parameters and bodies

    def parameter(self, parameter: Parameter) -> Expression:
        """``core.Param("limit", core.Query, core.Form, core.Codec.long, explode = true)``."""
        type_ = parameter.type
        if isinstance(type_, Nullable) and not parameter.required:
            type_ = type_.inner
        flags = _flags(
            explode=parameter.explode,
            required=parameter.required,
            allowReserved=parameter.allow_reserved,
        )
        return call(
            Code("core.Param"),
            (
                string(parameter.name.wire),
                PLACES[parameter.location],
                STYLES[parameter.style],
                self.codecs.of(type_),
                *flags,
            ),
        )

    def body(self, bodies: Bodies) -> Expression:
        """What is sent."""
        required = self.operation.body is not None and self.operation.body.required
        head = Code("core.Body")
        if bodies.choices:
            head = generic(head, (bodies.type,)).flat
        contents = (self.body_content(each, bodies, required) for each in bodies.found)
        flag = named(Code("required"), atom("true") if required else atom("false"))
        return call(head, (flag, *contents))

    def body_content(self, sent: Sent, bodies: Bodies, required: bool) -> Expression:
        """``core.BodyContent.json("application/json", …)``."""
        content = sent.content
        items: list[Expression] = [string(content.media_type)]
        if content.payload is not Payload.BYTES:
            type_ = self.exchanges.body_type(content)
            if not required and isinstance(type_, Nullable):
                type_ = type_.inner
            self.codecs.upload = content.payload in PARTED
            items.append(self.codecs.of(type_))
            self.codecs.upload = False
        if content.payload in PARTED:
            items += [self.part(each) for each in content.parts]
        made = call(fill("core.BodyContent.{}", _BODIES[content.payload]), items)
        if sent.case is None:
            return made
        trait = bodies.type.flat
        only = fill(
            ".only[{}] {{ case {}.{}(value) => value }}", trait, trait, identifier(sent.case)
        )
        return Suffixed(made, only)

    def part(self, part: Part) -> Expression:
        """``core.Part("file", core.Payload.Bytes)``."""
        items: list[Expression] = [string(part.name)]
        if part.payload is not Payload.TEXT:
            items.append(PAYLOADS[part.payload])
        if part.media_type is not None:
            items.append(named(Code("mediaType"), self.some(string(part.media_type))))
        if part.style is not Style.FORM:
            items.append(named(Code("style"), STYLES[part.style]))
        if not part.explode:
            items.append(named(Code("explode"), atom("false")))
        return call(Code("core.Part"), (*items, *_flags(allowReserved=part.allow_reserved)))

    # --- the operation

    def facts(
        self,
        method: str,
        keys: dict[Parameter, str],
        bodies: Bodies | None,
        answers: Answers | None,
    ) -> Iterator[Expression]:
        """The facts of the operation; absent ones are left out."""
        operation = self.operation
        yield named(Code("facts"), atom("Facts"))
        yield named(Code("name"), string(method))
        yield named(Code("method"), string(operation.method))
        yield named(Code("path"), string(operation.path))
        parameters = [Atom(identifier(keys[each])) for each in sent_parameters(operation)]
        if parameters:
            yield named(Code("parameters"), self.seq(parameters))
        if bodies is not None:
            yield named(Code("body"), self.some(atom("body")))
        if answers is not None and answers.found:
            yield named(Code("responses"), self.seq(self.responses(answers)))
        failed = [self.failure(each) for each in failing(operation)]
        if failed:
            yield named(Code("failures"), self.seq(failed))
        if operation.security:
            yield named(Code("security"), self.seq(map(self.alternative, operation.security)))
        if operation.servers:
            servers = (server(self.world, each) for each in operation.servers)
            yield named(Code("servers"), self.seq(servers))
        if operation.idempotency_header is not None:
            header = self.some(string(operation.idempotency_header))
            yield named(Code("idempotencyHeader"), header)

    def responses(self, answers: Answers) -> Iterator[Expression]:
        """What a success may be, by status."""
        statuses = dict.fromkeys(each.status for each in answers.found)
        for status in statuses:
            found = [each for each in answers.found if each.status == status]
            contents = [self.content(e.content, e, answers) for e in found if e.content is not None]
            if contents:
                yield call(Code("core.Response"), (string(status), *contents))
            else:
                empty = self.empty(found[0], answers)
                yield call(Code("core.Response.empty"), (string(status), empty))

    def empty(self, answer: Answer, answers: Answers) -> Expression:
        """What a call gives where no body comes."""
        if answers.choices:
            return Atom(fill("{}.{}", answers.type.flat, identifier(answer.case or "")))
        return Atom(self.world.scala("None")) if answers.maybe is not None else atom("()")

    def content(
        self, content: Content, answer: Answer | None, answers: Answers | None
    ) -> Expression:
        """``core.Content.json("application/json", …)``."""
        method = _ANSWERS.get(content.payload, Code("text"))
        items: list[Expression] = [string(content.media_type)]
        if content.payload in (Payload.JSON, Payload.JSON_LINES):
            items.append(self.codecs.of(content.type))
        made: Expression = call(fill("core.Content.{}", method), items)
        if answer is None or answers is None:
            return made
        if answers.choices:
            case = fill("{}.{}", answers.type.flat, identifier(answer.case or ""))
            return Suffixed(made, fill(".map({}(_))", case))
        if answers.maybe is not None:
            some = self.world.scala("Some")
            return Suffixed(made, fill(".map(value => {}(value): {})", some, answers.type.flat))
        return made

    def failure(self, response: Response) -> Expression:
        """The body of an error."""
        contents = (self.content(each, None, None) for each in response.contents)
        return call(Code("core.Response"), (string(response.status), *contents))

    def alternative(self, uses: tuple[SchemeUse, ...]) -> Expression:
        """Credentials that are all needed."""
        return self.seq(map(self.use, uses))

    def use(self, use: SchemeUse) -> Expression:
        """``core.Use("ApiKeyAuth", Seq("read"))``."""
        items: list[Expression] = [string(use.scheme)]
        if use.scopes:
            items.append(self.seq(string(each) for each in use.scopes))
        return call(Code("core.Use"), items)

    # --- streams and pages

    def stream(self) -> Expression:
        """The streamed form of the operation."""
        streaming = self.operation.streaming
        if streaming is None:
            raise ValueError(f"{self.operation.id} is not streamed")
        items: list[Expression] = [self.codecs.of(streaming.event)]
        if streaming.payload is not Payload.EVENT_STREAM:
            items.append(named(Code("payload"), PAYLOADS[streaming.payload]))
        if streaming.media_type != "text/event-stream":
            items.append(named(Code("mediaType"), string(streaming.media_type)))
        if streaming.terminator is not None:
            items.append(named(Code("terminator"), self.some(string(streaming.terminator))))
        if streaming.switch is not None:
            items.append(named(Code("switch"), self.some(string(streaming.switch))))
        return call(Code("core.StreamOperation"), items)

    def pages(self, keys: dict[Parameter, str]) -> Expression | None:
        """How to get all pages, where the operation has them."""
        pagination, item = self.operation.pagination, paged_item(self.operation, self.world.index)
        if pagination is None or item is None:
            return None
        for parameter, name in keys.items():
            if (parameter.location, parameter.name.wire) == (Location.QUERY, pagination.parameter):
                items = [
                    named(Code("items"), string(pagination.items)),
                    named(Code("parameter"), Atom(identifier(name))),
                    named(Code("next"), string(pagination.next)),
                ]
                if pagination.more is not None:
                    items.append(named(Code("more"), self.some(string(pagination.more))))
                items.append(named(Code("item"), self.codecs.of(item)))
                return call(Code("core.Pages"), items)
        return None


def _flags(**flags: bool) -> list[Expression]:
    return [named(Code(name), atom("true")) for name, value in flags.items() if value]


def server(world: World, server: Server) -> Expression:
    """``core.Server("https://…", Seq(core.ServerVariable("region", "eu", Seq("eu", "us"))))``."""
    seq = world.scala("Seq")
    items: list[Expression] = [string(server.url)]
    variables: list[Expression] = []
    for each in server.variables:
        parts: list[Expression] = [string(each.name), string(each.default)]
        if each.values:
            parts.append(call(seq, (string(value) for value in each.values)))
        variables.append(call(Code("core.ServerVariable"), parts))
    if variables:
        items.append(call(seq, variables))
    return call(Code("core.Server"), items)

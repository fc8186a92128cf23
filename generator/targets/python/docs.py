"""Views of the pages under ``docs/``: one for each group of operations, one for each model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.diagnostics import Report
from generator.emit import docs as said
from generator.emit import markdown
from generator.emit.answers import only_streams, success_contents
from generator.emit.code import Code, fill
from generator.emit.docs import COMMA, NOTHING, ModelDoc, RowView
from generator.emit.prose import first_paragraph, first_sentence, is_structured
from generator.ir.nodes import (
    ByTag,
    Declaration,
    Group,
    Id,
    Operation,
    Payload,
    Record,
    Ref,
    Scheme,
    SchemeKind,
    TypeExpr,
    Union,
)
from generator.targets.python.apis import TEXTS, ApiBuilder, Argument, whole_type
from generator.targets.python.construct import Construction
from generator.targets.python.doctypes import DocTypes
from generator.targets.python.docview import ApiDoc, OperationDoc
from generator.targets.python.examples import Examples
from generator.targets.python.imports import Imports
from generator.targets.python.layout import printed
from generator.targets.python.literals import identifier
from generator.targets.python.names import GroupName
from generator.targets.python.types import RuntimeTypes


@dataclass(frozen=True)
class Docs:
    """Makes the pages. ``pages`` are the file names of declarations, without ``.md``."""

    examples: Examples
    pages: dict[Id, str]

    @cached_property
    def types(self) -> DocTypes:
        """Types with links to the pages beside."""
        return DocTypes(self.examples.world, self.pages)

    # --- operations

    def api_page(self, group: Group, named: GroupName, page: str) -> ApiDoc:
        """The page of a group of operations."""
        builder = ApiBuilder(self.examples.world, group, named, Report())
        return ApiDoc(
            title=fill("{}.{}", identifier(self.examples.package), identifier(named.name)),
            page=Code(page),
            host=markdown.plain(said.host_of(self.examples.api.servers)),
            description=said.description(group.doc),
            operations=tuple(
                self.operation(each, builder, detailed=place == 0)
                for place, each in enumerate(group.operations)
            ),
        )

    def operation(
        self, operation: Operation, builder: ApiBuilder, *, detailed: bool
    ) -> OperationDoc:
        """The section of an operation; ``detailed`` shows more ways to call it."""
        name = builder.methods[operation.id]
        arguments = builder.arguments(operation)
        summary = operation.doc.summary
        description = operation.doc.description
        if description.strip() == summary.strip():
            description = ""
        structured = is_structured(summary)
        return OperationDoc(
            name=identifier(name),
            signature=self.signature(operation, name, arguments),
            verb=Code(operation.method),
            path=markdown.plain(operation.path),
            cell=markdown.cell(
                first_paragraph(summary) if structured else summary or first_sentence(description)
            ),
            summary=_summary(summary, structured) if summary.strip() else None,
            description=markdown.block(description) if description.strip() else None,
            deprecated=operation.doc.deprecated,
            credentials=tuple(self.credentials(operation)),
            example=self.examples.call(operation, builder.named, name, arguments),
            whole=not only_streams(operation),
            streamed=operation.streaming is not None,
            paged=operation.pagination is not None,
            stream_type=self.event(operation),
            parameters=tuple(self.parameter(each, operation) for each in arguments),
            returns=self.returns(operation),
            authorization=tuple(said.authorization(operation, self.examples.api)),
            content_type=_types(said.sent_types(operation)),
            accept=_types(said.accepted_types(operation)),
            responses=tuple(said.responses(operation)),
            detailed=detailed,
        )

    def event(self, operation: Operation) -> Code:
        """What a stream yields."""
        if operation.streaming is None:
            return NOTHING
        return self.types.of(operation.streaming.event)

    def signature(self, operation: Operation, name: str, arguments: list[Argument]) -> Code:
        """``CreateChatCompletionResponse create_chat_completion(request, limit=limit)``."""
        plain = RuntimeTypes(self.examples.world, Imports(), NOTHING)
        kinds: list[str] = []
        for content in success_contents(operation):
            if content is None:
                continue
            if content.payload in (*TEXTS, Payload.BYTES):
                kinds.append("bytes" if content.payload is Payload.BYTES else "str")
            else:
                kinds.append(str(plain.of(whole_type(content)).flat))
        if operation.streaming is not None and not kinds:
            kinds.append(f"Stream[{plain.of(operation.streaming.event).flat}]")
        given = ", ".join(a.name if a.required else f"{a.name}={a.name}" for a in arguments)
        returned = " | ".join(dict.fromkeys(kinds))
        method = name if not only_streams(operation) else name + "_stream"
        return markdown.plain(f"{returned} {method}({given})".strip())

    def credentials(self, operation: Operation) -> Iterator[Code]:
        """``Bearer Authentication (ApiKeyAuth)`` for each scheme that the operation names."""
        for scheme in self.schemes(operation):
            yield fill("{} ({})", _kind(scheme), markdown.plain(scheme.id))

    def schemes(self, operation: Operation) -> list[Scheme]:
        """The schemes of an operation, each once."""
        known = {scheme.id: scheme for scheme in self.examples.api.schemes}
        used = [use.scheme for alternative in operation.security for use in alternative]
        return [known[each] for each in dict.fromkeys(used) if each in known]

    def parameter(self, argument: Argument, operation: Operation) -> RowView:
        """A row of the table of parameters."""
        notes: list[Code] = [] if argument.required else [Code("[optional]")]
        parameter = argument.parameter
        if parameter is not None:
            text = parameter.doc.description or parameter.doc.summary
            type_ = self.types.of(parameter.type)
            notes += said.notes(parameter)
        else:
            body = operation.body
            text = body.doc.description if body is not None else ""
            kinds = {self._sent(each.payload, each.type) for each in body.contents} if body else ()
            type_ = Code(" or ").join(sorted(kinds))
        return RowView(
            name=fill("**{}**", identifier(argument.name)),
            type=type_,
            text=markdown.cell(text),
            notes=COMMA.join(notes),
        )

    def _sent(self, payload: Payload, type_: TypeExpr) -> Code:
        if payload is Payload.TEXT:
            return Code("**str**")
        return (
            Code("**bytes**, a path or an open file")
            if payload is Payload.BYTES
            else (self.types.of(type_))
        )

    def returns(self, operation: Operation) -> Code:
        """The type of a whole answer, with links."""
        if only_streams(operation) and operation.streaming is not None:
            return fill("a stream of {}", self.types.of(operation.streaming.event))
        found: dict[Code, None] = {}
        for content in success_contents(operation):
            if content is None:
                found[Code("void (empty response body)")] = None
            elif content.payload in TEXTS:
                found[Code("**str**")] = None
            elif content.payload is Payload.BYTES:
                found[Code("**bytes**")] = None
            else:
                found[self.types.of(whole_type(content))] = None
        return Code(" or ").join(found)

    # --- models

    def model_page(self, declaration: Declaration) -> ModelDoc:
        """The page of a declaration."""
        world = self.examples.world
        name = identifier(world.names[declaration.id].name)
        example, plain = self.model_example(declaration)
        return ModelDoc(
            title=name,
            language=Code("python"),
            description=said.description(declaration.doc),
            deprecated=declaration.doc.deprecated,
            properties=tuple(self.properties(declaration)),
            extra=said.extra(declaration, self.types),
            values=tuple(said.values(declaration)),
            variants=tuple(said.variants(declaration, world.index, self.types)),
            selector=_selector(declaration),
            alias=said.alias(declaration, self.types),
            example=example,
            plain=plain,
            example_title=Code("Example"),
            plain_title=Code("Example with plain data"),
        )

    def properties(self, declaration: Declaration) -> Iterator[RowView]:
        """A row for each member of a record."""
        if not isinstance(declaration, Record):
            return
        names = self.examples.attributes[declaration.id]
        for field in declaration.fields:
            notes = [] if field.required else [Code("[optional]")]
            name = names[field.name.wire]
            if name != field.name.wire:
                notes.append(fill("called {} in JSON", markdown.code(field.name.wire)))
            yield RowView(
                name=fill("**{}**", identifier(name)),
                type=self.types.of(field.type),
                text=markdown.cell(field.doc.description or field.doc.summary),
                notes=COMMA.join([*notes, *said.notes(field)]),
            )

    def model_example(self, declaration: Declaration) -> tuple[Code | None, Code | None]:
        """A program that makes a value, writes it as JSON and reads it again."""
        world = self.examples.world
        made = self.examples.samples.shown(declaration.id)
        if made is None:
            return None, None
        package = identifier(self.examples.package)
        name = identifier(world.names[declaration.id].name)
        maker = Construction(world, self.examples.attributes, package, plain=False)
        value = printed(maker.of(Ref(id=declaration.id), made.value), indent=0, before=8)
        needs = Code("").join(fill("import {}\n", Code(each)) for each in sorted(maker.needs))
        blank = Code("\n" if needs else "")
        program = fill(
            "{}{}import {}\n\nvalue = {}\n\ntext = {}.encode(value)\nprint(text.decode())\n"
            "assert {}.decode({}.{}, text) == value",
            needs, blank, package, value, package, package, package, name,
        )  # fmt: skip
        if declaration.id not in self.examples.samples.requested or not isinstance(
            declaration, Record
        ):
            return program, None
        plain_name = identifier(world.names[declaration.id].plain)
        plain = Construction(world, self.examples.attributes, package, plain=True)
        label = fill("value: {}.{} = ", package, plain_name)
        data = printed(plain.of(Ref(id=declaration.id), made.value), indent=0, before=len(label))
        return program, fill("import {}\n\n{}{}\n\nprint(value)", package, label, data)


def _summary(text: str, structured: bool) -> Code:
    """A summary on one line, as a summary should be, unless it has lists or code."""
    return markdown.block(text) if structured else markdown.paragraph(text)


def _selector(declaration: Declaration) -> Code | None:
    """How the variants of a union are told apart, where that is worth a sentence."""
    if not isinstance(declaration, Union):
        return None
    if isinstance(declaration.selector, ByTag):
        return fill(
            "The member {} tells which. An object with another value is kept as an "
            "`UnknownVariant`, with all its members.",
            markdown.code(declaration.selector.tag),
        )
    return None


_KINDS = {
    SchemeKind.BEARER: "Bearer Authentication",
    SchemeKind.BASIC: "Basic Authentication",
    SchemeKind.API_KEY: "Api Key Authentication",
    SchemeKind.HTTP: "HTTP Authentication",
    SchemeKind.OAUTH2: "OAuth Authentication",
    SchemeKind.OPEN_ID_CONNECT: "OpenID Connect Authentication",
    SchemeKind.MUTUAL_TLS: "Mutual TLS Authentication",
}


def _kind(scheme: Scheme) -> Code:
    return Code(_KINDS[scheme.kind])


def _types(types: list[str]) -> Code:
    return COMMA.join(markdown.plain(each) for each in types) if types else Code("Not defined")

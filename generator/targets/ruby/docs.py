"""Views of the pages under ``docs/``: one for each group of operations, one for each model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import LiteralString

from generator.emit import docs as said
from generator.emit import markdown
from generator.emit.answers import only_streams, success_contents
from generator.emit.code import Code, fill
from generator.emit.docs import COMMA, NOTHING, ModelDoc, RowView
from generator.emit.prose import first_paragraph, first_sentence, is_structured
from generator.ir.nodes import (
    ByTag,
    Content,
    Declaration,
    Enumeration,
    Group,
    Id,
    Operation,
    Payload,
    Record,
    Ref,
    Union,
)
from generator.targets.ruby.apis import ApiBuilder, Argument
from generator.targets.ruby.construct import Construction
from generator.targets.ruby.doctypes import DocTypes, PlainTypes, spelled
from generator.targets.ruby.docview import ApiDoc, OperationDoc
from generator.targets.ruby.examples import Examples
from generator.targets.ruby.layout import printed
from generator.targets.ruby.literals import constant, identifier, method, quoted
from generator.targets.ruby.names import value_names
from generator.targets.ruby.world import World

SECTIONS = frozenset({"examples", "streaming", "pagination", "parameters", "authorization"})
"""Anchors of headings that every operation may have below its own."""


def anchor(name: str) -> str:
    """The anchor of an operation in its page."""
    return f"operation-{name}" if name.lower() in SECTIONS else name


@dataclass(frozen=True)
class Docs:
    """Makes the pages. ``pages`` are the file names of declarations, without ``.md``."""

    examples: Examples
    pages: dict[Id, str]

    @property
    def world(self) -> World:
        """What the types are spelled from."""
        return self.examples.world

    @cached_property
    def types(self) -> DocTypes:
        """Types with links to the pages beside."""
        return DocTypes(self.world, self.pages)

    @cached_property
    def plain(self) -> PlainTypes:
        """Types as they are written in lines of code."""
        return PlainTypes(self.world)

    @cached_property
    def module(self) -> Code:
        """The module of the package."""
        return constant(self.world.options.module)

    # --- operations

    def api_page(self, group: Group, page: str) -> ApiDoc:
        """The page of a group of operations."""
        builder = ApiBuilder(self.world, group)
        return ApiDoc(
            module=self.module,
            title=constant(builder.named.name),
            page=Code(page),
            host=markdown.plain(said.host_of(self.examples.api.servers)),
            description=said.description(group.doc),
            operations=tuple(self.operation(each, builder) for each in group.operations),
        )

    def operation(self, operation: Operation, builder: ApiBuilder) -> OperationDoc:
        """The section of an operation."""
        name = self.world.names.operations[operation.id].method
        arguments = builder.arguments(operation)
        summary, description = operation.doc.summary, operation.doc.description
        if description.strip() == summary.strip():
            description = ""
        structured = is_structured(summary)
        streaming = operation.streaming
        return OperationDoc(
            name=markdown.plain(name),
            method=method(name),
            anchor=markdown.anchor(anchor(name)),
            apart=anchor(name) != name or name != name.lower(),
            signature=self.signature(operation, builder),
            details=self.details(operation, builder),
            verb=Code(operation.method),
            path=markdown.plain(operation.path),
            cell=markdown.cell(
                first_paragraph(summary) if structured else summary or first_sentence(description)
            ),
            summary=_summary(summary, structured) if summary.strip() else None,
            description=markdown.block(description) if description.strip() else None,
            deprecated=operation.doc.deprecated,
            example=self.examples.call(operation, builder),
            whole=not only_streams(operation),
            streamed=streaming is not None,
            paged=operation.pagination is not None,
            stream_type=self.types.of(streaming.event) if streaming is not None else NOTHING,
            parameters=tuple(self.parameter(each, operation) for each in arguments),
            returns=self.returns(operation),
            authorization=tuple(said.authorization(operation, self.examples.api)),
            content_type=_types(said.sent_types(operation)),
            accept=_types(said.accepted_types(operation)),
            responses=tuple(said.responses(operation)),
        )

    def signature(self, operation: Operation, builder: ApiBuilder) -> Code:
        """``<Cat> create_cat(new_cat, dry_run: nil)``: a line of code."""
        name = method(self.world.names.operations[operation.id].method)
        if only_streams(operation):
            return fill("{}_stream{}", name, _given(operation, builder))
        returned = self.plain.returned(operation)
        head = fill("<{}> ", returned) if returned else NOTHING
        return head + name + _given(operation, builder)

    def details(self, operation: Operation, builder: ApiBuilder) -> Code:
        """The same of the variant with details."""
        name = method(self.world.names.operations[operation.id].method + "_with_http_info")
        returned = self.plain.returned(operation)
        data = fill("<{}>", returned) if returned else Code("nil")
        return fill("<Array({}, Integer, Hash)> {}{}", data, name, _given(operation, builder))

    def parameter(self, argument: Argument, operation: Operation) -> RowView:
        """A row of the table of parameters."""
        notes: list[Code] = [] if argument.required else [Code("[optional]")]
        parameter = argument.parameter
        if parameter is not None:
            text = parameter.doc.description or parameter.doc.summary
            type_ = self.types.of(parameter.type)
            notes += said.notes(parameter, spelled)
        else:
            body = operation.body
            text = body.doc.description if body is not None else ""
            kinds = dict.fromkeys(self.sent(each) for each in body.contents) if body else ()
            type_ = Code(" or ").join(kinds)
        return RowView(
            name=fill("**{}**", markdown.plain(argument.name)),
            type=type_,
            text=markdown.cell(text),
            notes=COMMA.join(notes),
        )

    def sent(self, content: Content) -> Code:
        """The type of a body of a media type."""
        if content.payload is Payload.TEXT:
            return Code("**String**")
        if content.payload is Payload.BYTES:
            return Code("**String** (bytes), a path or an open file")
        return self.types.of(content.type)

    def returns(self, operation: Operation) -> Code:
        """The type of a whole answer, with links."""
        if only_streams(operation) and operation.streaming is not None:
            return fill("a stream of {}", self.types.of(operation.streaming.event))
        found: dict[Code, None] = {}
        for content in success_contents(operation):
            if content is None:
                found[Code("nil (empty response body)")] = None
            elif content.payload is Payload.TEXT:
                found[Code("**String**")] = None
            elif content.payload is Payload.BYTES:
                found[Code("**String** (bytes)")] = None
            elif content.payload is Payload.JSON_LINES:
                found[fill("Array of {}", self.types.of(content.type))] = None
            else:
                found[self.types.of(content.type)] = None
        return Code(" or ").join(found)

    # --- models

    def model_page(self, declaration: Declaration) -> ModelDoc:
        """The page of a declaration."""
        name = constant(self.world.names.models[declaration.id].name)
        example, plain = self.model_example(declaration)
        return ModelDoc(
            title=fill("{}::{}", self.module, name),
            language=Code("ruby"),
            description=said.description(declaration.doc),
            deprecated=declaration.doc.deprecated,
            properties=tuple(self.properties(declaration)),
            extra=said.extra(declaration, self.types),
            values=tuple(_values(declaration)),
            variants=tuple(said.variants(declaration, self.world.index, self.types, spelled)),
            selector=_selector(declaration),
            alias=said.alias(declaration, self.types),
            example=example,
            plain=plain,
            example_title=Code("Example"),
            plain_title=Code("Example with a Hash"),
        )

    def properties(self, declaration: Declaration) -> Iterator[RowView]:
        """A row for each member of a record."""
        if not isinstance(declaration, Record):
            return
        names = self.world.attributes(declaration)
        for field in declaration.fields:
            notes = [] if field.required else [Code("[optional]")]
            name = names[field.name.wire]
            if name != field.name.wire:
                notes.append(fill("called {} in JSON", markdown.code(field.name.wire)))
            yield RowView(
                name=fill("**{}**", markdown.plain(name)),
                type=self.types.of(field.type),
                text=markdown.cell(field.doc.description or field.doc.summary),
                notes=COMMA.join([*notes, *said.notes(field, spelled)]),
            )

    def model_example(self, declaration: Declaration) -> tuple[Code | None, Code | None]:
        """A program that makes a value, writes it as JSON and reads it again; for records, one
        that makes it from a Hash. JSON cannot hold files."""
        made = self.examples.samples.shown(declaration.id)
        if made is None:
            return None, None
        type_ = Ref(id=declaration.id)
        maker = Construction(self.world, dates=False)
        value = printed(maker.of(type_, made.value), indent=0, before=8)
        name = constant(self.world.names.models[declaration.id].name)
        head = fill("require {}\n\nvalue = ", quoted(self.world.options.gem))
        back = fill("text = value.to_json\nputs text\np {}::{}.from_json(text)", self.module, name)
        shown = Code("p value") if maker.uploads else back
        program = fill("require 'time'\n{}{}\n\n{}", head, value, shown)
        sent = declaration.id in self.examples.samples.requested
        if not sent or not isinstance(declaration, Record):
            return program, None
        plain = Construction(self.world, plain=True, dates=False)
        data = printed(plain.of(type_, made.value), indent=0, before=8)
        model = fill("{}::{}.new(value)", self.module, name)
        last = fill("p {}", model) if maker.uploads else fill("puts {}.to_json", model)
        return program, fill("{}{}\n\n{}", head, data, last)


def _values(declaration: Declaration) -> Iterator[RowView]:
    """A row for each known value of an enumeration, with its constant."""
    if isinstance(declaration, Enumeration):
        rows = said.values(declaration, spelled)
        for row, name in zip(rows, value_names(declaration), strict=True):
            yield replace(row, name=fill("`{}` = {}", constant(name), row.name))


def _given(operation: Operation, builder: ApiBuilder) -> Code:
    """The arguments of a method as its definition has them, without options and block."""
    given = Code(", ").join(
        fill(_FORMS[each.required, each.keyword], identifier(each.name))
        for each in builder.arguments(operation)
    )
    return fill("({})", given) if given else NOTHING


_FORMS: dict[tuple[bool, bool], LiteralString] = {
    (True, False): "{}",
    (False, False): "{} = nil",
    (False, True): "{}: nil",
}
"""How an argument stands in a definition, by whether it is required and given by its name."""


def _summary(text: str, structured: bool) -> Code:
    """A summary on one line, as a summary should be, unless it has lists or code."""
    return markdown.block(text) if structured else markdown.paragraph(text)


def _selector(declaration: Declaration) -> Code | None:
    """How the variants of a union are told apart, where that is worth a sentence."""
    if not isinstance(declaration, Union) or not isinstance(declaration.selector, ByTag):
        return None
    tag = markdown.code(declaration.selector.tag)
    if declaration.selector.fallback is not None:
        return fill("The member {} tells which.", tag)
    return fill(
        "The member {} tells which. An object with another value is kept as an `UnknownVariant`, "
        "with all its members.",
        tag,
    )


def _types(types: list[str]) -> Code:
    return COMMA.join(markdown.plain(each) for each in types) if types else Code("Not defined")

"""Views of the pages under ``docs/``: one for each group of operations, one for each model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.emit import docs as said
from generator.emit import markdown
from generator.emit.answers import only_streams, success_contents
from generator.emit.code import Code, fill
from generator.emit.docs import COMMA, NOTHING, ModelDoc, RowView
from generator.emit.prose import first_sentence
from generator.ir.nodes import (
    ByTag,
    Content,
    Declaration,
    Group,
    Id,
    Operation,
    Payload,
    Record,
    Ref,
    Union,
)
from generator.targets.typescript_fetch.apis import ApiBuilder, Argument
from generator.targets.typescript_fetch.construct import Construction
from generator.targets.typescript_fetch.doctypes import DocTypes
from generator.targets.typescript_fetch.docview import ApiDoc, OperationDoc
from generator.targets.typescript_fetch.examples import Examples
from generator.targets.typescript_fetch.layout import labelled
from generator.targets.typescript_fetch.literals import identifier, key, member
from generator.targets.typescript_fetch.models import is_optional
from generator.targets.typescript_fetch.world import World


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
    def strong(self) -> DocTypes:
        """The same in bold."""
        return DocTypes(self.world, self.pages, strong=True)

    # --- operations

    def api_page(self, group: Group, page: str) -> ApiDoc:
        """The page of a group of operations."""
        builder = ApiBuilder(self.world, group, NOTHING)
        return ApiDoc(
            title=identifier(builder.named.name),
            page=Code(page),
            host=markdown.plain(said.host_of(self.examples.api.servers)),
            description=said.description(group.doc),
            operations=tuple(self.operation(each, builder) for each in group.operations),
        )

    def operation(self, operation: Operation, builder: ApiBuilder) -> OperationDoc:
        """The section of an operation."""
        named = builder.name(operation)
        arguments = builder.arguments(operation)
        summary, description = operation.doc.summary, operation.doc.description
        if description.strip() == summary.strip():
            description = ""
        errors = builder.errors(operation)
        streaming = operation.streaming
        return OperationDoc(
            name=member(named.method),
            anchor=markdown.anchor(named.anchor),
            apart=named.anchor != named.method.lower(),
            signature=self.signature(operation, builder, arguments),
            verb=Code(operation.method),
            path=markdown.plain(operation.path),
            cell=markdown.cell(summary or first_sentence(description)),
            summary=markdown.paragraph(summary) if summary.strip() else None,
            description=markdown.block(description) if description.strip() else None,
            deprecated=operation.doc.deprecated,
            example=self.examples.call(operation, builder),
            whole=not only_streams(operation),
            streamed=streaming is not None,
            stream_type=self.types.of(streaming.event) if streaming is not None else NOTHING,
            parameters=tuple(self.parameter(each, operation) for each in arguments),
            returns=self.returns(operation),
            authorization=tuple(said.authorization(operation, self.examples.api)),
            content_type=_codes(said.sent_types(operation)),
            accept=_codes(said.accepted_types(operation)),
            responses=tuple(said.responses(operation)),
            errors=errors.name if errors is not None else None,
        )

    def signature(
        self, operation: Operation, builder: ApiBuilder, arguments: list[Argument]
    ) -> Code:
        """``CreateChatCompletionResponse createChatCompletion(createChatCompletionRequest)``."""
        method = builder.name(operation).method
        if only_streams(operation) and operation.streaming is not None:
            returned = f"ApiStream<{builder.types.of(operation.streaming.event).flat}>"
            method += "Stream"
        else:
            returned = str(builder.returns(operation).flat)
        shown = "" if returned == "void" else returned
        given = ", ".join(each.name for each in arguments)
        return markdown.plain(f"{shown} {method}({given})".strip())

    def parameter(self, argument: Argument, operation: Operation) -> RowView:
        """A row of the table of parameters."""
        notes: list[Code] = [] if argument.required else [Code("[Optional]")]
        parameter = argument.parameter
        if parameter is not None:
            type_ = self.types.of(parameter.type)
            notes += said.notes(parameter)
        else:
            contents = operation.body.contents if operation.body is not None else ()
            kinds = dict.fromkeys(self.sent(each) for each in contents)
            type_ = Code(" or ").join(kinds)
        return RowView(
            name=fill("**{}**", member(argument.name)),
            type=type_,
            text=markdown.cell(argument.text),
            notes=COMMA.join(notes),
        )

    def sent(self, content: Content) -> Code:
        """The type of a body of a media type."""
        if content.payload is Payload.TEXT:
            return Code("`string`")
        return (
            Code("`BinaryInput`")
            if content.payload is Payload.BYTES
            else (self.types.of(content.type))
        )

    def returns(self, operation: Operation) -> Code:
        """The type of a whole answer, with links."""
        if only_streams(operation) and operation.streaming is not None:
            return fill("a stream of {}", self.strong.of(operation.streaming.event))
        found: dict[Code, None] = {}
        for content in success_contents(operation):
            if content is None:
                found[Code("`void` (Empty response body)")] = None
            elif content.payload is Payload.TEXT:
                found[Code("**string**")] = None
            elif content.payload is Payload.BYTES:
                found[Code("**Blob**")] = None
            elif content.payload is Payload.JSON_LINES:
                found[fill("array of {}", self.strong.of(content.type))] = None
            else:
                found[self.strong.of(content.type)] = None
        return Code(" or ").join(found)

    # --- models

    def model_page(self, declaration: Declaration) -> ModelDoc:
        """The page of a declaration."""
        self.types.upload = declaration.id in self.world.uploads
        view = ModelDoc(
            title=identifier(self.world.names.models[declaration.id].name),
            language=Code("ts"),
            description=said.description(declaration.doc),
            deprecated=declaration.doc.deprecated,
            properties=tuple(self.properties(declaration)),
            extra=said.extra(declaration, self.types),
            values=tuple(said.values(declaration)),
            variants=tuple(said.variants(declaration, self.world.index, self.types)),
            selector=_selector(declaration),
            alias=said.alias(declaration, self.types),
            example=self.example(declaration),
            plain=None,
            example_title=Code("Example"),
            plain_title=NOTHING,
        )
        self.types.upload = False
        return view

    def properties(self, declaration: Declaration) -> Iterator[RowView]:
        """A row for each member of a record."""
        if not isinstance(declaration, Record):
            return
        for field in declaration.fields:
            optional = is_optional(self.world, declaration, field)
            notes = [Code("[Optional]")] if optional else []
            yield RowView(
                name=markdown.code(str(key(field.name.wire))),
                type=self.types.of(field.type),
                text=markdown.cell(field.doc.description or field.doc.summary),
                notes=COMMA.join([*notes, *said.notes(field)]),
            )

    def example(self, declaration: Declaration) -> Code | None:
        """A program that makes a value, writes it as JSON and reads it again."""
        made = self.examples.samples.shown(declaration.id)
        if made is None:
            return None
        maker = Construction(self.world)
        name = identifier(self.world.names.models[declaration.id].name)
        value = maker.of(Ref(id=declaration.id), made.value)
        text = labelled(fill("const value: {} = ", name), value, indent=0)
        package = self.examples.package
        functions = [] if maker.uploads else ["parseJson", "stringifyJson"]
        functions = sorted({*functions, *maker.needs})
        head = fill("import type {{ {} }} from {};\n", name, package)
        if functions:
            listed = COMMA.join(identifier(each) for each in functions)
            head = fill("import {{ {} }} from {};\n", listed, package) + head
        if maker.uploads:
            return fill("{}\n{};\n\nconsole.dir(value, {{ depth: null }});", head, text)
        return fill(
            "{}\n{};\n\nconst text = stringifyJson(value);\nconsole.log(text);\n\n"
            "const parsed = parseJson(text) as {};\nconsole.dir(parsed, {{ depth: null }});",
            head, text, name,
        )  # fmt: skip


def _selector(declaration: Declaration) -> Code | None:
    """How the variants of a union are told apart, where that is worth a sentence."""
    if not isinstance(declaration, Union) or not isinstance(declaration.selector, ByTag):
        return None
    tag = markdown.code(declaration.selector.tag)
    if declaration.selector.fallback is not None:
        return fill("The member {} tells which.", tag)
    return fill(
        "The member {} tells which, also to `switch`. An object with another value is kept with "
        "all its members: read them with `extra`.",
        tag,
    )


def _codes(types: list[str]) -> Code:
    found = COMMA.join(markdown.code(each) for each in types)
    return found if types else Code("Not defined")

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
from generator.emit.prose import first_paragraph, first_sentence, is_structured
from generator.ir.nodes import (
    ByTag,
    Content,
    Declaration,
    Field,
    Group,
    Id,
    Operation,
    Payload,
    Record,
    Ref,
    Union,
)
from generator.targets.r.apis import ApiBuilder, Argument
from generator.targets.r.construct import Construction
from generator.targets.r.doctypes import DocTypes
from generator.targets.r.docview import ApiDoc, OperationDoc
from generator.targets.r.examples import Examples
from generator.targets.r.layout import assigned
from generator.targets.r.literals import identifier
from generator.targets.r.world import World


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
        builder = ApiBuilder(self.world, group)
        return ApiDoc(
            title=identifier(builder.named.name),
            page=Code(page),
            host=markdown.plain(said.host_of(self.examples.api.servers)),
            description=said.description(group.doc),
            operations=tuple(self.operation(each, builder) for each in group.operations),
        )

    def operation(self, operation: Operation, builder: ApiBuilder) -> OperationDoc:
        """The section of an operation."""
        arguments = builder.arguments(operation)
        summary, description = operation.doc.summary, operation.doc.description
        if description.strip() == summary.strip():
            description = ""
        structured = is_structured(summary)
        streaming = operation.streaming
        return OperationDoc(
            name=builder.name(operation),
            signature=self.signature(operation, builder, arguments),
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

    def signature(
        self, operation: Operation, builder: ApiBuilder, arguments: list[Argument]
    ) -> Code:
        """``CreateChatCompletionResponse CreateChatCompletion(create_chat_completion_request)``."""
        words = DocTypes(self.world, self.pages)
        name = str(builder.name(operation))
        if only_streams(operation) and operation.streaming is not None:
            name += "Stream"
            returned = "ApiStream"
        else:
            kinds = (self.kind(each, words) for each in success_contents(operation))
            returned = " or ".join(dict.fromkeys(kind for kind in kinds if kind))
        given = ", ".join(
            each.name if each.required else f"{each.name} = NULL" for each in arguments
        )
        return markdown.plain(f"{returned} {name}({given})".strip())

    def kind(self, content: Content | None, types: DocTypes) -> str:
        """What the answer of a media type is, in a word."""
        if content is None:
            return ""
        if content.payload is Payload.TEXT:
            return "character"
        if content.payload is Payload.BYTES:
            return "raw"
        if content.payload is Payload.JSON_LINES:
            return "list"
        if isinstance(content.type, Ref):
            return self.world.names.models[content.type.id].name
        return str(types.of(content.type)).partition(" ")[0].strip("`[").partition("]")[0]

    def parameter(self, argument: Argument, operation: Operation) -> RowView:
        """A row of the table of parameters."""
        notes: list[Code] = [] if argument.required else [Code("[optional]")]
        parameter = argument.parameter
        if parameter is not None:
            type_ = self.strong.of(parameter.type)
            notes += said.notes(parameter)
        else:
            contents = operation.body.contents if operation.body is not None else ()
            type_ = Code(" or ").join(dict.fromkeys(self.sent(each) for each in contents))
        return RowView(
            name=fill("**{}**", identifier(argument.name)),
            type=type_,
            text=markdown.cell(argument.text),
            notes=COMMA.join(notes),
        )

    def sent(self, content: Content) -> Code:
        """The type of a body of a media type."""
        if content.payload is Payload.TEXT:
            return Code("**character**")
        if content.payload is Payload.BYTES:
            return Code("**raw** or **api_file**")
        return self.strong.of(content.type)

    def returns(self, operation: Operation) -> Code:
        """The type of a whole answer, with links."""
        if only_streams(operation) and operation.streaming is not None:
            return fill("a stream of {}", self.strong.of(operation.streaming.event))
        found = dict.fromkeys(self.got(each) for each in success_contents(operation))
        return Code(" or ").join(found)

    def got(self, content: Content | None) -> Code:
        """The type of an answer of a media type."""
        if content is None:
            return Code("NULL (empty response body)")
        if content.payload is Payload.TEXT:
            return Code("**character**")
        if content.payload is Payload.BYTES:
            return Code("**raw**")
        made = self.strong.of(content.type)
        return fill("list of {}", made) if content.payload is Payload.JSON_LINES else made

    # --- models

    def model_page(self, declaration: Declaration) -> ModelDoc:
        """The page of a declaration."""
        self.types.upload = declaration.id in self.world.uploads
        example, plain = self.example(declaration), self.plain(declaration)
        view = ModelDoc(
            title=identifier(self.world.names.models[declaration.id].name),
            language=Code("R"),
            description=said.description(declaration.doc),
            deprecated=declaration.doc.deprecated,
            properties=tuple(self.properties(declaration)),
            extra=said.extra(declaration, self.types),
            values=tuple(said.values(declaration)),
            variants=tuple(said.variants(declaration, self.world.index, self.types)),
            selector=_selector(declaration),
            alias=said.alias(declaration, self.types),
            example=example,
            plain=plain if plain != example else None,
            example_title=Code("Example"),
            plain_title=Code("Example with nested lists"),
        )
        self.types.upload = False
        return view

    def properties(self, declaration: Declaration) -> Iterator[RowView]:
        """A row for each member of a record."""
        if not isinstance(declaration, Record):
            return
        called = self.world.names.members[declaration.id]
        for field in self.world.members(declaration):
            yield RowView(
                name=markdown.code(field.name.wire),
                type=self.types.of(field.type),
                text=markdown.cell(field.doc.description or field.doc.summary),
                notes=COMMA.join(_notes(field, called, self.world.is_required(declaration, field))),
            )

    def example(self, declaration: Declaration) -> Code | None:
        """A program that makes a value, writes it as JSON and reads it again."""
        made = self.examples.samples.shown(declaration.id)
        if made is None:
            return None
        value = Construction(self.world).of(Ref(id=declaration.id), made.value)
        name = identifier(self.world.names.models[declaration.id].name)
        if declaration.id in self.world.uploads:
            return fill(
                "library({})\n\n{}\nprint(names(value))",
                Code(self.world.options.package), assigned(Code("value"), value),
            )  # fmt: skip
        return fill(
            "library({})\n\n{}\ntext <- to_json(value)\ncat(text, \"\\n\")\n\n"
            "again <- {}$fromJSON(text)\nprint(again)",
            Code(self.world.options.package), assigned(Code("value"), value), name,
        )  # fmt: skip

    def plain(self, declaration: Declaration) -> Code | None:
        """The same value as nested lists."""
        made = self.examples.samples.shown(declaration.id)
        if made is None or not isinstance(made.value, dict) or declaration.id in self.world.uploads:
            return None
        value = Construction(self.world, plain=True).of(Ref(id=declaration.id), made.value)
        name = identifier(self.world.names.models[declaration.id].name)
        return fill(
            "library({})\n\n{}\nprint({}$fromList(value))",
            Code(self.world.options.package), assigned(Code("value"), value), name,
        )  # fmt: skip


def _summary(summary: str, structured: bool) -> Code:
    return markdown.block(summary) if structured else markdown.paragraph(summary)


def _notes(field: Field, called: dict[str, str], required: bool) -> Iterator[Code]:
    if not required:
        yield Code("[optional]")
    if field.name.wire in called:
        yield fill("argument {} of `new`", markdown.code(called[field.name.wire]))
    yield from said.notes(field)


def _selector(declaration: Declaration) -> Code | None:
    """How the variants of a union are told apart, where that is worth a sentence."""
    if not isinstance(declaration, Union) or not isinstance(declaration.selector, ByTag):
        return None
    tag = markdown.code(declaration.selector.tag)
    if declaration.selector.fallback is not None:
        return fill("The member {} tells which.", tag)
    return fill(
        "The member {} tells which, also to `switch`; `inherits` asks for one of them. An object "
        "with another value is an `UnknownVariant` with all its members.",
        tag,
    )


def _types(types: list[str]) -> Code:
    found = COMMA.join(markdown.plain(each) for each in types)
    return found if types else Code("Not defined")

"""Views of the pages under ``docs/``: one for each group of operations, one for each model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.emit import docs as said
from generator.emit import markdown
from generator.emit.answers import only_streams, paged_item
from generator.emit.code import Code, fill
from generator.emit.docs import COMMA, NOTHING, ModelDoc, RowView
from generator.emit.prose import first_sentence
from generator.ir.nodes import (
    ByTag,
    Content,
    Declaration,
    Enumeration,
    Group,
    Id,
    ListOf,
    Nullable,
    Operation,
    Payload,
    Record,
    Ref,
    TypeExpr,
    Union,
)
from generator.targets.scala_akka.answers import PARTED, Answers, Bodies
from generator.targets.scala_akka.apis import ApiBuilder, Input
from generator.targets.scala_akka.doctypes import DocTypes
from generator.targets.scala_akka.docview import ApiDoc, OperationDoc
from generator.targets.scala_akka.enumerations import value_names
from generator.targets.scala_akka.examples import Examples
from generator.targets.scala_akka.layout import labelled
from generator.targets.scala_akka.literals import identifier, member, qualified
from generator.targets.scala_akka.unions import cases
from generator.targets.scala_akka.world import World


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

    # --- operations

    def api_page(self, group: Group, page: str) -> ApiDoc:
        """The page of a group of operations."""
        builder = ApiBuilder(self.world, group)
        return ApiDoc(
            title=builder.name,
            page=Code(page),
            host=markdown.plain(said.host_of(self.examples.api.servers)),
            description=said.description(group.doc),
            operations=tuple(self.operation(each, builder) for each in group.operations),
        )

    def operation(self, operation: Operation, builder: ApiBuilder) -> OperationDoc:
        """The section of an operation."""
        named = builder.named(operation)
        inputs = builder.inputs(operation)
        summary, description = operation.doc.summary, operation.doc.description
        if description.strip() == summary.strip():
            description = ""
        streaming = operation.streaming
        whole = not only_streams(operation)
        answers = builder.outside.answers(operation, named) if whole else None
        bodies = builder.outside.bodies(operation, named)
        item = paged_item(operation, self.world.index)
        return OperationDoc(
            name=identifier(named.method),
            signature=self.signature(operation, builder, inputs, answers),
            verb=Code(operation.method),
            path=markdown.plain(operation.path),
            cell=markdown.cell(summary or first_sentence(description)),
            summary=markdown.paragraph(summary) if summary.strip() else None,
            description=markdown.block(description) if description.strip() else None,
            deprecated=operation.doc.deprecated,
            example=self.examples.call(operation, builder),
            whole=whole,
            streamed=streaming is not None,
            paged=builder.has_pages(operation),
            stream_type=self.types.of(streaming.event) if streaming is not None else NOTHING,
            item_type=self.types.of(item) if item is not None else NOTHING,
            parameters=tuple(self.parameter(each, operation, bodies) for each in inputs),
            returns=self.returns(operation, answers),
            choices=tuple(self.choices(answers)),
            sends=tuple(self.sends(bodies)),
            sent_name=fill("{}.{}", builder.name, identifier(named.body)),
            answer_name=fill("{}.{}", builder.name, identifier(named.content)),
            authorization=tuple(said.authorization(operation, self.examples.api)),
            content_type=_media(said.sent_types(operation)),
            accept=_media(said.accepted_types(operation)),
            responses=tuple(said.responses(operation)),
        )

    def signature(
        self,
        operation: Operation,
        builder: ApiBuilder,
        inputs: list[Input],
        answers: Answers | None,
    ) -> Code:
        """``createChatCompletion(request): ApiRequest[CreateChatCompletionResponse]``."""
        name = self.world.names.operations[operation.id].method
        if answers is None:
            name += "Stream"
            result = str(builder.stream_type(operation).flat)
        else:
            result = f"ApiRequest[{answers.type.flat}]"
        given = ", ".join(each.name for each in inputs)
        shown = result.replace("core.", "").replace("model.", "")
        return _plain_code(f"{name}({given}): {shown}")

    def parameter(self, argument: Input, operation: Operation, bodies: Bodies | None) -> RowView:
        """A row of the table of parameters."""
        notes: list[Code] = [] if argument.required else [Code("[optional]")]
        if argument.parameter is not None:
            type_ = self.types.of(argument.parameter.type)
            notes += said.notes(argument.parameter)
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
            return Code("**String**")
        if content.payload is Payload.BYTES:
            return Code("**Binary**")
        self.types.upload = content.payload in PARTED
        made = self.types.of(content.type)
        self.types.upload = False
        return fill("Seq\\[{}\\]", made) if content.payload is Payload.JSON_LINES else made

    def got(self, content: Content | None) -> Code:
        """The type of an answer of a media type."""
        if content is None:
            return Code("**Unit**")
        if content.payload is Payload.BYTES:
            return Code("**Binary**")
        if content.payload is Payload.JSON:
            return self.types.of(content.type)
        if content.payload is Payload.JSON_LINES:
            return self.types.of(ListOf(item=content.type))
        return Code("**String**")

    def returns(self, operation: Operation, answers: Answers | None) -> Code:
        """The type of an answer, with links."""
        if answers is None:
            event = operation.streaming.event if operation.streaming is not None else None
            return fill("ApiStream[{}]", self.types.of(event) if event is not None else NOTHING)
        if answers.choices:
            return fill("ApiRequest[**{}**]", answers.type.flat)
        found = [each.content for each in answers.found]
        whole = [each for each in found if each is not None]
        made = self.got(whole[0] if whole else None)
        made = fill("Option\\[{}\\]", made) if answers.maybe is not None else made
        return fill("ApiRequest[{}]", made)

    def choices(self, answers: Answers | None) -> Iterator[RowView]:
        """A row for each kind of answer, where there are several."""
        for each in answers.found if answers is not None and answers.choices else ():
            yield RowView(
                name=markdown.code(each.case or ""),
                type=self.got(each.content) if each.content is not None else Code("-"),
                text=markdown.plain(each.status),
                notes=NOTHING,
            )

    def sends(self, bodies: Bodies | None) -> Iterator[RowView]:
        """A row for each kind of body, where there are several."""
        for each in bodies.found if bodies is not None and bodies.choices else ():
            yield RowView(
                name=markdown.code(each.case or ""),
                type=self.sent(each.content),
                text=markdown.code(each.content.media_type),
                notes=NOTHING,
            )

    # --- models

    def model_page(self, declaration: Declaration) -> ModelDoc:
        """The page of a declaration."""
        self.types.upload = declaration.id in self.world.uploads
        view = ModelDoc(
            title=identifier(self.world.names.models[declaration.id].name),
            language=Code("scala"),
            description=said.description(declaration.doc),
            deprecated=declaration.doc.deprecated,
            properties=tuple(self.properties(declaration)),
            extra=said.extra(declaration, self.types),
            values=tuple(self.values(declaration)),
            variants=tuple(self.variants(declaration)),
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
        names = self.world.members(declaration)
        for field in declaration.fields:
            optional = self.world.is_optional(declaration, field)
            notes = [Code("[optional]")] if optional else []
            name = names[field.name.wire]
            if name != field.name.wire:
                notes.append(fill("{} on the wire", markdown.code(field.name.wire)))
            type_ = self.types.of(field.type)
            if optional and not isinstance(field.type, Nullable):
                type_ = fill("Option\\[{}\\]", type_)
            yield RowView(
                name=markdown.code(str(member(name))),
                type=type_,
                text=markdown.cell(field.doc.description or field.doc.summary),
                notes=COMMA.join([*notes, *said.notes(field)]),
            )

    def values(self, declaration: Declaration) -> Iterator[RowView]:
        """A row for each known value, with the name that it has in Scala."""
        names = value_names(self.world, declaration) if isinstance(declaration, Enumeration) else []
        for name, row in zip(names, said.values(declaration), strict=True):
            value = fill("`{}`: {}", identifier(name), row.name)
            yield RowView(name=value, type=row.type, text=row.text, notes=row.notes)

    def variants(self, declaration: Declaration) -> Iterator[RowView]:
        """A row for each case of a union."""
        if not isinstance(declaration, Union):
            return
        rows = said.variants(declaration, self.world.index, self.types)
        if declaration.id in self.world.circles:
            yield from rows
            return
        for case, row in zip(cases(self.world, declaration), rows, strict=True):
            type_ = fill("`{}` of {}", identifier(case.name), row.type)
            yield RowView(name=row.name, type=type_, text=row.text, notes=row.notes)

    def example(self, declaration: Declaration) -> Code | None:
        """A program that makes a value, writes it as JSON and reads it again."""
        made = self.examples.samples.shown(declaration.id)
        if made is None:
            return None
        maker = self.examples.maker()
        type_: TypeExpr = Ref(id=declaration.id)
        try:
            value = maker.of(type_, made.value)
        except ValueError:
            return None
        name = maker.name(declaration.id)
        text = labelled(fill("val value: {} = ", name), value, indent=2)
        package = qualified(self.world.options.package)
        models = Code("model" if self.world.shown else "model._")
        head = fill(
            "import {}.core._\nimport {}.{}\n\nobject Example extends App {{\n  {}\n",
            package, package, models, text,
        )  # fmt: skip
        if maker.uploads or self.world.alias(declaration.id) is not None:
            return fill("{}\n  println(value)\n}}", head)
        return fill(
            "{}\n  val text = toJson(value)\n  println(text)\n  println(fromJson[{}](text))\n}}",
            head, name,
        )  # fmt: skip


def _selector(declaration: Declaration) -> Code | None:
    """How the variants of a union are told apart, where that is worth a sentence."""
    if not isinstance(declaration, Union):
        return None
    if not isinstance(declaration.selector, ByTag):
        return Code("Any other value is `Unknown`, which keeps its JSON.")
    tag = markdown.code(declaration.selector.tag)
    return fill(
        "The member {} tells which, also to `match`. Any other value is `Unknown`, which keeps its "
        "JSON.",
        tag,
    )


def _plain_code(text: str) -> Code:
    """A signature: the brackets of types are no links, unless a text stands in them."""
    made = markdown.plain(text)
    return made if '"' in text else Code(made.replace("\\[", "[").replace("\\]", "]"))


def _media(types: list[str]) -> Code:
    found = COMMA.join(markdown.plain(each) for each in types)
    return found if types else Code("Not defined")

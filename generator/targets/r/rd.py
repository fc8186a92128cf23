"""Views of the Rd pages: one for each component, for each class of operations, and the package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.emit.answers import only_streams, success_contents
from generator.emit.code import Code, fill
from generator.emit.docs import json_text
from generator.ir.nodes import (
    Alias,
    ByTag,
    Content,
    Declaration,
    Doc,
    Enumeration,
    Field,
    Operation,
    Payload,
    Record,
    Union,
)
from generator.targets.r.apis import ApiBuilder
from generator.targets.r.literals import identifier, rd, rd_code
from generator.targets.r.manual import block, paragraphs
from generator.targets.r.package import called
from generator.targets.r.rdtypes import RdTypes
from generator.targets.r.view import RdItem, RdSection, RdView
from generator.targets.r.world import World

WIDTH = 92
NOTHING = Code("")


@dataclass(frozen=True, slots=True)
class RdPages:
    """Makes the pages. ``header`` is the comment at the top of each."""

    world: World
    header: Code

    @property
    def types(self) -> RdTypes:
        """Types with links."""
        return RdTypes(self.world)

    # --- models

    def model(self, declarations: list[Declaration]) -> RdView:
        """The page of a component and of what lies in it."""
        first = declarations[0]
        names = [self.name(each) for each in declarations]
        return RdView(
            header=self.header,
            lines=_head(names, names[0], Code("\\docType{class}\n")),
            description=_paragraphs(first.doc, f"The type {names[0]} of the API."),
            sections=tuple(s for each in declarations for s in self.sections(each, first)),
            see=(),
        )

    def name(self, declaration: Declaration) -> Code:
        """What a declaration is called."""
        return identifier(self.world.names.models[declaration.id].name)

    def sections(self, declaration: Declaration, first: Declaration) -> Iterator[RdSection]:
        """What a declaration consists of."""
        suffix = NOTHING
        text: tuple[Code, ...] = ()
        if declaration is not first:
            suffix = fill(" of {}", self.name(declaration))
            text = _paragraphs(declaration.doc, "")
        match declaration:
            case Record():
                fields = self.world.members(declaration)
                items = tuple(self.member(declaration, each) for each in fields)
                if not items:
                    text = text or (Code("An object without members that are known."),)
                title = Code("Members") + suffix
            case Enumeration():
                items = tuple(
                    RdItem(
                        name=rd_code(json_text(each.value)),
                        text=block(each.doc.description or "a known value", WIDTH),
                    )
                    for each in declaration.members
                )
                title = Code("Values") + suffix
            case Union():
                items = tuple(self.variants(declaration))
                title = Code("Variants") + suffix
            case Alias():
                items = ()
                text = (*text, fill("The same as {}.", self.types.of(declaration.type)))
                title = Code("Type") + suffix
        yield RdSection(title=title, text=text, items=items)

    def member(self, record: Record, field: Field) -> RdItem:
        """An entry of a member of a record."""
        required = self.world.is_required(record, field)
        said = self.types.of(field.type) + Code(", required" if required else "")
        text = field.doc.description or field.doc.summary
        lines = block(text, WIDTH)
        return RdItem(
            name=rd_code(field.name.wire or '""'),
            text=fill("{}.\n{}", said, lines) if lines.strip() else fill("{}.", said),
        )

    def variants(self, union: Union) -> Iterator[RdItem]:
        """An entry of each variant of a union."""
        for each in union.variants:
            said = NOTHING
            if isinstance(union.selector, ByTag) and each.tags:
                tags = Code(" or ").join(rd_code(json_text(tag)) for tag in each.tags)
                said = fill("where {} is {}", rd_code(union.selector.tag), tags)
            yield RdItem(name=self.types.of(each.type), text=said or Code("one of the types"))

    # --- operations

    def api(self, builder: ApiBuilder) -> RdView:
        """The page of a class of operations."""
        name = identifier(builder.named.name)
        items = [item for each in builder.group.operations for item in self.methods(builder, each)]
        return RdView(
            header=self.header,
            lines=_head([name], name, Code("\\docType{class}\n")),
            description=_paragraphs(builder.group.doc, "Operations of this API."),
            sections=(
                RdSection(
                    title=Code("Methods"),
                    text=(
                        fill("\\code{{{}$new(api_client)}} makes an object of this class.", name),
                        Code("Its methods take the options of \\code{\\link{call_options}}."),
                    ),
                    items=tuple(items),
                ),
            ),
            see=(Code("\\code{\\link{ApiClient}}"),),
        )

    def methods(self, builder: ApiBuilder, operation: Operation) -> Iterator[RdItem]:
        """An entry of each way to call an operation."""
        names = [identifier(each.name) for each in builder.arguments(operation)]
        name = builder.name(operation)

        def signature(suffix: Code, more: Code) -> Code:
            given = Code(", ").join((*names, more, Code("options")))
            return fill("\\code{{{}{}({})}}", name, suffix, given)

        doc = operation.doc
        text = block(doc.summary or doc.description or f"Calls {operation.path}", WIDTH)
        if not only_streams(operation):
            yield RdItem(
                name=signature(NOTHING, Code("data_file")),
                text=fill("{}\nGives {}.", text, self.returns(operation)),
            )
            yield RdItem(
                name=signature(Code("WithHttpInfo"), Code("data_file")),
                text=fill(
                    "Like \\code{{{}}}, with \\code{{status}} and \\code{{headers}} beside it.",
                    name,
                ),
            )
        if operation.streaming is not None:
            said = fill("gives each {} as it arrives", self.types.of(operation.streaming.event))
            lead = text if only_streams(operation) else fill("Like \\code{{{}}}:", name)
            yield RdItem(
                name=signature(Code("Stream"), Code("callback")),
                text=fill("{}\n{}.", lead, said),
            )
        if operation.pagination is not None:
            yield RdItem(
                name=signature(Code("All"), Code("callback")),
                text=fill("Like \\code{{{}}}: every item of every page.", name),
            )

    def returns(self, operation: Operation) -> Code:
        """What a whole answer is."""
        found = dict.fromkeys(self.answer(each) for each in success_contents(operation))
        return Code(" or ").join(found)

    def answer(self, content: Content | None) -> Code:
        """What the answer of a media type is."""
        if content is None:
            return Code("\\code{NULL}")
        if content.payload is Payload.TEXT:
            return Code("character")
        if content.payload is Payload.BYTES:
            return Code("raw")
        made = self.types.of(content.type)
        return fill("list of {}", made) if content.payload is Payload.JSON_LINES else made

    # --- the package

    def package(self, classes: Iterable[str]) -> RdView:
        """The page of the package."""
        name = Code(self.world.options.package) + Code("-package")
        title = rd(f"Client of {called(self.world.api)}")
        links = [fill("\\code{{\\link{{{}}}}}", identifier(each)) for each in classes]
        return RdView(
            header=self.header,
            lines=_head([name], title, Code("\\docType{package}\n")),
            description=_paragraphs(self.world.api.doc, "A client of the API."),
            sections=(),
            see=(*links, Code("\\code{\\link{ApiClient}}")),
        )


def _head(names: list[Code], title: Code, kind: Code) -> tuple[Code, ...]:
    aliases = (fill("\\alias{{{}}}", each) for each in names)
    return (
        Code("\\encoding{UTF-8}"),
        Code(kind.rstrip()),
        fill("\\name{{{}}}", names[0]),
        *aliases,
        fill("\\title{{{}}}", title),
    )


def _paragraphs(doc: Doc, otherwise: str) -> tuple[Code, ...]:
    """What is said about a thing."""
    text = doc.description or doc.summary
    text = text if text.strip() else otherwise
    return paragraphs(text, WIDTH)

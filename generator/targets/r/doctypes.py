"""How a type is spelled in the Markdown docs, with links to the pages of declarations."""

from __future__ import annotations

from generator.emit import markdown
from generator.emit.code import Code, fill
from generator.emit.docs import json_text
from generator.emit.fold import TypeFold
from generator.ir.nodes import (
    AnyJson,
    Binary,
    Id,
    ListOf,
    Literal,
    MapOf,
    Nullable,
    Primitive,
    Ref,
)
from generator.targets.r.literals import identifier
from generator.targets.r.rdtypes import WORDS
from generator.targets.r.world import World


class DocTypes(TypeFold[Code]):
    """Markdown spellings; ``pages`` are the file names of declarations, without ``.md``.

    ``strong`` sets names in bold type, as in the tables of operations.
    """

    def __init__(self, world: World, pages: dict[Id, str], *, strong: bool = False) -> None:
        self.world = world
        self.pages = pages
        self.strong = strong
        self.upload = False

    def word(self, name: Code) -> Code:
        """A type that has no page."""
        return fill("**{}**", name) if self.strong else fill("`{}`", name)

    def primitive(self, type_: Primitive) -> Code:
        """A scalar."""
        return self.word(WORDS[type_.kind])

    def literal(self, type_: Literal) -> Code:
        """The one value."""
        return markdown.code(json_text(type_.value))

    def list_of(self, type_: ListOf) -> Code:
        """An array and its items."""
        return fill("list of {}", self.of(type_.item))

    def map_of(self, type_: MapOf) -> Code:
        """An object and its values."""
        return fill("named list of {}", self.of(type_.value))

    def nullable(self, type_: Nullable) -> Code:
        """The type or null."""
        return fill("{} or {}", self.of(type_.inner), self.word(Code("json_null")))

    def ref(self, type_: Ref) -> Code:
        """A link to the page."""
        name = identifier(self.world.names.models[type_.id].name)
        page = Code(self.pages[type_.id])
        if self.strong:
            return fill("[**{}**]({}.md)", name, page)
        return fill("[{}]({}.md)", name, page)

    def binary(self, _: Binary) -> Code:
        """A file, or text in JSON."""
        return self.word(Code("api_file" if self.upload else "character"))

    def any_json(self, _: AnyJson) -> Code:
        """Any JSON value."""
        return Code("any value")

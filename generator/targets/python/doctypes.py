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
    Kind,
    ListOf,
    Literal,
    MapOf,
    Nullable,
    Primitive,
    Ref,
)
from generator.targets.python.literals import identifier
from generator.targets.python.types import World

_SCALARS = {Kind.INTEGER: "int", Kind.NUMBER: "float", Kind.BOOLEAN: "bool", Kind.STRING: "str"}
_DATES = {"date-time": "datetime", "date": "date"}


class DocTypes(TypeFold[Code]):
    """Markdown spellings; ``pages`` are the file names of declarations, without ``.md``."""

    def __init__(self, world: World, pages: dict[Id, str]) -> None:
        self.world = world
        self.pages = pages

    def primitive(self, type_: Primitive) -> Code:
        """A scalar, with the document's format where Python has no type for it."""
        date = _DATES.get(type_.format or "") if type_.kind is Kind.STRING else None
        return fill("**{}**", Code(date or _SCALARS[type_.kind]))

    def literal(self, type_: Literal) -> Code:
        """The one value."""
        return markdown.code(json_text(type_.value))

    def list_of(self, type_: ListOf) -> Code:
        """A list and its items."""
        return fill("list of {}", self.of(type_.item))

    def map_of(self, type_: MapOf) -> Code:
        """A dict and its values."""
        return fill("dict of {}", self.of(type_.value))

    def nullable(self, type_: Nullable) -> Code:
        """The type; ``None`` is said beside it."""
        return fill("{} or **None**", self.of(type_.inner))

    def ref(self, type_: Ref) -> Code:
        """A link to the page."""
        name = identifier(self.world.names[type_.id].name)
        return fill("[**{}**]({}.md)", name, Code(self.pages[type_.id]))

    def binary(self, _: Binary) -> Code:
        """Bytes."""
        return Code("**bytes**")

    def any_json(self, _: AnyJson) -> Code:
        """Any JSON value."""
        return Code("**Any**")

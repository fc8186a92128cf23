"""How a type is spelled on Rd pages, with links to the pages of declarations."""

from __future__ import annotations

from generator.emit.code import Code, fill
from generator.emit.docs import json_text
from generator.emit.fold import TypeFold
from generator.ir.nodes import (
    AnyJson,
    Binary,
    Kind,
    ListOf,
    Literal,
    MapOf,
    Nullable,
    Primitive,
    Ref,
)
from generator.targets.r.literals import identifier, rd_code
from generator.targets.r.world import World

WORDS = {
    Kind.STRING: Code("character"),
    Kind.INTEGER: Code("integer"),
    Kind.NUMBER: Code("numeric"),
    Kind.BOOLEAN: Code("logical"),
}


class RdTypes(TypeFold[Code]):
    """Spellings in the markup of Rd pages."""

    def __init__(self, world: World) -> None:
        self.world = world

    def primitive(self, type_: Primitive) -> Code:
        """A scalar."""
        return WORDS[type_.kind]

    def literal(self, type_: Literal) -> Code:
        """The one value."""
        return rd_code(json_text(type_.value))

    def list_of(self, type_: ListOf) -> Code:
        """An array and its items."""
        return fill("list of {}", self.of(type_.item))

    def map_of(self, type_: MapOf) -> Code:
        """An object and its values."""
        return fill("named list of {}", self.of(type_.value))

    def nullable(self, type_: Nullable) -> Code:
        """The type or null."""
        return fill("{} or null", self.of(type_.inner))

    def ref(self, type_: Ref) -> Code:
        """A link to the page."""
        name = identifier(self.world.names.models[type_.id].name)
        return fill("\\code{{\\link{{{}}}}}", name)

    def binary(self, _: Binary) -> Code:
        """A file, or text in JSON."""
        return Code("raw")

    def any_json(self, _: AnyJson) -> Code:
        """Any JSON value."""
        return Code("any value")

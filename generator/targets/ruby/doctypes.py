"""How a type is spelled in the Markdown docs, with links to the pages of declarations."""

from __future__ import annotations

from generator.emit import markdown
from generator.emit.answers import success_contents
from generator.emit.code import Code, fill
from generator.emit.fold import TypeFold
from generator.ir.nodes import (
    AnyJson,
    Binary,
    Id,
    Json,
    Kind,
    ListOf,
    Literal,
    MapOf,
    Nullable,
    Operation,
    Payload,
    Primitive,
    Ref,
)
from generator.targets.ruby.literals import constant, ruby_text
from generator.targets.ruby.world import World

_SCALARS = {
    Kind.INTEGER: "Integer",
    Kind.NUMBER: "Float",
    Kind.BOOLEAN: "Boolean",
    Kind.STRING: "String",
}
_DATES = {"date-time": "Time", "date": "Date"}


def spelled(value: Json) -> str:
    """A JSON value as one writes it in Ruby, on one line."""
    return ruby_text(value.value)


def _scalar(type_: Primitive) -> str:
    date = _DATES.get(type_.format or "") if type_.kind is Kind.STRING else None
    return date or _SCALARS[type_.kind]


class DocTypes(TypeFold[Code]):
    """Markdown spellings; ``pages`` are the file names of declarations, without ``.md``."""

    def __init__(self, world: World, pages: dict[Id, str]) -> None:
        self.world = world
        self.pages = pages

    def primitive(self, type_: Primitive) -> Code:
        """A scalar."""
        return fill("**{}**", Code(_scalar(type_)))

    def literal(self, type_: Literal) -> Code:
        """The one value."""
        return markdown.code(spelled(type_.value))

    def list_of(self, type_: ListOf) -> Code:
        """An Array and its items."""
        return fill("Array of {}", self.of(type_.item))

    def map_of(self, type_: MapOf) -> Code:
        """A Hash and its values."""
        return fill("Hash of {}", self.of(type_.value))

    def nullable(self, type_: Nullable) -> Code:
        """The type or nil."""
        return fill("{} or **nil**", self.of(type_.inner))

    def ref(self, type_: Ref) -> Code:
        """A link to the page."""
        name = constant(self.world.names.models[type_.id].name)
        return fill("[**{}**]({}.md)", name, Code(self.pages[type_.id]))

    def binary(self, _: Binary) -> Code:
        """Bytes."""
        return Code("**String** (bytes) or a file")

    def any_json(self, _: AnyJson) -> Code:
        """Any JSON value."""
        return Code("**Object**")


class PlainTypes(TypeFold[Code]):
    """Spellings without Markdown, for lines of code: ``Array<Cat>``."""

    def __init__(self, world: World) -> None:
        self.world = world

    def primitive(self, type_: Primitive) -> Code:
        """A scalar."""
        return Code(_scalar(type_))

    def literal(self, type_: Literal) -> Code:
        """The one value."""
        return Code(spelled(type_.value))

    def list_of(self, type_: ListOf) -> Code:
        """An Array and its items."""
        return fill("Array<{}>", self.of(type_.item))

    def map_of(self, type_: MapOf) -> Code:
        """A Hash and its values."""
        return fill("Hash<String, {}>", self.of(type_.value))

    def nullable(self, type_: Nullable) -> Code:
        """The type or nil."""
        return fill("{}, nil", self.of(type_.inner))

    def ref(self, type_: Ref) -> Code:
        """The name of the class or module."""
        return constant(self.world.names.models[type_.id].name)

    def binary(self, _: Binary) -> Code:
        """Bytes."""
        return Code("String")

    def any_json(self, _: AnyJson) -> Code:
        """Any JSON value."""
        return Code("Object")

    def returned(self, operation: Operation) -> Code:
        """What a whole call returns, empty where that is nothing."""
        found: dict[Code, None] = {}
        for content in success_contents(operation):
            if content is None:
                continue
            if content.payload in (Payload.TEXT, Payload.BYTES):
                found[Code("String")] = None
            elif content.payload is Payload.JSON_LINES:
                found[fill("Array<{}>", self.of(content.type))] = None
            else:
                found[self.of(content.type)] = None
        return Code(", ").join(found)

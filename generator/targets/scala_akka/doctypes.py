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
from generator.targets.scala_akka.literals import identifier
from generator.targets.scala_akka.types import is_big
from generator.targets.scala_akka.world import World

_DATES = {"date-time": Code("DateTime"), "date": Code("Date")}
_SCALARS = {Kind.NUMBER: Code("BigDecimal"), Kind.BOOLEAN: Code("Boolean")}


class DocTypes(TypeFold[Code]):
    """Markdown spellings; ``pages`` are the file names of declarations, without ``.md``."""

    def __init__(self, world: World, pages: dict[Id, str]) -> None:
        self.world = world
        self.pages = pages
        self.upload = False

    def word(self, name: Code) -> Code:
        """A type that has no page."""
        return fill("**{}**", name)

    def primitive(self, type_: Primitive) -> Code:
        """A scalar."""
        if type_.kind is Kind.STRING:
            return self.word(_DATES.get(type_.format or "", Code("String")))
        if type_.kind is Kind.INTEGER:
            return self.word(Code("BigInt" if is_big(type_) else "Long"))
        return self.word(_SCALARS[type_.kind])

    def literal(self, type_: Literal) -> Code:
        """The one value."""
        return markdown.code(json_text(type_.value))

    def list_of(self, type_: ListOf) -> Code:
        """A list and its items."""
        return fill("Seq\\[{}\\]", self.of(type_.item))

    def map_of(self, type_: MapOf) -> Code:
        """A map and its values."""
        return fill("Map\\[**String**, {}\\]", self.of(type_.value))

    def nullable(self, type_: Nullable) -> Code:
        """The type or null."""
        return fill("Nullable\\[{}\\]", self.of(type_.inner))

    def ref(self, type_: Ref) -> Code:
        """A link to the page."""
        name = identifier(self.world.names.models[type_.id].name)
        return fill("[**{}**]({}.md)", name, Code(self.pages[type_.id]))

    def binary(self, _: Binary) -> Code:
        """A file, or text in JSON."""
        return self.word(Code("Binary" if self.upload else "String"))

    def any_json(self, _: AnyJson) -> Code:
        """Any JSON value."""
        return self.word(Code("Json"))

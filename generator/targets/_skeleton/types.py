"""How types are spelled."""

from __future__ import annotations

from collections.abc import Mapping

from generator.emit.code import Code, fill
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

from .literals import identifier


class Spelling(TypeFold[Code]):
    """Type expressions as code. ``names`` are those of the declarations."""

    def __init__(self, names: Mapping[Id, str]) -> None:
        self._names = names

    def primitive(self, type_: Primitive) -> Code:
        """A scalar by its kind."""
        return Code(type_.kind.value)

    def literal(self, type_: Literal) -> Code:
        """A value; JSON text in ASCII is harmless here."""
        import json

        return Code(json.dumps(type_.value.value))

    def list_of(self, type_: ListOf) -> Code:
        """A list."""
        return fill("list({})", self.of(type_.item))

    def map_of(self, type_: MapOf) -> Code:
        """A map from strings."""
        return fill("map({})", self.of(type_.value))

    def nullable(self, type_: Nullable) -> Code:
        """A type or null."""
        return fill("{}?", self.of(type_.inner))

    def ref(self, type_: Ref) -> Code:
        """A declaration by its name."""
        return identifier(self._names[type_.id])

    def binary(self, type_: Binary) -> Code:
        """Bytes."""
        return Code("bytes")

    def any_json(self, type_: AnyJson) -> Code:
        """Anything."""
        return Code("any")

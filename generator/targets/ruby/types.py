"""How types are spelled: as tables for the runtime, and in words for YARD."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from generator.emit.code import Code, fill
from generator.emit.fold import TypeFold
from generator.ir.nodes import (
    AnyJson,
    Binary,
    Constraints,
    Enumeration,
    Kind,
    ListOf,
    Literal,
    MapOf,
    Nullable,
    Primitive,
    Ref,
    TypeExpr,
)
from generator.targets.ruby.layout import Atom, Expression, atom, call, keyword
from generator.targets.ruby.literals import constant, number_text, scalar
from generator.targets.ruby.world import World

_DATES = {"date-time": Code("date_time"), "date": Code("date")}


class Types(TypeFold[Expression]):
    """What stands in the blocks of members, variants and contents."""

    def __init__(self, world: World) -> None:
        self.world = world

    def primitive(self, type_: Primitive) -> Expression:
        """``string(min_length: 1)``."""
        name = Code(type_.kind.value)
        if type_.kind is Kind.STRING and type_.format in _DATES:
            return call(_DATES[type_.format], _bounds(type_.constraints))
        return call(name, _bounds(type_.constraints))

    def literal(self, type_: Literal) -> Expression:
        """``literal('user')``."""
        return call(Code("literal"), (Atom(scalar(type_.value.value)),))

    def list_of(self, type_: ListOf) -> Expression:
        """``list(string, min_items: 1)``."""
        return call(Code("list"), (self.of(type_.item), *_bounds(type_.constraints)))

    def map_of(self, type_: MapOf) -> Expression:
        """``map(string)``."""
        return call(Code("map"), (self.of(type_.value), *_bounds(type_.constraints)))

    def nullable(self, type_: Nullable) -> Expression:
        """``nullable(string)``."""
        return call(Code("nullable"), (self.of(type_.inner),))

    def ref(self, type_: Ref) -> Expression:
        """The constant of a declaration."""
        return Atom(constant(self.world.names.models[type_.id].name))

    def binary(self, _: Binary) -> Expression:
        """Bytes."""
        return atom("binary")

    def any_json(self, _: AnyJson) -> Expression:
        """Any JSON value."""
        return atom("any")


def _bounds(constraints: Constraints) -> Iterator[Expression]:
    """``minimum: 0``, for each that is set."""
    for each in fields(Constraints):
        value = getattr(constraints, each.name)
        if value is None or value is False:
            continue
        is_number = isinstance(value, str) and each.name != "pattern"
        made = number_text(value) if is_number else scalar(value)
        yield keyword(Code(each.name), Atom(made))


NIL = Code("nil")
_SCALARS = {
    Kind.INTEGER: Code("::Integer"),
    Kind.NUMBER: Code("::Numeric"),
    Kind.BOOLEAN: Code("Boolean"),
    Kind.STRING: Code("::String"),
}
_TIMES = {
    "date-time": (Code("::Time"), Code("::String")),
    "date": (Code("::Date"), Code("::String")),
}


class YardTypes(TypeFold[tuple[Code, ...]]):
    """Types as YARD writes them: the alternatives, which stand side by side.

    ``given`` says that a caller gives the value, so that Hashes stand for models and files for
    bytes.
    """

    def __init__(self, world: World, *, given: bool = False) -> None:
        self.world = world
        self.given = given

    def text(self, type_: TypeExpr, *, optional: bool = False) -> Code:
        """``::String, nil``: what stands in the brackets of a tag."""
        found = [*self.of(type_), *([NIL] if optional else [])]
        return Code(", ").join(dict.fromkeys(found))

    def primitive(self, type_: Primitive) -> tuple[Code, ...]:
        """A scalar."""
        if type_.kind is Kind.STRING and type_.format in _TIMES:
            return _TIMES[type_.format]
        return (_SCALARS[type_.kind],)

    def literal(self, type_: Literal) -> tuple[Code, ...]:
        """The class of the value."""
        return (_SCALARS[type_.kind],)

    def list_of(self, type_: ListOf) -> tuple[Code, ...]:
        """``::Array<T>``."""
        return (fill("::Array<{}>", self.text(type_.item)),)

    def map_of(self, type_: MapOf) -> tuple[Code, ...]:
        """``::Hash{::String => T}``."""
        return (fill("::Hash{{::String => {}}}", self.text(type_.value)),)

    def nullable(self, type_: Nullable) -> tuple[Code, ...]:
        """The type or nil."""
        found = self.of(type_.inner)
        return found if NIL in found else (*found, NIL)

    def ref(self, type_: Ref) -> tuple[Code, ...]:
        """The constant of a declaration; the class of the values of an enumeration."""
        declaration = self.world.index[type_.id]
        if isinstance(declaration, Enumeration):
            base = declaration.base
            return self.of(base)
        name = constant(self.world.names.models[type_.id].name)
        if self.given and self.world.takes_hashes(type_):
            return name, Code("::Hash")
        return (name,)

    def binary(self, _: Binary) -> tuple[Code, ...]:
        """Bytes, or what they are read from."""
        if self.given:
            return Code("::String"), Code("::IO"), Code("::Pathname"), Code("FilePart")
        return (Code("::String"),)

    def any_json(self, _: AnyJson) -> tuple[Code, ...]:
        """Any JSON value."""
        return (Code("::Object"),)


def enumeration_of(world: World, type_: TypeExpr) -> Enumeration | None:
    """The enumeration whose values a member has, or has lists of."""
    if isinstance(type_, Nullable):
        return enumeration_of(world, type_.inner)
    if isinstance(type_, ListOf):
        return enumeration_of(world, type_.item)
    declaration = world.index[type_.id] if isinstance(type_, Ref) else None
    return declaration if isinstance(declaration, Enumeration) else None

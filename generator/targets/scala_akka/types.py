"""How each type is spelled, and which codec reads and writes it: two folds."""

from __future__ import annotations

import re
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
from generator.targets.scala_akka.layout import (
    Atom,
    Expression,
    atom,
    call,
    chained,
    generic,
    named,
)
from generator.targets.scala_akka.literals import identifier, long, quoted, string
from generator.targets.scala_akka.world import World
from generator.text.case import camel
from generator.text.words import words

_LEAST, _MOST = -(2**63), 2**63 - 1


def is_big(type_: Primitive) -> bool:
    """Whether an integer may be one that a ``Long`` does not hold."""
    if type_.kind is not Kind.INTEGER:
        return False
    bounds = type_.constraints
    texts = (
        bounds.minimum,
        bounds.maximum,
        bounds.exclusive_minimum,
        bounds.exclusive_maximum,
    )
    return type_.format == "uint64" or any(
        text is not None and not _LEAST <= _whole(text) <= _MOST for text in texts
    )


def _whole(text: str) -> int | float:
    return int(text) if re.fullmatch(r"-?[0-9]+", text) else float(text)


def is_long(value: object) -> bool:
    """Whether a JSON value is an integer of 64 bits."""
    return isinstance(value, int) and not isinstance(value, bool) and _LEAST <= value <= _MOST


class Types(TypeFold[Expression]):
    """Types; ``prefix`` is what models are reached through. ``upload`` says what raw bytes are:
    files of a body, or text of JSON."""

    def __init__(self, world: World, prefix: Code) -> None:
        self.world = world
        self.prefix = prefix
        self.upload = False

    def scala(self, name: str) -> Expression:
        """A type of Scala."""
        return Atom(self.world.scala(name))

    def option(self, inner: Expression) -> Expression:
        """``Option[T]``."""
        return generic(self.world.scala("Option"), (inner,))

    def primitive(self, type_: Primitive) -> Expression:
        """A scalar."""
        match type_.kind:
            case Kind.STRING:
                dates = {"date-time": "core.DateTime", "date": "core.Date"}
                found = dates.get(type_.format or "")
                return Atom(Code(found)) if found else self.scala("String")
            case Kind.INTEGER:
                return self.scala("BigInt" if is_big(type_) else "Long")
            case Kind.NUMBER:
                return self.scala("BigDecimal")
            case Kind.BOOLEAN:
                return self.scala("Boolean")

    def literal(self, type_: Literal) -> Expression:
        """The one value, as a type."""
        value = type_.value.value
        if isinstance(value, bool):
            return atom("true") if value else atom("false")
        if isinstance(value, str):
            # A class file cannot name a type that is too long for it.
            return Atom(quoted(value)) if len(value) <= 1000 else self.scala("String")
        return Atom(long(value)) if is_long(value) else self.scala("BigDecimal")

    def list_of(self, type_: ListOf) -> Expression:
        """``Seq[T]``."""
        return generic(self.world.scala("Seq"), (self.of(type_.item),))

    def map_of(self, type_: MapOf) -> Expression:
        """``Map[String, T]``."""
        return generic(self.world.scala("Map"), (self.scala("String"), self.of(type_.value)))

    def nullable(self, type_: Nullable) -> Expression:
        """``core.Nullable[T]``."""
        return generic(Code("core.Nullable"), (self.of(type_.inner),))

    def ref(self, type_: Ref) -> Expression:
        """The name of a declaration."""
        return Atom(self.prefix + identifier(self.world.names.models[type_.id].name))

    def binary(self, _: Binary) -> Expression:
        """A file; text where it stands in JSON."""
        return atom("core.Binary") if self.upload else self.scala("String")

    def any_json(self, _: AnyJson) -> Expression:
        """Any JSON value."""
        return atom("core.Json")


class Codecs(TypeFold[Expression]):
    """Codecs; see :class:`Types`."""

    def __init__(self, world: World, prefix: Code) -> None:
        self.world = world
        self.prefix = prefix
        self.upload = False

    def primitive(self, type_: Primitive) -> Expression:
        """``core.Codec.string.within(core.Bounds(minLength = 1))``."""
        match type_.kind:
            case Kind.STRING:
                dates = {"date-time": "core.Codec.dateTime", "date": "core.Codec.date"}
                found = Code(dates.get(type_.format or "", "core.Codec.string"))
            case Kind.INTEGER:
                found = Code("core.Codec.bigInt" if is_big(type_) else "core.Codec.long")
            case Kind.NUMBER:
                found = Code("core.Codec.number")
            case Kind.BOOLEAN:
                found = Code("core.Codec.boolean")
        return within(Atom(found), type_.constraints)

    def literal(self, type_: Literal) -> Expression:
        """``core.Codec.literal("user")``."""
        value = type_.value.value
        if isinstance(value, bool):
            return Atom(Code(f"core.Codec.literal({'true' if value else 'false'})"))
        if isinstance(value, str):
            return call(Code("core.Codec.literal"), (string(value),))
        if is_long(value):
            return call(Code("core.Codec.literal"), (Atom(long(value)),))
        return atom("core.Codec.number")

    def list_of(self, type_: ListOf) -> Expression:
        """``core.Codec.seq(…)``."""
        return within(call(Code("core.Codec.seq"), (self.of(type_.item),)), type_.constraints)

    def map_of(self, type_: MapOf) -> Expression:
        """``core.Codec.map(…)``."""
        return within(call(Code("core.Codec.map"), (self.of(type_.value),)), type_.constraints)

    def nullable(self, type_: Nullable) -> Expression:
        """``core.Codec.nullable(…)``."""
        return call(Code("core.Codec.nullable"), (self.of(type_.inner),))

    def ref(self, type_: Ref) -> Expression:
        """The codec of a class, looked up when it is needed; that of what a name stands for."""
        aliased = self.world.alias(type_.id)
        if aliased is None:
            name = self.prefix + identifier(self.world.names.models[type_.id].name)
            return Atom(fill("core.Codec.ref({}.codec)", name))
        before = self.upload
        self.upload = type_.id in self.world.uploads
        made = self.of(aliased)
        self.upload = before
        return made

    def binary(self, _: Binary) -> Expression:
        """Bytes; text where they stand in JSON."""
        return atom("core.Codec.binary") if self.upload else atom("core.Codec.string")

    def any_json(self, _: AnyJson) -> Expression:
        """Any JSON value."""
        return atom("core.Codec.json")


def within(codec: Expression, constraints: Constraints) -> Expression:
    """A codec that checks bounds where it is asked to be strict."""
    if not constraints:
        return codec
    made = call(Code("core.Bounds"), _bounds(constraints))
    return chained(codec, Code("within"), (made,))


def _bounds(constraints: Constraints) -> Iterator[Expression]:
    """``minLength = 1``, for each that is set."""
    for each in fields(Constraints):
        value = getattr(constraints, each.name)
        if value is None or value is False:
            continue
        name = Code(camel(words(each.name)))
        if isinstance(value, bool):
            yield named(name, atom("true"))
        elif isinstance(value, int):
            yield named(name, Atom(_int(value)))
        else:
            yield named(name, string(value))


def _int(value: int) -> Code:
    """A count; nothing is longer than the largest ``Int``."""
    return Code(str(min(value, 2**31 - 1)))


def base_of(enumeration: Enumeration) -> TypeExpr:
    """The type of the values of an enumeration."""
    base = enumeration.base
    values = [each.value.value for each in enumeration.members]
    if isinstance(base, Primitive):
        if base.kind is Kind.INTEGER and not all(map(is_long, values)):
            return Primitive(kind=Kind.INTEGER, format="uint64")
        return Primitive(kind=base.kind, format="uint64" if is_big(base) else None)
    return base

"""How each type is spelled: a fold over the type expressions of the model."""

from __future__ import annotations

from collections.abc import Iterator

from generator.emit.code import Code, fill
from generator.emit.fold import TypeFold
from generator.ir.nodes import (
    Alias,
    AnyJson,
    Binary,
    ByKey,
    ByTag,
    Declaration,
    Enumeration,
    Field,
    Id,
    Kind,
    ListOf,
    Literal,
    MapOf,
    Nullable,
    Primitive,
    Record,
    Ref,
    TypeExpr,
    Union,
)
from generator.targets.typescript_fetch.imports import Imports
from generator.targets.typescript_fetch.layout import (
    Atom,
    Either,
    Expression,
    array_type,
    atom,
    either,
    map_type,
)
from generator.targets.typescript_fetch.literals import identifier, quoted, scalar
from generator.targets.typescript_fetch.reserved import OBJECT_MEMBERS
from generator.targets.typescript_fetch.world import EXACT, World, is_int64

_SCALARS = {
    Kind.INTEGER: atom("number"),
    Kind.NUMBER: atom("number"),
    Kind.BOOLEAN: atom("boolean"),
    Kind.STRING: atom("string"),
}


class Types(TypeFold[Expression]):
    """Types of one module; what they use is imported.

    ``here`` is the file that they stand in, where it is one of the models; ``prefix`` is what
    models are reached through where they are not imported one by one. ``upload`` says what raw
    bytes are: files of a body, or text of JSON.
    """

    def __init__(self, world: World, imports: Imports, *, here: str = "", prefix: Code) -> None:
        self.world = world
        self.imports = imports
        self.here = here
        self.prefix = prefix
        self.upload = False

    def runtime(self, module: str, name: str) -> Expression:
        """A type of the runtime, imported."""
        return Atom(self.imports.type(f"../runtime/{module}.js", name))

    def model(self, id_: Id, name: str) -> Expression:
        """A type of the file of a declaration."""
        file = self.world.names.models[id_].file
        if self.prefix:
            return Atom(self.prefix + identifier(name))
        if file == self.here:
            return Atom(identifier(name))
        return Atom(self.imports.model(f"./{file}.js", name))

    def globally(self, name: Code) -> Expression:
        """A type of the platform, whatever the package has of that name."""
        known = not self.prefix and str(name) in self.world.names.types
        return Atom(fill("globalThis.{}", name) if known else name)

    def any_json(self, _: AnyJson) -> Expression:
        """Any JSON value."""
        return atom("unknown")

    def binary(self, _: Binary) -> Expression:
        """A file of a body; text where the body is JSON."""
        return self.runtime("files", "FileInput") if self.upload else atom("string")

    def literal(self, type_: Literal) -> Expression:
        """One value."""
        return Atom(scalar(type_.value.value))

    def list_of(self, type_: ListOf) -> Expression:
        """``T[]``."""
        return array_type(self.of(type_.item))

    def map_of(self, type_: MapOf) -> Expression:
        """``{ [name: string]: T }``."""
        return map_type(self.of(type_.value))

    def nullable(self, type_: Nullable) -> Expression:
        """``T | null``."""
        inner = self.of(type_.inner)
        return inner if inner.flat == "unknown" else either((inner, atom("null")))

    def ref(self, type_: Ref) -> Expression:
        """The name of a declaration."""
        return self.model(type_.id, self.world.names.models[type_.id].name)

    def primitive(self, type_: Primitive) -> Expression:
        """A scalar."""
        if type_.kind is Kind.STRING:
            is_date = type_.format == "date-time" and self.world.options.dates == "Date"
            return self.globally(Code("Date")) if is_date else atom("string")
        if is_int64(type_) and self.world.options.int64 != "number":
            if self.world.options.int64 == "bigint":
                return atom("bigint")
            return self.runtime("unknown", "Int64")
        return _SCALARS[type_.kind]

    # --- declarations

    def field(self, record: Record, field: Field) -> Expression:
        """A member of a record; the tag of a union is closed, or it would not narrow."""
        tags = self.world.tags.get(record.id, {}).get(field.name.wire, ())
        self.upload = record.id in self.world.uploads
        inner = field.type.inner if isinstance(field.type, Nullable) else field.type
        if tags and not isinstance(inner, Literal):
            closed = [Atom(scalar(tag.value)) for tag in tags]
            return either([*closed, *([atom("null")] if inner is not field.type else [])])
        made = self.of(field.type)
        if self.world.options.int64 != "number" and _shows_large(field):
            made = either((self.runtime("unknown", "Int64"), *_parts(made)))
        if not field.required and field.name.wire in OBJECT_MEMBERS:
            # Where it is absent, there is what every object has.
            inherited = self.globally(Code("Object")).flat
            made = either((made, Atom(fill("{}[{}]", inherited, quoted(field.name.wire)))))
        return made

    def alternatives(self, declaration: Union | Alias) -> Expression:
        """The type of a union or alias. In a circle of them, each is what all of them are."""
        circle = self.world.circles.get(declaration.id, frozenset((declaration.id,)))
        members = [declaration.id, *sorted(circle - {declaration.id})]
        found: list[Expression] = []
        for id_ in members:
            self.upload = id_ in self.world.uploads
            found.extend(self._options(self.world.index[id_], circle))
        if any(each.flat == "unknown" for each in found):
            return atom("unknown")
        return either(found) if found else atom("unknown")

    def _options(self, declaration: Declaration, circle: frozenset[Id]) -> Iterator[Expression]:
        if isinstance(declaration, Alias):
            yield from self._option(declaration.type, circle)
        elif isinstance(declaration, Union):
            for variant in declaration.variants:
                yield from self._option(variant.type, circle)
            selector = declaration.selector
            if isinstance(selector, ByTag) and selector.fallback is None:
                named = self.world.names.models[declaration.id]
                if named.unknown:
                    yield self.model(declaration.id, named.unknown)
            elif declaration.open and isinstance(selector, ByKey):
                yield self.runtime("unknown", "UnknownVariant")

    def _option(self, type_: TypeExpr, circle: frozenset[Id]) -> Iterator[Expression]:
        inner = type_.inner if isinstance(type_, Nullable) else type_
        if not (isinstance(inner, Ref) and inner.id in circle):
            yield self.of(type_)
        elif inner is not type_:
            yield atom("null")


def _shows_large(field: Field) -> bool:
    """Whether the document itself gives a plain integer a value that a ``number`` rounds."""
    type_ = field.type.inner if isinstance(field.type, Nullable) else field.type
    if not isinstance(type_, Primitive) or type_.kind is not Kind.INTEGER or is_int64(type_):
        return False
    shown = [each.value for each in (field.default, *field.examples) if each is not None]
    return any(isinstance(value, int) and abs(value) >= EXACT for value in shown)


def _parts(type_: Expression) -> Iterator[Expression]:
    """The alternatives of a type but for ``number``."""
    for part in type_.items if isinstance(type_, Either) else (type_,):
        if part.flat != "number":
            yield part


_OPEN = {
    str: Code("(string & {})"),
    int: Code("(number & {})"),
    float: Code("(number & {})"),
}


def enumeration(declaration: Enumeration) -> Expression:
    """``'a' | 'b' | (string & {})``: the known values, and any other of the same kinds."""
    values = [member.value.value for member in declaration.members]
    parts: list[Expression] = [Atom(scalar(value)) for value in values]
    for value in values:
        opener = _OPEN.get(type(value))
        if opener is not None:
            parts.append(Atom(opener))
    base = declaration.base
    if isinstance(base, Primitive) and base.kind is Kind.STRING:
        parts.append(Atom(_OPEN[str]))
    elif isinstance(base, Primitive) and base.kind in (Kind.INTEGER, Kind.NUMBER):
        parts.append(Atom(_OPEN[int]))
    if any(isinstance(value, int) and abs(value) >= EXACT for value in values):
        parts.append(atom("bigint"))
    return either(parts)

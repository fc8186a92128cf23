"""How each type is spelled: in models, in plain dicts, at run time.

Each spelling is a fold over the type expressions of the IR with one method per expression; a
class that forgets one cannot be defined.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from dataclasses import dataclass, fields

from generator.emit.code import Code, fill
from generator.emit.fold import TypeFold
from generator.ir.nodes import (
    AnyJson,
    Binary,
    Constraints,
    Declaration,
    Enumeration,
    Id,
    Kind,
    ListOf,
    Literal,
    MapOf,
    Nullable,
    Primitive,
    Record,
    Ref,
)
from generator.targets.python.imports import Imports
from generator.targets.python.layout import (
    Atom,
    Expression,
    Group,
    atom,
    call,
    either,
    keyword,
    subscript,
)
from generator.targets.python.literals import identifier, quoted, scalar
from generator.targets.python.names import ModelName


@dataclass(frozen=True, slots=True)
class World:
    """What every spelling needs to know of the package."""

    index: dict[Id, Declaration]
    names: dict[Id, ModelName]
    with_records: frozenset[Id]
    taken: frozenset[str]


RUNTIME_TYPES = "_runtime.model"
MODELS = Code("models.")


class Annotations(TypeFold[Expression]):
    """Type annotations of a module; every name that they use is imported.

    ``here`` is the module that the annotations stand in, ``root`` the dots from there to the
    package; classes of the module itself are not imported, those of others only for type
    checkers.
    """

    def __init__(self, world: World, imports: Imports, models: Imports, *, here: str, root: str):
        self.world = world
        self.imports = imports
        self.models = models
        self.here = here
        self.root = root

    def runtime(self, name: str) -> Code:
        """A name of the runtime's model module, imported."""
        return self.imports.use(f"{self.root}{RUNTIME_TYPES}", name)

    def typing(self, name: str) -> Code:
        """A name of ``typing``, imported."""
        return self.imports.use("typing", name)

    def model(self, id_: Id, *, plain: bool = False) -> Expression:
        """The class of a declaration, or that of its plain dict."""
        named = self.world.names[id_]
        name = named.plain if plain else named.name
        if named.module == self.here:
            return Atom(identifier(name))
        place = "." if self.root == ".." and self.here else f"{self.root}models."
        return Atom(self.models.model(f"{place}{named.module}", name))

    def any_json(self, _: AnyJson) -> Expression:
        """Any JSON value."""
        return Atom(self.typing("Any"))

    def binary(self, _: Binary) -> Expression:
        """Bytes of a file."""
        return Atom(self.runtime("Upload"))

    def literal(self, type_: Literal) -> Expression:
        """One value; Python has no literal floats."""
        return literals(self, (type_.value.value,))

    def nullable(self, type_: Nullable) -> Expression:
        """``Nullable[T]``, inside ``Annotated`` where the bounds are those of T."""
        inner = self.of(type_.inner)
        head = self.runtime("Nullable")
        if isinstance(inner, Group) and len(inner.items) == 2 and inner.head == "Annotated":
            return subscript(inner.head, (subscript(head, inner.items[:1]), *inner.items[1:]))
        return subscript(head, (inner,))

    @abstractmethod
    def primitive(self, type_: Primitive) -> Expression:
        """A scalar."""

    @abstractmethod
    def list_of(self, type_: ListOf) -> Expression:
        """An array."""

    @abstractmethod
    def map_of(self, type_: MapOf) -> Expression:
        """A map."""

    @abstractmethod
    def ref(self, type_: Ref) -> Expression:
        """A use of a declaration."""


_SCALARS = {Kind.INTEGER: "int", Kind.NUMBER: "float", Kind.BOOLEAN: "bool", Kind.STRING: "str"}
_DATES = {"date-time": "DateTime", "date": "Date"}


class ModelTypes(Annotations):
    """What a member of a model class holds."""

    def primitive(self, type_: Primitive) -> Expression:
        """A scalar with its bounds."""
        date = _DATES.get(type_.format or "") if type_.kind is Kind.STRING else None
        base = Atom(self.runtime(date) if date else Code(_SCALARS[type_.kind]))
        return self.bounded(base, type_.constraints)

    def list_of(self, type_: ListOf) -> Expression:
        """``list[T]`` with its bounds."""
        return self.bounded(subscript(Code("list"), (self.of(type_.item),)), type_.constraints)

    def map_of(self, type_: MapOf) -> Expression:
        """``dict[str, T]`` with its bounds."""
        inner = subscript(Code("dict"), (atom("str"), self.of(type_.value)))
        return self.bounded(inner, type_.constraints)

    def ref(self, type_: Ref) -> Expression:
        """The class."""
        return self.model(type_.id)

    def bounded(self, type_: Expression, constraints: Constraints) -> Expression:
        """``Annotated[T, Bounds(…)]`` where there are bounds."""
        if not constraints:
            return type_
        bounds = call(self.runtime("Bounds"), _bounds(constraints))
        return subscript(self.typing("Annotated"), (type_, bounds))


def _bounds(constraints: Constraints) -> list[Expression]:
    found: list[Expression] = []
    for each in fields(Constraints):
        value = getattr(constraints, each.name)
        if value is None or value is False:
            continue
        if isinstance(value, str) and each.name != "pattern":
            value = _number(value)
        found.append(keyword(Code(each.name), Atom(scalar(value))))
    return found


def _number(text: str) -> int | float:
    """A bound, which the IR keeps as JSON text; numbers of whole value stay exact."""
    return int(text) if re.fullmatch(r"-?[0-9]+", text) else float(text)


class PlainTypes(Annotations):
    """What a caller may give: models, or plain dicts and lists of the same shape."""

    def primitive(self, type_: Primitive) -> Expression:
        """A scalar; dates also as text."""
        date = _DATES.get(type_.format or "") if type_.kind is Kind.STRING else None
        if date:
            return either((Atom(self.runtime(date)), atom("str")))
        return Atom(Code(_SCALARS[type_.kind]))

    def list_of(self, type_: ListOf) -> Expression:
        """Any sequence but text."""
        return subscript(self.runtime("Items"), (self.of(type_.item),))

    def map_of(self, type_: MapOf) -> Expression:
        """Any mapping."""
        head = self.imports.use("collections.abc", "Mapping")
        return subscript(head, (atom("str"), self.of(type_.value)))

    def ref(self, type_: Ref) -> Expression:
        """A model or its dict; the dict of a union or alias has the models in it already."""
        if type_.id not in self.world.with_records:
            return self.model(type_.id)
        plain = self.model(type_.id, plain=True)
        if isinstance(self.world.index[type_.id], Record):
            return either((self.model(type_.id), plain))
        return plain


class RuntimeTypes(TypeFold[Expression]):
    """Expressions that evaluate to a type, for the tables of operations."""

    def __init__(self, world: World, imports: Imports, prefix: Code = MODELS) -> None:
        self.world = world
        self.imports = imports
        self.prefix = prefix

    def any_json(self, _: AnyJson) -> Expression:
        """Any JSON value."""
        return Atom(self.imports.use("typing", "Any"))

    def binary(self, _: Binary) -> Expression:
        """Raw bytes."""
        return atom("bytes")

    def literal(self, type_: Literal) -> Expression:
        """One value."""
        value = type_.value.value
        if isinstance(value, float):
            return atom("float")
        return subscript(self.imports.use("typing", "Literal"), (Atom(scalar(value)),))

    def nullable(self, type_: Nullable) -> Expression:
        """The type or None."""
        head = self.imports.use(f"..{RUNTIME_TYPES}", "Nullable")
        return subscript(head, (self.of(type_.inner),))

    def primitive(self, type_: Primitive) -> Expression:
        """A scalar."""
        date = _DATES.get(type_.format or "") if type_.kind is Kind.STRING else None
        if date:
            return Atom(self.imports.use(f"..{RUNTIME_TYPES}", date))
        return Atom(Code(_SCALARS[type_.kind]))

    def list_of(self, type_: ListOf) -> Expression:
        """``list[T]``."""
        return subscript(Code("list"), (self.of(type_.item),))

    def map_of(self, type_: MapOf) -> Expression:
        """``dict[str, T]``."""
        return subscript(Code("dict"), (atom("str"), self.of(type_.value)))

    def ref(self, type_: Ref) -> Expression:
        """An attribute of the models package, which is loaded when it is touched."""
        if self.prefix == MODELS:
            self.imports.use("..", "models")
        return Atom(fill("{}{}", self.prefix, identifier(self.world.names[type_.id].name)))


def literals(spelling: Annotations, values: tuple[object, ...]) -> Expression:
    """``Literal["a", "b"]``; values that Python has no literal type for widen to their type."""
    fit = [value for value in values if isinstance(value, (str, int)) or value is None]
    found: list[Expression] = []
    if fit:
        items = tuple(Atom(scalar(value)) for value in fit)
        # One value more makes no tuple of a Literal, so the comma is always allowed.
        head = spelling.typing("Literal")
        found.append(subscript(head, items))
    if len(fit) < len(values):
        found.append(atom("float"))
    return either(found)


def enumeration(spelling: Annotations, declaration: Enumeration) -> Expression:
    """``Literal["a", "b"] | str``: the known values, and any other of the same kind."""
    values = tuple(member.value.value for member in declaration.members)
    base = declaration.base
    bases = [_SCALARS[base.kind]] if isinstance(base, Primitive) else []
    for value in values:
        kind = "None" if value is None else type(value).__name__
        if kind not in bases:
            bases.append(kind)
    if {"int", "float"} <= set(bases):
        bases.remove("int")
    known = tuple(value for value in values if not isinstance(value, float))
    parts: list[Expression] = [literals(spelling, known)] if known else []
    type_ = either([*parts, *(Atom(Code(base)) for base in bases)])
    if not declaration.open:
        return type_
    return subscript(spelling.typing("Annotated"), (type_, Atom(spelling.runtime("OPEN"))))


def text_of(type_: Expression) -> Expression:
    """A type as a string, evaluated at run time when it is first needed."""
    return Atom(quoted(type_.flat))

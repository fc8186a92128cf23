"""What every spelling needs to know of the package: the model, its names, and what follows."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from generator.emit.code import Code
from generator.emit.typenames import by_file
from generator.ir.circles import circles, variants
from generator.ir.facts import Facts, Index
from generator.ir.nodes import (
    Alias,
    Api,
    Declaration,
    Field,
    Id,
    ListOf,
    MapOf,
    Nullable,
    Record,
    Ref,
    TypeExpr,
    Union,
    Variant,
)
from generator.ir.uploads import uploads
from generator.targets.scala_akka.names import Names, member_names
from generator.targets.scala_akka.options import Options
from generator.targets.scala_akka.reserved import CORE, EXAMPLES, SCALA

MOST_MEMBERS = 200
"""Parameters that a class has at most; the JVM allows 255."""


@dataclass(frozen=True)
class World:
    """What every spelling needs to know of the package."""

    api: Api
    facts: Facts
    names: Names
    options: Options
    _members: dict[Id, dict[str, str]] = field(default_factory=dict)

    @property
    def index(self) -> Index:
        """Declarations by id."""
        return self.facts.index

    @cached_property
    def files(self) -> dict[str, list[Declaration]]:
        """The declarations of each file of ``model``: the component first."""
        return by_file(self.index.values(), lambda id_: self.names.models[id_].file)

    @cached_property
    def uploads(self) -> frozenset[Id]:
        """Declarations whose raw bytes are files: what form and multipart bodies hold."""
        return uploads(self.api, self.index)

    @cached_property
    def circles(self) -> dict[Id, frozenset[Id]]:
        """Unions and aliases that are, directly, one of themselves: each with its circle."""
        return circles(self.facts)

    @cached_property
    def hidden(self) -> frozenset[str]:
        """Names of Scala that a model hides."""
        return frozenset(SCALA) & self.names.types

    def scala(self, name: str) -> Code:
        """A name of Scala, with its path where a model hides it."""
        return Code(SCALA[name] if name in self.hidden else name)

    @cached_property
    def shown(self) -> Code:
        """What models are reached through in the programs of the docs: nothing, unless one of
        them is called like something that such a program uses."""
        clash = self.names.types & (CORE | EXAMPLES | SCALA.keys())
        return Code("model." if clash else "")

    def variants(self, union: Union) -> tuple[Variant, ...]:
        """The variants of a union; in a circle of unions, those of all of them but themselves."""
        return variants(self.index, self.circles, union)

    def members(self, record: Record) -> dict[str, str]:
        """The Scala name of each member of a record, by its wire name."""
        if record.id not in self._members:
            self._members[record.id] = member_names(record)
        return self._members[record.id]

    def is_optional(self, record: Record, field: Field) -> bool:
        """Whether a member may be left out: servers fill in what is read-only, and keep to
        themselves what is write-only."""
        if not field.required or (field.read_only and record.id in self.facts.in_requests):
            return True
        return field.write_only and record.id not in self.facts.in_requests

    # --- aliases

    def aliased(self, declaration: Declaration) -> TypeExpr | None:
        """What a declaration is only another name of; None where it is a class."""
        if isinstance(declaration, Alias):
            return declaration.type
        if not isinstance(declaration, Record) or declaration.fields or declaration.undeclared:
            return None
        return None if declaration.extra is None else MapOf(value=declaration.extra)

    @cached_property
    def wrapped(self) -> frozenset[Id]:
        """Other names of types that hold themselves without a class between: they are classes
        around their value, because Scala has no such names."""
        named = {
            id_: aliased
            for id_, declaration in self.index.items()
            if (aliased := self.aliased(declaration)) is not None
        }
        edges = {
            id_: [each for each in _names(type_) if each in named] for id_, type_ in named.items()
        }
        found: set[Id] = set()
        for id_ in edges.keys() & self.facts.recursive:
            seen: set[Id] = set()
            waiting = list(edges[id_])
            while waiting:
                each = waiting.pop()
                if each not in seen:
                    seen.add(each)
                    waiting.extend(edges[each])
            if id_ in seen:
                found.add(id_)
        return frozenset(found)

    def alias(self, id_: Id) -> TypeExpr | None:
        """What a declaration is printed as another name of; None where it is a class."""
        return None if id_ in self.wrapped else self.aliased(self.index[id_])


def _names(type_: TypeExpr) -> list[Id]:
    """The declarations that a type names, itself or inside lists and maps."""
    if isinstance(type_, Ref):
        return [type_.id]
    if isinstance(type_, ListOf):
        return _names(type_.item)
    if isinstance(type_, MapOf):
        return _names(type_.value)
    return _names(type_.inner) if isinstance(type_, Nullable) else []

"""What every spelling needs to know of the package: the model, its names, and what follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.ir.circles import circles, variants
from generator.ir.facts import Facts, Index, resolve
from generator.ir.nodes import (
    Alias,
    Api,
    ByTag,
    Constraints,
    Declaration,
    Id,
    Json,
    Kind,
    ListOf,
    MapOf,
    Nullable,
    Primitive,
    Record,
    Ref,
    TypeExpr,
    Union,
    Variant,
)
from generator.ir.uploads import uploads
from generator.targets.typescript_fetch.names import Names
from generator.targets.typescript_fetch.options import Options

EXACT = 2**53
"""From here on, a ``number`` does not hold every integer."""


def is_int64(type_: Primitive) -> bool:
    """Whether an integer may be one that a ``number`` rounds."""
    if type_.kind is not Kind.INTEGER:
        return False
    return type_.format in ("int64", "uint64") or any(_beyond(type_.constraints))


def _beyond(constraints: Constraints) -> Iterator[bool]:
    for text in (
        constraints.minimum,
        constraints.maximum,
        constraints.exclusive_minimum,
        constraints.exclusive_maximum,
    ):
        yield text is not None and abs(_number(text)) > EXACT


def _number(text: str) -> int | float:
    return int(text) if re.fullmatch(r"-?[0-9]+", text) else float(text)


@dataclass(frozen=True)
class World:
    """What every spelling needs to know of the package."""

    api: Api
    facts: Facts
    names: Names
    options: Options

    @property
    def index(self) -> Index:
        """Declarations by id."""
        return self.facts.index

    @cached_property
    def uploads(self) -> frozenset[Id]:
        """Declarations whose raw bytes are files: what form and multipart bodies hold. In JSON,
        bytes can only be text."""
        return uploads(self.api, self.index)

    @cached_property
    def tags(self) -> dict[Id, dict[str, tuple[Json, ...]]]:
        """For each record that is a variant of a union by tag: the tags that select it, by the
        name of the tag's member."""
        found: dict[Id, dict[str, tuple[Json, ...]]] = {}
        for declaration in self.index.values():
            if not isinstance(declaration, Union) or not isinstance(declaration.selector, ByTag):
                continue
            for variant in declaration.variants:
                record = resolve(self.index, variant.type)
                if isinstance(record, Record) and variant.tags:
                    known = found.setdefault(record.id, {})
                    before = known.get(declaration.selector.tag, ())
                    more = tuple(tag for tag in variant.tags if tag not in before)
                    known[declaration.selector.tag] = before + more
        return found

    @cached_property
    def converted(self) -> frozenset[Id]:
        """Declarations that hold something which is made into another value when it is read."""
        users: dict[Id, list[Id]] = {}
        waiting: list[Id] = []
        for id_, declaration in self.index.items():
            for type_ in _held(declaration):
                for used, primitive in _leaves(type_):
                    if used is not None:
                        users.setdefault(used, []).append(id_)
                    elif primitive is not None and self.is_converted(primitive):
                        waiting.append(id_)
        found: set[Id] = set()
        while waiting:
            id_ = waiting.pop()
            if id_ not in found:
                found.add(id_)
                waiting.extend(users.get(id_, ()))
        return frozenset(found)

    def is_converted(self, type_: Primitive) -> bool:
        """Whether values of a scalar become something else."""
        if type_.kind is Kind.STRING:
            return type_.format == "date-time" and self.options.dates == "Date"
        return is_int64(type_) and self.options.int64 == "bigint"

    def converts(self, type_: TypeExpr) -> bool:
        """Whether reading a value of the type converts anything."""
        return any(
            used in self.converted if used is not None else bool(p and self.is_converted(p))
            for used, p in _leaves(type_)
        )

    @cached_property
    def circles(self) -> dict[Id, frozenset[Id]]:
        """Unions and aliases that are, directly, one of themselves: each with its circle."""
        return circles(self.facts)

    def variants(self, union: Union) -> tuple[Variant, ...]:
        """The variants of a union; in a circle of unions, those of all of them but themselves."""
        return variants(self.index, self.circles, union)


def _held(declaration: Declaration) -> Iterator[TypeExpr]:
    if isinstance(declaration, Record):
        yield from (field.type for field in declaration.fields)
        if declaration.extra is not None:
            yield declaration.extra
    elif isinstance(declaration, Union):
        yield from (variant.type for variant in declaration.variants)
    elif isinstance(declaration, Alias):
        yield declaration.type


def _leaves(type_: TypeExpr) -> Iterator[tuple[Id | None, Primitive | None]]:
    if isinstance(type_, Ref):
        yield type_.id, None
    elif isinstance(type_, Primitive):
        yield None, type_
    elif isinstance(type_, ListOf):
        yield from _leaves(type_.item)
    elif isinstance(type_, MapOf):
        yield from _leaves(type_.value)
    elif isinstance(type_, Nullable):
        yield from _leaves(type_.inner)

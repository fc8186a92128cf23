"""Unions and aliases that are, directly, one of themselves: ``A: oneOf [A, string]``.

A language whose types are expanded where they are named cannot say such a circle as it stands; it
says the same values without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.ir.facts import Facts, Index
from generator.ir.nodes import Alias, Id, Nullable, Ref, TypeExpr, Union, Variant


def circles(facts: Facts) -> dict[Id, frozenset[Id]]:
    """Each union and alias that may be itself without anything around it, with all those that it
    may be and that may be it."""
    index = facts.index
    edges = {
        id_: [each for each in _immediate(declaration) if each in index]
        for id_, declaration in index.items()
        if isinstance(declaration, (Union, Alias))
    }
    reach: dict[Id, frozenset[Id]] = {}
    for id_ in edges.keys() & facts.recursive:
        seen: set[Id] = set()
        waiting = list(edges[id_])
        while waiting:
            each = waiting.pop()
            if each not in seen:
                seen.add(each)
                waiting.extend(edges.get(each, ()))
        if id_ in seen:
            reach[id_] = frozenset(seen)
    return {
        id_: frozenset(each for each in seen if id_ in reach.get(each, ()))
        for id_, seen in reach.items()
    }


def variants(
    index: Index, circles: Mapping[Id, frozenset[Id]], union: Union
) -> tuple[Variant, ...]:
    """The variants of a union; in a circle of unions, those of all of them but themselves."""
    circle = circles.get(union.id)
    if circle is None:
        return union.variants
    members = [union, *(index[id_] for id_ in sorted(circle - {union.id}))]
    found = [v for each in members if isinstance(each, Union) for v in each.variants]
    return tuple(v for v in found if not any(used in circle for used in _direct(v.type)))


def _immediate(declaration: Union | Alias) -> Iterator[Id]:
    """What a union or alias may be without anything around it."""
    types = (
        [variant.type for variant in declaration.variants]
        if isinstance(declaration, Union)
        else [declaration.type]
    )
    for type_ in types:
        yield from _direct(type_)


def _direct(type_: TypeExpr) -> Iterator[Id]:
    """The declaration that a type is, null aside."""
    inner = type_.inner if isinstance(type_, Nullable) else type_
    if isinstance(inner, Ref):
        yield inner.id

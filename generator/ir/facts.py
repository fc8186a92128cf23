"""What follows from an API: computed by functions over the IR, never stored on its nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.ir.nodes import (
    Alias,
    Api,
    Body,
    Declaration,
    Id,
    ListOf,
    MapOf,
    Nullable,
    Operation,
    Record,
    Ref,
    TypeExpr,
    Union,
)

Index = Mapping[Id, Declaration]


def refs(type_: TypeExpr) -> Iterator[Id]:
    """The ids that a type expression uses, in order."""
    if isinstance(type_, Ref):
        yield type_.id
    elif isinstance(type_, ListOf):
        yield from refs(type_.item)
    elif isinstance(type_, MapOf):
        yield from refs(type_.value)
    elif isinstance(type_, Nullable):
        yield from refs(type_.inner)


def uses(declaration: Declaration) -> Iterator[Id]:
    """The ids that a declaration uses directly, in order, repeated as often as they occur."""
    if isinstance(declaration, Record):
        for field in declaration.fields:
            yield from refs(field.type)
        if declaration.extra is not None:
            yield from refs(declaration.extra)
    elif isinstance(declaration, Union):
        for variant in declaration.variants:
            yield from refs(variant.type)
    elif isinstance(declaration, Alias):
        yield from refs(declaration.type)


def reached(index: Index, start: Iterable[Id]) -> frozenset[Id]:
    """Every declaration that can be come to from ``start``, ``start`` included."""
    found: set[Id] = set()
    waiting = [id for id in start if id in index]
    while waiting:
        id = waiting.pop()
        if id not in found:
            found.add(id)
            waiting.extend(used for used in uses(index[id]) if used in index)
    return frozenset(found)


def with_records(index: Index) -> frozenset[Id]:
    """Records, and the unions and aliases of which some value holds a record of the document.

    Their plain form differs from the typed one; that of all others does not.
    """
    above: dict[Id, list[Id]] = {}
    waiting: list[Id] = []
    for id_, declaration in index.items():
        if isinstance(declaration, Record):
            waiting.append(id_)
            continue
        for below in uses(declaration):
            above.setdefault(below, []).append(id_)
    found: set[Id] = set()
    while waiting:
        id_ = waiting.pop()
        if id_ not in found:
            found.add(id_)
            waiting.extend(above.get(id_, ()))
    return frozenset(found)


def request_types(operation: Operation) -> Iterator[TypeExpr]:
    """The types that a caller gives."""
    for parameter in operation.parameters:
        yield parameter.type
    if operation.body is not None:
        for content in operation.body.contents:
            yield content.type


def response_types(operation: Operation) -> Iterator[TypeExpr]:
    """The types that a caller gets."""
    for response in operation.responses:
        for content in response.contents:
            yield content.type
        for header in response.headers:
            yield header.type
    if operation.streaming is not None:
        yield operation.streaming.event


def roots(api: Api) -> tuple[Id, ...]:
    """The ids that operations use directly."""
    return tuple(
        id
        for operation in api.operations
        for types in (request_types(operation), response_types(operation))
        for type_ in types
        for id in refs(type_)
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """``in_requests`` and ``in_responses``: declarations that a caller gives or gets.
    ``recursive``: declarations that come back to themselves. ``order``: ids such that a
    declaration comes after those it uses, as far as there are no circles."""

    index: Index
    in_requests: frozenset[Id]
    in_responses: frozenset[Id]
    recursive: frozenset[Id]
    order: tuple[Id, ...]


def facts(api: Api) -> Facts:
    """The facts of an API."""
    index = api.index()
    requests = (id for o in api.operations for t in request_types(o) for id in refs(t))
    responses = (id for o in api.operations for t in response_types(o) for id in refs(t))
    components = _components(index)
    return Facts(
        index=index,
        in_requests=reached(index, requests),
        in_responses=reached(index, responses),
        recursive=frozenset(
            id
            for component in components
            for id in component
            if len(component) > 1 or id in uses(index[id])
        ),
        order=tuple(id for component in components for id in component),
    )


def _components(index: Index) -> list[tuple[Id, ...]]:
    """Strongly connected components, users after used (Tarjan 1972), without recursion."""
    number: dict[Id, int] = {}
    low: dict[Id, int] = {}
    stack: list[Id] = []
    on_stack: set[Id] = set()
    found: list[tuple[Id, ...]] = []
    for root in index:
        if root in number:
            continue
        work: list[tuple[Id, Iterator[Id]]] = []

        def enter(id: Id, work: list[tuple[Id, Iterator[Id]]] = work) -> None:
            number[id] = low[id] = len(number)
            stack.append(id)
            on_stack.add(id)
            work.append((id, iter([used for used in uses(index[id]) if used in index])))

        enter(root)
        while work:
            id, rest = work[-1]
            for used in rest:
                if used not in number:
                    enter(used)
                    break
                if used in on_stack:
                    low[id] = min(low[id], number[used])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[id])
                if low[id] == number[id]:
                    at = stack.index(id)
                    found.append(tuple(stack[at:]))
                    on_stack.difference_update(stack[at:])
                    del stack[at:]
    return found


def body_type(body: Body) -> TypeExpr:
    """The type of a body's first media type."""
    return body.contents[0].type


def resolve(index: Index, type_: TypeExpr) -> TypeExpr | Declaration:
    """What a type is once aliases are seen through: a declaration, or an expression."""
    seen: set[Id] = set()
    while isinstance(type_, Ref) and type_.id in index and type_.id not in seen:
        seen.add(type_.id)
        declaration = index[type_.id]
        if not isinstance(declaration, Alias):
            return declaration
        type_ = declaration.type
    return type_


def is_record_like(index: Index, type_: TypeExpr) -> bool:
    """Whether values of the type are records, or unions that have a record among them."""
    resolved = resolve(index, type_)
    if isinstance(resolved, Union):
        return any(is_record_like(index, v.type) for v in resolved.variants if v.type != type_)
    return isinstance(resolved, Record)

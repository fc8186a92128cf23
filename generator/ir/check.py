"""What must hold of every API, checked after the builder: its promises to the languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Severity
from generator.ir.facts import refs, request_types, response_types, uses
from generator.ir.nodes import (
    Alias,
    Api,
    Enumeration,
    Id,
    ListOf,
    MapOf,
    Nullable,
    Operation,
    Record,
    TypeExpr,
    Union,
)


def check(api: Api) -> Iterator[Diagnostic]:
    """Broken promises: ids that lead nowhere or stand twice, ``Nullable`` in itself, unions and
    enumerations of nothing. Each is a fault of the builder, reported as an error."""
    index = api.index()
    for id, count in Counter(declaration.id for declaration in api.declarations).items():
        if count > 1:
            yield _broken(f"{count} declarations share one id", id)
    for declaration in api.declarations:
        for used in uses(declaration):
            if used not in index:
                yield _broken(f"refers to `{used}`, which is not declared", declaration.id)
        if isinstance(declaration, Union) and len(declaration.variants) < 2:
            yield _broken("a union of fewer than two variants", declaration.id)
        if isinstance(declaration, Enumeration) and not declaration.members:
            yield _broken("an enumeration without values", declaration.id)
        if isinstance(declaration, Record):
            yield from _fields(declaration)
        if isinstance(declaration, Alias) and isinstance(declaration.type, Nullable):
            yield _broken("an alias that is nullable itself", declaration.id)
    for operation in api.operations:
        yield from _operation(operation, index.keys() | set())


def _fields(record: Record) -> Iterator[Diagnostic]:
    for name, count in Counter(field.name.wire for field in record.fields).items():
        if count > 1:
            yield _broken(f"{count} members are called `{name}`", record.id)
    for field in record.fields:
        if _doubly_nullable(field.type):
            yield _broken(f"member `{field.name.wire}` is nullable twice", record.id)


def _operation(operation: Operation, known: set[Id]) -> Iterator[Diagnostic]:
    for types in (request_types(operation), response_types(operation)):
        for type_ in types:
            for used in refs(type_):
                if used not in known:
                    yield _broken(f"refers to `{used}`, which is not declared", operation.id)


def _doubly_nullable(type_: TypeExpr) -> bool:
    if isinstance(type_, Nullable):
        return isinstance(type_.inner, Nullable) or _doubly_nullable(type_.inner)
    if isinstance(type_, ListOf):
        return _doubly_nullable(type_.item)
    return isinstance(type_, MapOf) and _doubly_nullable(type_.value)


def _broken(message: str, pointer: Id) -> Diagnostic:
    return Diagnostic(
        severity=Severity.ERROR,
        code="ir-broken",
        message=message,
        pointer=pointer,
        help="this is a fault of the generator; please report it with the document",
    )

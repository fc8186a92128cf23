"""Where raw bytes are files: in what form and multipart bodies hold. In JSON they are text."""

from __future__ import annotations

from generator.ir.facts import Index
from generator.ir.nodes import (
    Alias,
    Api,
    Id,
    ListOf,
    Nullable,
    Payload,
    Record,
    Ref,
    TypeExpr,
    Union,
)

_PARTED = (Payload.FORM, Payload.MULTIPART)


def uploads(api: Api, index: Index) -> frozenset[Id]:
    """The declarations whose raw bytes are files."""
    found: set[Id] = set()
    for operation in api.operations:
        for content in operation.body.contents if operation.body else ():
            if content.payload in _PARTED:
                _gather(index, content.type, found, inside=False)
    return frozenset(found)


def _gather(index: Index, type_: TypeExpr, found: set[Id], *, inside: bool) -> None:
    """Add what a body is; ``inside`` one of its members, records are JSON."""
    if isinstance(type_, (Nullable, ListOf)):
        inner = type_.inner if isinstance(type_, Nullable) else type_.item
        _gather(index, inner, found, inside=inside)
    if not isinstance(type_, Ref) or type_.id in found:
        return
    declaration = index[type_.id]
    if isinstance(declaration, Record):
        if inside:
            return
        found.add(type_.id)
        for field in declaration.fields:
            _gather(index, field.type, found, inside=True)
    elif isinstance(declaration, Union):
        found.add(type_.id)
        for variant in declaration.variants:
            _gather(index, variant.type, found, inside=inside)
    elif isinstance(declaration, Alias):
        found.add(type_.id)
        _gather(index, declaration.type, found, inside=inside)

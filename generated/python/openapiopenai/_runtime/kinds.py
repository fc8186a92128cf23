"""Questions about shapes: which kinds of JSON fit, what decoding makes of them."""

from __future__ import annotations

import typing
from collections.abc import Callable, Sequence
from functools import cache

from .aliases import Named
from .shapes import (
    Anything,
    Bounded,
    Choice,
    File,
    Foreign,
    Known,
    ListOf,
    MapOf,
    Maybe,
    Moment,
    Record,
    Reference,
    Scalar,
    ScalarKind,
    Shape,
)
from .values import Kind

_ALL: frozenset[Kind] = frozenset(typing.get_args(Kind))
_NULL: frozenset[Kind] = frozenset({"null"})
_ARRAY: frozenset[Kind] = frozenset({"array"})
_OBJECT: frozenset[Kind] = frozenset({"object"})
_SCALAR_KINDS: dict[ScalarKind, frozenset[Kind]] = {
    "boolean": frozenset({"boolean"}),
    "integer": frozenset({"integer"}),
    "number": frozenset({"integer", "number"}),
    "string": frozenset({"string"}),
}
_VALUE_KINDS: dict[type, Kind] = {
    type(None): "null",
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
}


def kinds(shape: Shape) -> frozenset[Kind]:
    """The kinds of JSON value that fit the outside of a shape."""
    match shape:
        case Scalar(kind):
            return _SCALAR_KINDS[kind]
        case Moment():
            return _SCALAR_KINDS["string"]
        case Known(values, bases):
            own: frozenset[Kind] = frozenset(
                _VALUE_KINDS[type(value)] for value in values
            )
            return _joined([own, *map(kinds, bases)])
        case ListOf():
            return _ARRAY
        case MapOf() | Record():
            return _OBJECT
        case Maybe(inner):
            return kinds(inner) | _NULL
        case Bounded(inner):
            return kinds(inner)
        case Reference(named):
            return _named_kinds(named)
        case Choice(cases=cases):
            return _joined([kinds(case.shape) for case in cases])
        case Anything() | File() | Foreign():
            return _ALL


def _joined(groups: Sequence[frozenset[Kind]]) -> frozenset[Kind]:
    return frozenset(kind for group in groups for kind in group)


@cache
def _named_kinds(named: Named) -> frozenset[Kind]:
    return kinds(named.shape)


def structured(shape: Shape) -> bool:
    """The value becomes something else than plain JSON when decoded."""
    match shape:
        case Moment() | Record() | Foreign():
            return True
        case ListOf(inner) | MapOf(inner) | Maybe(inner) | Bounded(inner):
            return structured(inner)
        case Reference(named):
            return _named_structured(named)
        case Choice(cases=cases):
            return any(structured(case.shape) for case in cases)
        case _:
            return False


def dynamic(shape: Shape) -> bool:
    """The value may hold dates or anything at all, outside of models."""
    match shape:
        case Moment() | Anything() | Foreign() | File():
            return True
        case ListOf(inner) | MapOf(inner) | Maybe(inner) | Bounded(inner):
            return dynamic(inner)
        case Reference(named):
            return _named_dynamic(named)
        case Choice(cases=cases):
            return any(dynamic(case.shape) for case in cases)
        case _:
            return False


class _Recursive:
    """A predicate over names, with a given answer while the name is being looked into."""

    def __init__(self, predicate: Callable[[Shape], bool]) -> None:
        self._predicate = predicate
        self._known: dict[Named, bool] = {}

    def __call__(self, named: Named) -> bool:
        if named not in self._known:
            self._known[named] = True
            self._known[named] = self._predicate(named.shape)
        return self._known[named]


_named_structured = _Recursive(structured)
_named_dynamic = _Recursive(dynamic)

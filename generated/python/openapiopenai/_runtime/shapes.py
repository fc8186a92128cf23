"""Shapes: what an annotation says, as data.

Annotations of generated models are a small closed language. It is read once, here, into frozen
nodes; the two ways of reading (:mod:`.exact`, :mod:`.tolerant`), strict checks (:mod:`.checks`)
and the choice of a union's case are folds over them. A shape refers to models by class and to unions and aliases by name, so that
recursion needs no special case.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from .aliases import Named, Tag
from .marks import NULLABLE, OPEN, UPLOAD, Bounds

if TYPE_CHECKING:
    from .model import Model

ScalarKind: TypeAlias = Literal["boolean", "integer", "number", "string"]


@dataclass(frozen=True)
class Anything:
    """Any JSON value."""


@dataclass(frozen=True)
class File:
    """A file to send, as it is."""


@dataclass(frozen=True)
class Scalar:
    """A scalar of JSON. A ``number`` keeps integers as ``int``."""

    kind: ScalarKind


@dataclass(frozen=True)
class Moment:
    """A string that is a date-time, or a full-date where ``time`` is false."""

    time: bool


@dataclass(frozen=True)
class Known:
    """One of some values, or another value of the ``bases``; ``open`` where the document says so.

    Without bases it is a literal: nothing else fits.
    """

    values: tuple[Tag, ...]
    bases: tuple[Scalar, ...] = ()
    open: bool = False


@dataclass(frozen=True)
class ListOf:
    """An array."""

    item: Shape


@dataclass(frozen=True)
class MapOf:
    """An object with members of one type."""

    value: Shape


@dataclass(frozen=True)
class Maybe:
    """The inner shape or null. ``declared``: the document says so; else the member is merely
    optional, and null is what a Python program may write for "nothing".
    """

    inner: Shape
    declared: bool


@dataclass(frozen=True)
class Bounded:
    """The inner shape within bounds."""

    inner: Shape
    bounds: Bounds


@dataclass(frozen=True)
class Record:
    """An object that is a model."""

    cls: type[Model]


@dataclass(frozen=True)
class Reference:
    """A union or alias, by name."""

    named: Named


@dataclass(frozen=True)
class ChoiceCase:
    """A possibility of a :class:`Choice`; see :class:`.aliases.Case`."""

    label: str
    shape: Shape
    tags: tuple[Tag, ...] = ()
    key: str | None = None


@dataclass(frozen=True)
class Choice:
    """A union."""

    name: str
    cases: tuple[ChoiceCase, ...]
    tag: str | None = None
    open: bool = False


@dataclass(frozen=True)
class Foreign:
    """A type of the user's own, left to pydantic."""

    annotation: Any


Shape: TypeAlias = (
    Anything
    | File
    | Scalar
    | Moment
    | Known
    | ListOf
    | MapOf
    | Maybe
    | Bounded
    | Record
    | Reference
    | Choice
    | Foreign
)

_PLAIN: dict[Any, Shape] = {
    Any: Anything(),
    object: Anything(),
    str: Scalar("string"),
    int: Scalar("integer"),
    float: Scalar("number"),
    bool: Scalar("boolean"),
    datetime: Moment(time=True),
    date: Moment(time=False),
}
_LISTS = (list, Sequence)
_MAPS = (dict, Mapping)


def shape_of(annotation: Any, *, member: bool = False) -> Shape:
    """The shape of an evaluated annotation.

    ``member`` says that it is that of a member of a model, where ``T | None`` means "optional".
    """
    if isinstance(annotation, Named):
        return Reference(annotation)
    origin = typing.get_origin(annotation)
    if origin is None:
        return _class_shape(annotation)
    arguments = typing.get_args(annotation)
    if origin is Annotated:
        return marked(arguments[0], arguments[1:], member=member)
    if origin is Literal:
        return Known(arguments)
    if origin is typing.Union or origin is types.UnionType:
        return _union_shape(arguments, declared=not member)
    if origin in _LISTS:
        return ListOf(shape_of(arguments[0]))
    if origin in _MAPS and arguments[0] is str:
        return MapOf(shape_of(arguments[1]))
    return Foreign(annotation)


def marked(annotation: Any, marks: Sequence[Any], *, member: bool) -> Shape:
    """The shape of ``Annotated[annotation, *marks]``; marks of others mean nothing here."""
    if UPLOAD in marks:
        return File()
    shape = shape_of(annotation, member=member and NULLABLE not in marks)
    if OPEN in marks:
        shape = _opened(shape)
    for mark in marks:
        if isinstance(mark, Bounds):
            shape = Bounded(shape, mark)
    return shape


def _opened(shape: Shape) -> Shape:
    if isinstance(shape, Maybe):
        return Maybe(_opened(shape.inner), shape.declared)
    if isinstance(shape, Known):
        return Known(shape.values, shape.bases, open=True)
    return shape


def _class_shape(annotation: Any) -> Shape:
    from .members import customised
    from .model import Model

    if annotation is None or annotation is type(None):
        return Maybe(Known(()), declared=True)
    if annotation in _LISTS:
        return ListOf(Anything())
    if annotation in _MAPS:
        return MapOf(Anything())
    plain = _PLAIN.get(annotation) if isinstance(annotation, typing.Hashable) else None
    if plain is not None:
        return plain
    if (
        isinstance(annotation, type)
        and issubclass(annotation, Model)
        and not customised(annotation)
    ):
        return Record(annotation)
    return Foreign(annotation)


def _union_shape(arguments: Sequence[Any], *, declared: bool) -> Shape:
    """``X | None``, an enumeration (``Literal[…] | str``), or a union written in place."""
    rest = [argument for argument in arguments if argument is not type(None)]
    if len(rest) < len(arguments):
        inner = (
            shape_of(rest[0]) if len(rest) == 1 else _union_shape(rest, declared=False)
        )
        return Maybe(inner, declared)
    shapes = [shape_of(argument) for argument in rest]
    literals = [shape for shape in shapes if isinstance(shape, Known)]
    if literals:
        known = Known(
            tuple(value for literal in literals for value in literal.values),
            tuple(shape for shape in shapes if isinstance(shape, Scalar)),
        )
        others = [shape for shape in shapes if not isinstance(shape, Known | Scalar)]
        if not others:
            return known
        shapes = [known, *others]
    return Choice(
        name="union",
        cases=tuple(ChoiceCase(label(shape), shape) for shape in shapes),
    )


def label(shape: Shape) -> str:
    """A few words for a shape, for messages."""
    match shape:
        case Scalar(kind):
            return {"string": "str", "integer": "int", "number": "float"}.get(
                kind, "bool"
            )
        case Known(values, bases):
            return " | ".join([*map(repr, values), *map(label, bases)])
        case Moment(time):
            return "date-time" if time else "date"
        case ListOf(item):
            return f"list[{label(item)}]"
        case MapOf(value):
            return f"dict[str, {label(value)}]"
        case Maybe(inner):
            return f"{label(inner)} | None"
        case Bounded(inner):
            return label(inner)
        case Record(cls):
            return cls.__name__
        case Reference(named):
            return named.__name__
        case Choice(cases=cases):
            return " | ".join(case.label for case in cases)
        case Anything() | File():
            return "Any"
        case Foreign(annotation):
            return str(annotation)

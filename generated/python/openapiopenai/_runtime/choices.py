"""Which case of a union a value belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel

from .kinds import kinds
from .members import members_of
from .shapes import (
    Bounded,
    Choice,
    ChoiceCase,
    Maybe,
    Record,
    Reference,
    Shape,
)
from .values import kind_of, same


def select(choice: Choice, value: Any) -> tuple[ChoiceCase, ...] | None:
    """The cases that may hold ``value``, the right one if it can be told.

    Several are to be tried in order. Empty: no case has the value's kind. None: an object of a
    variant that the document does not have.
    """
    kind = kind_of(value)
    fit = tuple(case for case in choice.cases if kind in kinds(case.shape))
    if kind != "object" or not fit:
        return fit
    if isinstance(value, BaseModel):
        return _by_class(fit, value)
    if choice.tag is not None and any(case.tags for case in fit):
        tag = value.get(choice.tag)
        tagged = [case for case in fit if any(same(tag, known) for known in case.tags)]
        return _or_rest(tagged, [case for case in fit if not case.tags])
    if any(case.key is not None for case in fit):
        keyed = [case for case in fit if case.key is not None and case.key in value]
        return _or_rest(keyed, [case for case in fit if case.key is None])
    return fit


def closest(cases: Sequence[ChoiceCase], value: Any) -> ChoiceCase | None:
    """The first case whose required members are all there, whatever their values."""
    return next((case for case in cases if _has_required(case.shape, value)), None)


def classes(shape: Shape) -> frozenset[type[BaseModel]]:
    """The models whose instances fit a shape."""
    match shape:
        case Record(cls):
            return frozenset({cls})
        case Reference(named):
            return classes(named.shape)
        case Maybe(inner) | Bounded(inner):
            return classes(inner)
        case Choice(cases=cases):
            return frozenset[type[BaseModel]]().union(
                *(_case_classes(case) for case in cases)
            )
        case _:
            return frozenset()


def fits(shape: Shape, value: Any) -> bool:
    """Whether ``value``, as decoded, is one of a shape; lists and maps are not looked into."""
    from .model import UnknownVariant

    if isinstance(value, BaseModel):
        return isinstance(value, (*classes(shape), UnknownVariant))
    kind = kind_of(value)
    return kind in kinds(shape) and (kind != "object" or not classes(shape))


@cache
def _case_classes(case: ChoiceCase) -> frozenset[type[BaseModel]]:
    return classes(case.shape)


def _by_class(
    fit: tuple[ChoiceCase, ...], value: BaseModel
) -> tuple[ChoiceCase, ...] | None:
    from .model import UnknownVariant

    for case in fit:
        if isinstance(value, tuple(_case_classes(case))):
            return (case,)
    if isinstance(value, UnknownVariant):
        return None
    return tuple(case for case in fit if not _case_classes(case))


def _or_rest(
    found: list[ChoiceCase], rest: list[ChoiceCase]
) -> tuple[ChoiceCase, ...] | None:
    return tuple(found[:1]) or tuple(rest) or None


def _has_required(shape: Shape, value: Any) -> bool:
    match shape:
        case Record(cls):
            return all(
                member.wire in value for member in members_of(cls) if member.required
            )
        case Reference(named):
            return _has_required(named.shape, value)
        case Maybe(inner) | Bounded(inner):
            return _has_required(inner, value)
        case Choice():
            found = select(shape, value)
            return bool(found) and closest(found or (), value) is not None
        case _:
            return "object" in kinds(shape)

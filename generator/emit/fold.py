"""A fold over type expressions: one method for each kind, none forgotten."""

from __future__ import annotations

from typing import Generic, TypeVar, get_args

from generator.ir.nodes import TypeExpr
from generator.text.case import snake
from generator.text.words import words

R = TypeVar("R")

_CASES: dict[type, str] = {kind: snake(words(kind.__name__)) for kind in get_args(TypeExpr)}
"""The method for each kind: ``ListOf`` is ``list_of``."""


class TypeFold(Generic[R]):
    """What a language makes of a type expression.

    A subclass has a method for each kind of expression, named like it (``primitive``, ``literal``,
    ``list_of``, ``map_of``, ``nullable``, ``ref``, ``binary``, ``any_json``). One that lacks any
    cannot be defined, so a new kind in the model is noticed when a language is loaded.
    """

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        missing = [name for name in _CASES.values() if not callable(getattr(cls, name, None))]
        if missing:
            raise TypeError(f"{cls.__name__} has no {', '.join(missing)}")

    def of(self, expression: TypeExpr) -> R:
        """The result for an expression."""
        result: R = getattr(self, _CASES[type(expression)])(expression)
        return result

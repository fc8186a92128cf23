"""Named types that are no classes: unions and aliases, resolved when first used.

To a type checker such a name is a plain type alias. At run time it is one of these objects: it
holds the *spelling* of the types it stands for, so that importing its module imports no other.
"""

from __future__ import annotations

import typing
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .names import evaluate

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

    from .shapes import ChoiceCase, Shape

Tag = str | int | bool


class Named:
    """A named type. ``shape`` is what it stands for; it may refer to itself."""

    def __init__(self, name: str, module: str) -> None:
        self.__name__ = name
        self.__module__ = module

    @cached_property
    def shape(self) -> Shape:
        """What the name stands for."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return self.__name__

    def __reduce__(self) -> str:
        return self.__name__

    def __call__(self, *_: object, **__: object) -> Any:
        raise TypeError(f"{self.__name__} is a union of types, not a class")

    def __or__(self, other: Any) -> Any:
        return typing.Union[self, other]

    def __ror__(self, other: Any) -> Any:
        return typing.Union[other, self]

    def __instancecheck__(self, value: object) -> bool:
        """A union of models may stand in ``isinstance``, as unions of classes may."""
        from .choices import fits

        return fits(self.shape, value)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        from .exact import exact_schema

        return exact_schema(self.shape)


class Alias(Named):
    """Another name for a type that is written as an annotation."""

    def __init__(self, name: str, module: str, spelling: str) -> None:
        super().__init__(name, module)
        self.spelling = spelling

    @cached_property
    def shape(self) -> Shape:
        """The shape of the type that the alias spells."""
        from .shapes import shape_of

        return shape_of(evaluate(self.spelling, self.__module__))


@dataclass(frozen=True)
class Case:
    """One possibility of a union.

    ``type`` is an annotation as text; ``tags`` are the values of the union's tag member that
    select it, ``key`` a member that no other case has.
    """

    type: str
    tags: tuple[Tag, ...] = ()
    key: str | None = None


class OneOf(Named):
    """A union. The JSON kind of a value decides first; among objects ``tag``, then keys, then
    the order of the cases. ``open`` says that the document expects other variants to come.
    """

    def __init__(
        self,
        name: str,
        module: str,
        *cases: Case,
        tag: str | None = None,
        open: bool = False,
    ) -> None:
        super().__init__(name, module)
        self.cases = cases
        self.tag = tag
        self.open = open

    @cached_property
    def shape(self) -> Shape:
        """The union of the shapes of the cases."""
        from .shapes import Choice

        cases = tuple(self._case(case) for case in self.cases)
        return Choice(name=self.__name__, cases=cases, tag=self.tag, open=self.open)

    def _case(self, case: Case) -> ChoiceCase:
        from .shapes import ChoiceCase, label, shape_of

        shape = shape_of(evaluate(case.type, self.__module__))
        text = label(shape) if case.type.startswith("Annotated[") else case.type
        return ChoiceCase(label=text, shape=shape, tags=case.tags, key=case.key)

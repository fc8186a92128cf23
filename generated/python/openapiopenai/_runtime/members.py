"""The members of a model: names, wire names, shapes."""

from __future__ import annotations

import inspect
import sys
import typing
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import AliasChoices, BaseModel
from pydantic.fields import FieldInfo

from .names import evaluate, names_in
from .shapes import Shape, marked, shape_of


@dataclass(frozen=True)
class Member:
    """A member of a model: Python name, wire name, shape; ``info`` is pydantic's own record."""

    name: str
    wire: str
    shape: Shape
    info: FieldInfo

    @property
    def required(self) -> bool:
        """The document demands it."""
        return self.info.is_required()

    @property
    def renamed(self) -> bool:
        """Python or pydantic forbid the wire name."""
        return self.name != self.wire


def customised(cls: type[BaseModel]) -> bool:
    """A user's subclass with validators, serializers or an ``__init__`` of its own."""
    decorators = cls.__pydantic_decorators__
    return bool(
        cls.__pydantic_custom_init__
        or decorators.validators
        or decorators.field_validators
        or decorators.root_validators
        or decorators.field_serializers
        or decorators.model_serializers
        or decorators.model_validators
        or decorators.computed_fields
    )


@cache
def members_of(cls: type[BaseModel]) -> tuple[Member, ...]:
    """The members of a model, their types linked. Raises NameError for an unknown type."""
    return tuple(
        Member(name, _wire_name(name, info), _member_shape(cls, name, info), info)
        for name, info in cls.model_fields.items()
    )


@cache
def extra_of(cls: type[BaseModel]) -> Shape | None:
    """The type of members that the document does not list; None where it forbids them."""
    spelling = getattr(cls, "__extra_type__", "Any")
    if spelling == "Never":
        return None
    owner = next(base for base in cls.__mro__ if "__extra_type__" in vars(base))
    return shape_of(evaluate(spelling, owner.__module__))


def link_names(cls: type[BaseModel]) -> dict[str, Any]:
    """Link every type that the annotations of ``cls`` name; the names that its bases in other
    modules use are returned, for they do not mean anything in the module of ``cls``.
    """
    members_of(cls)
    names: dict[str, Any] = {}
    for owner in cls.__mro__:
        space = vars(sys.modules[owner.__module__])
        if owner.__module__ == cls.__module__ or owner.__module__.startswith(
            "pydantic"
        ):
            continue
        for spelling in vars(owner).get("__annotations__", {}).values():
            if isinstance(spelling, str):
                used = names_in(spelling)
                names |= {name: space[name] for name in used if name in space}
    return names


def _wire_name(name: str, info: FieldInfo) -> str:
    alias = info.validation_alias if info.validation_alias is not None else info.alias
    if isinstance(alias, AliasChoices):
        alias = alias.choices[0]
    return alias if isinstance(alias, str) else name


def _member_shape(cls: type[BaseModel], name: str, info: FieldInfo) -> Shape:
    for owner in cls.__mro__:
        annotation = (
            inspect.get_annotations(owner).get(name) if owner is not object else None
        )
        if annotation is None:
            continue
        if not isinstance(annotation, str):
            return shape_of(annotation, member=True)
        try:
            return shape_of(evaluate(annotation, owner.__module__), member=True)
        except NameError:
            if isinstance(info.annotation, str | typing.ForwardRef):
                raise
            break
    return marked(info.annotation, info.metadata, member=True)

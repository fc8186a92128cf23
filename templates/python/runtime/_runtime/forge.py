"""Schemas of pydantic-core, gathered: a root and the definitions that it refers to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel
from pydantic_core import CoreSchema, SchemaValidator
from pydantic_core import core_schema as cs

from .aliases import Named
from .members import Member

BUILDING = threading.RLock()
"""Held while validators are built; see :meth:`Forge.validator`."""

MODEL_CONFIG = cs.CoreConfig(
    extra_fields_behavior="allow",
    validate_by_alias=True,
    validate_by_name=True,
    ser_json_inf_nan="constants",
)


class Forge:
    """Gathers definitions while shapes are folded into schemas.

    A definition is made after the schema that refers to it, never inside it: types may refer to
    each other in any way, to any depth. With ``only``, no other model is folded: the schema of a
    class has room for its own members alone, and others validate themselves when it comes to it.
    """

    def __init__(
        self, only: type[BaseModel] | None = None, *, careful: bool = False
    ) -> None:
        self.only = only
        self.careful = careful
        self.definitions: dict[str, CoreSchema] = {}
        self.models: list[type[BaseModel]] = []
        self._pending: list[tuple[str, Callable[[], CoreSchema]]] = []
        self._seen: set[str] = set()

    def schema(self, root: CoreSchema) -> CoreSchema:
        """``root`` with all definitions that it reaches."""
        while self._pending:
            ref, make = self._pending.pop()
            made = make()
            made["ref"] = ref  # type: ignore[index]
            self.definitions[ref] = made
        return cs.definitions_schema(root, list(self.definitions.values()))

    def validator(self, root: CoreSchema) -> SchemaValidator:
        """A validator made of these definitions and no other.

        pydantic-core would take the validator of a class that has one already, which is always
        an exact one; so the classes look unfinished while it builds.
        """
        with BUILDING:
            schema = self.schema(root)
            finished = [cls for cls in self.models if cls.__pydantic_complete__]
            for cls in finished:
                cls.__pydantic_complete__ = False
            try:
                return SchemaValidator(schema, cs.CoreConfig())
            finally:
                for cls in finished:
                    cls.__pydantic_complete__ = True

    def record(
        self, cls: type[BaseModel], flavour: str, make: Callable[[], CoreSchema]
    ) -> CoreSchema:
        """A reference to the schema of a model, made once for each flavour."""

        def made() -> CoreSchema:
            self.models.append(cls)
            return make()

        return self._define(f"{ref_of(cls)}{flavour}", made)

    def named(
        self, named: Named, flavour: str, make: Callable[[], CoreSchema]
    ) -> CoreSchema:
        """A reference to the schema of a union or alias."""
        ref = f"{named.__module__}.{named.__name__}:{id(named)}{flavour}"
        return self._define(ref, make)

    def _define(self, ref: str, make: Callable[[], CoreSchema]) -> CoreSchema:
        if ref not in self._seen:
            self._seen.add(ref)
            self._pending.append((ref, make))
        return cs.definition_reference_schema(ref)


def ref_of(cls: type[BaseModel]) -> str:
    """The reference that pydantic itself gives to a class."""
    return f"{cls.__module__}.{cls.__qualname__}:{id(cls)}"


def field(schema: CoreSchema, member: Member) -> cs.ModelField:
    """A member of a model under its wire name."""
    if not member.renamed:
        return cs.model_field(schema)
    return cs.model_field(
        schema, validation_alias=member.wire, serialization_alias=member.wire
    )


def default_of(member: Member) -> Any:
    """What an absent optional member reads as. Generated ones read as None."""
    return member.info.get_default(call_default_factory=True, validated_data={})


def with_default(schema: CoreSchema, member: Member) -> CoreSchema:
    """The schema of an optional member."""
    factory = member.info.default_factory
    if factory is not None:
        return cs.with_default_schema(schema, default_factory=factory)
    return cs.with_default_schema(schema, default=member.info.default)

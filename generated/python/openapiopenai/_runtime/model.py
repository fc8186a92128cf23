"""The base of all models, and everything a generated models module needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticSerializationError

from .aliases import Alias, Case, OneOf
from .marks import (
    OPEN,
    Bounds,
    Date,
    DateTime,
    Items,
    Nullable,
    Texts,
    Upload,
)
from .values import is_array, is_object

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

__all__ = [
    "OPEN",
    "Alias",
    "Bounds",
    "Case",
    "Date",
    "DateTime",
    "Field",
    "Items",
    "Model",
    "Nullable",
    "OneOf",
    "Texts",
    "UnknownVariant",
    "Upload",
]


class Model(BaseModel):
    """A JSON object with known members.

    A member can be absent, null or present: ``model_fields_set`` names those that are there, and
    only those are sent. An absent optional member reads as None; a required member that a server
    left out reads as None where null is allowed, else reading it raises AttributeError. Setting
    a member makes it present, ``del`` makes it absent. Members that the class does not list are
    kept, and read like the others (``model_extra`` has them all).
    """

    model_config = ConfigDict(
        extra="allow",
        defer_build=True,
        protected_namespaces=(),
        validate_by_alias=True,
        validate_by_name=True,
        validate_assignment=True,
        serialize_by_alias=True,
        ser_json_inf_nan="constants",
        arbitrary_types_allowed=True,
    )

    __extra_type__: ClassVar[str] = "Any"

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler, /
    ) -> CoreSchema:
        from .exact import model_schema

        return model_schema(cls, source, handler)

    @classmethod
    def model_rebuild(
        cls,
        *,
        force: bool = False,
        raise_errors: bool = True,
        _parent_namespace_depth: int = 2,
        _types_namespace: Mapping[str, Any] | None = None,
    ) -> bool | None:
        """Finish the class: import the types of its members and build its validator.

        Happens by itself when the class is first used.
        """
        from .forge import BUILDING
        from .members import link_names

        with BUILDING:
            if cls.__pydantic_complete__ and not force:
                return None
            names = link_names(cls) | dict(_types_namespace or {})
            return super().model_rebuild(
                force=force, raise_errors=raise_errors, _types_namespace=names
            )

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        there = self.model_fields_set
        for name, value in super().__repr_args__():
            if name is None or name in there:
                yield name, value

    def __eq__(self, other: Any) -> bool:
        """Same class, same members present, same values: null and absent differ."""
        if not isinstance(other, Model):
            return NotImplemented
        return (
            self.model_fields_set == other.model_fields_set
            and super().__eq__(other) is True
        )

    def __delattr__(self, name: str) -> None:
        super().__delattr__(name)
        self.model_fields_set.discard(name)
        info = type(self).model_fields.get(name)
        if info is not None and not info.is_required():
            vars(self)[name] = info.get_default(
                call_default_factory=True, validated_data={}
            )

    def __settle__(self, context: Any) -> None:
        """Called after careful decoding; see :func:`.tolerant.settle`."""
        from .tolerant import settle

        settle(self, context)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name in type(self).model_fields:
                raise AttributeError(
                    f"{type(self).__name__}.{name} is absent: it is required, but was not sent",
                    name=name,
                    obj=self,
                )
            return super().__getattr__(name)

        def model_dump(self, **options: Any) -> dict[str, Any]:
            """The members that are there, by wire name; see ``BaseModel.model_dump``."""
            return self._dumped(super().model_dump, options)

        def model_dump_json(self, **options: Any) -> str:
            """JSON text of the members that are there; see ``BaseModel.model_dump_json``."""
            return self._dumped(super().model_dump_json, options)

        def _dumped(self, dump: Callable[..., Any], options: dict[str, Any]) -> Any:
            """Older pydantic cannot dump a model inside whose class was never used by itself."""
            try:
                return dump(**_present(options))
            except (PydanticSerializationError, TypeError):
                if not finish(self):
                    raise
                return dump(**_present(options))


def _present(options: dict[str, Any]) -> dict[str, Any]:
    return {"exclude_unset": True, "by_alias": True, "warnings": False, **options}


class UnknownVariant(Model):
    """An object of a variant that the document does not have.

    All its members are kept: read them as attributes, or by wire name, ``variant["type"]``.
    """

    def __getitem__(self, name: str) -> Any:
        return (self.model_extra or {})[name]

    def __contains__(self, name: object) -> bool:
        return name in (self.model_extra or {})

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...


def finish(value: Any) -> bool:
    """Build the classes of all models in ``value`` that are not built; False if all are."""
    if isinstance(value, Model):
        built = type(value).model_rebuild() is not None
        parts = [*vars(value).values(), *(value.model_extra or {}).values()]
        return any([finish(part) for part in parts]) or built
    if is_object(value):
        return any([finish(part) for part in value.values()])
    if is_array(value):
        return any([finish(part) for part in value])
    return False

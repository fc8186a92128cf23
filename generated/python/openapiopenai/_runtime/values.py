"""What kind of JSON value something is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, TypeAlias

from pydantic import BaseModel
from typing_extensions import TypeIs

Kind: TypeAlias = Literal[
    "null", "boolean", "integer", "number", "string", "array", "object"
]


def kind_of(value: Any) -> Kind | None:
    """The kind of JSON value that ``value`` is, or would be sent as; None for no kind."""
    if isinstance(value, Enum):
        value = value.value
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float | Decimal):
        return "number"
    if isinstance(value, str | date):
        return "string"
    if isinstance(value, Mapping | BaseModel):
        return "object"
    return "array" if is_array(value) else None


def same(left: Any, right: Any) -> bool:
    """Equal as JSON scalars: ``1`` is not ``true``."""
    return isinstance(left, bool) == isinstance(right, bool) and bool(left == right)


def is_array(value: Any) -> TypeIs[Sequence[Any]]:
    """A sequence that is sent as an array: no text, no bytes."""
    return isinstance(value, Sequence) and not isinstance(
        value, str | bytes | bytearray | memoryview
    )


def is_object(value: Any) -> TypeIs[Mapping[Any, Any]]:
    """Plain data that is sent as an object."""
    return isinstance(value, Mapping)

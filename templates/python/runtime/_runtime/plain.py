"""Python values as JSON values, and what JSON cannot hold."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from .dates import date_time_text
from .problems import Unencodable
from .values import is_array, is_object

_AS_THEY_ARE = frozenset({str, bool, int, type(None)})
MAX_DEPTH = 400
"""How deep a value may be nested; a value that holds itself has no end."""


def to_plain(value: Any) -> Any:
    """``value`` in dicts, lists, strings, numbers, booleans and None, under its wire names.

    Takes models (members that were not set are left out), mappings, sequences, dates, enums,
    decimals, UUIDs. Dicts go as they are given. Raises :class:`.problems.Unencodable`, with the
    JSON pointer, for anything else: sets, bytes, NaN, date-times without a zone.
    """
    return _shallow(value, models=False)


def jsonable(value: Any) -> Any:
    """The same, but models inside stay models: for values kept in a model's unlisted members."""
    return _shallow(value, models=True)


def members(value: Any) -> dict[str, Any]:
    """The members of an object by wire name, one level deep, values as they are.

    Takes a model (members that were not set are left out) or a mapping with string keys.
    """
    if isinstance(value, BaseModel):
        return _model_members(value)
    if is_object(value):
        return {_key(key): item for key, item in value.items()}
    raise Unencodable(f"{_article(value)} is no object with members")


def _shallow(value: Any, *, models: bool) -> Any:
    try:
        return _plain(value, 0, models=models)
    except RecursionError:
        raise Unencodable("nested too deep for the stack") from None


def _plain(value: Any, depth: int, *, models: bool) -> Any:
    exactly = value.__class__
    if exactly in _AS_THEY_ARE:
        return value
    if depth > MAX_DEPTH:
        raise Unencodable(f"nested more than {MAX_DEPTH} levels deep")
    if exactly is dict:
        return _each(value, depth, models=models)
    if exactly is list:
        return _items(value, depth, models=models)
    if isinstance(value, BaseModel):
        if models:
            return value
        return _each(_model_members(value), depth, models=models)
    if isinstance(value, Enum):
        return _plain(value.value, depth + 1, models=models)
    if is_object(value):
        return _each(value, depth, models=models)
    if is_array(value):
        return _items(value, depth, models=models)
    return _scalar(value)


def _each(mapping: Mapping[Any, Any], depth: int, *, models: bool) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for key, item in mapping.items():
        name = _key(key)
        try:
            plain[name] = _plain(item, depth + 1, models=models)
        except Unencodable as problem:
            raise problem.under(name) from None
    return plain


def _items(items: Sequence[Any], depth: int, *, models: bool) -> list[Any]:
    plain: list[Any] = []
    for index, item in enumerate(items):
        try:
            plain.append(_plain(item, depth + 1, models=models))
        except Unencodable as problem:
            raise problem.under(index) from None
    return plain


def _scalar(value: Any) -> Any:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise Unencodable(f"{value} is no JSON number")
        return float(value)
    if isinstance(value, datetime):
        try:
            return date_time_text(value)
        except ValueError as problem:
            raise Unencodable(str(problem)) from None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, UUID):
        return str(value)
    raise Unencodable(_refusal(value))


def _decimal(value: Decimal) -> int | float:
    """The JSON number of the same value; never one that is merely near."""
    if value.is_finite():
        if value == value.to_integral_value():
            return int(value)
        if Decimal(repr(float(value))) == value:
            return float(value)
        raise Unencodable(f"{value} has more digits than a float; send it as a string")
    raise Unencodable(f"{value} is no JSON number")


def _refusal(value: Any) -> str:
    what = _article(value)
    if isinstance(value, set | frozenset):
        return f"{what} has no order; send a list"
    if isinstance(value, bytes | bytearray | memoryview):
        return f"{what} is no JSON value; send text, for example base64"
    return f"{what} is no JSON value"


def _article(value: Any) -> str:
    name = type(value).__name__
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def _key(key: Any) -> str:
    if isinstance(key, Enum):
        key = key.value
    if not isinstance(key, str):
        raise Unencodable(f"the member name {key!r} is no string")
    return str(key)


def _model_members(model: BaseModel) -> dict[str, Any]:
    """Set members in the order of the class, then unlisted ones; user's own models as well."""
    from .members import members_of
    from .model import Model

    if not isinstance(model, Model):
        dumped: dict[str, Any] = model.model_dump(by_alias=True, exclude_unset=True)
        return dumped
    values = vars(model)
    there = model.model_fields_set
    plain = {
        member.wire: values[member.name]
        for member in members_of(type(model))
        if member.name in there and member.name in values
    }
    plain.update(model.model_extra or {})
    return plain

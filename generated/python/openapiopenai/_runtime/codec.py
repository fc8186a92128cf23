"""JSON text to values, values to JSON text."""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager, nullcontext
from functools import cached_property, lru_cache
from typing import Any, TypeVar, overload

from pydantic import BaseModel
from pydantic_core import (
    PydanticSerializationError,
    SchemaValidator,
    ValidationError,
)

from .model import Model, finish
from .plain import members, to_plain
from .problems import Mismatch, NotJson, Problem, Unencodable
from .shapes import Shape, shape_of
from .tolerant import ABSENT, NOTES, tolerant_validator
from .values import is_array, is_object

__all__ = [
    "Mismatch",
    "NotJson",
    "Problem",
    "Unencodable",
    "decode",
    "decode_value",
    "encode",
    "members",
    "to_plain",
]

T = TypeVar("T")


LARGE = 100_000
"""From how many bytes on a text makes enough objects to wake the garbage collector again and
again, which then costs more than decoding."""

NOTHING = nullcontext()


@contextmanager
def collection_paused() -> Generator[None, None, None]:
    """No search for cyclic garbage inside: a decoded value has no cycles to be found."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


class Decoder:
    """Decodes values of one shape. Built once per type."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self._validator = tolerant_validator(shape)

    @cached_property
    def _careful(self) -> SchemaValidator:
        return tolerant_validator(self.shape, careful=True)

    def text(self, data: bytes) -> Any:
        """The value of a JSON text. Raises NotJson."""
        try:
            with collection_paused() if len(data) > LARGE else NOTHING:
                return self._read(lambda validator: validator.validate_json, data)
        except ValidationError:
            return self.value(parse(data))

    def value(self, plain: Any) -> Any:
        """The value of a parsed JSON text."""
        return self._read(lambda validator: validator.validate_python, plain)

    def _read(
        self, way: Callable[[SchemaValidator], Callable[..., Any]], source: Any
    ) -> Any:
        outer = NOTES.absent, NOTES.shadowed  # a validator of a user's may decode too
        NOTES.absent = NOTES.shadowed = False
        try:
            value = way(self._validator)(source, by_alias=True, by_name=False)
            if NOTES.shadowed:
                value = way(self._careful)(source, by_alias=True, by_name=False)
            return _without_absent(value) if NOTES.absent else value
        finally:
            NOTES.absent, NOTES.shadowed = outer


@lru_cache(maxsize=4096)
def _decoder(type_: Any) -> Decoder:
    return Decoder(shape_of(type_))


def decoder(type_: Any) -> Decoder:
    """The decoder of a type: a model, a union, an alias, or an annotation made of them."""
    try:
        return _decoder(type_)
    except TypeError:
        return Decoder(shape_of(type_))


@overload
def decode(type_: type[T], data: bytes, *, strict: bool = False) -> T: ...
@overload
def decode(type_: Any, data: bytes, *, strict: bool = False) -> Any: ...
def decode(type_: Any, data: bytes, *, strict: bool = False) -> Any:
    """Decode JSON text into ``type_``.

    Lenient: what does not fit the type is kept as the raw JSON value, a required member that is
    missing is absent, an unknown variant of a union is an ``UnknownVariant``. With ``strict``
    everything that breaks the document is refused together.

    Raises :class:`.problems.NotJson`; with ``strict`` :class:`.problems.Mismatch`.
    """
    if strict:
        return decode_value(type_, parse(data), strict=True)
    return decoder(type_).text(data)


def decode_value(type_: Any, value: Any, *, strict: bool = False) -> Any:
    """The same for JSON text that is already parsed into plain Python values."""
    reader = decoder(type_)
    if strict:
        from .checks import check

        problems = check(reader.shape, value)
        if problems:
            raise Mismatch(problems)
    return reader.value(value)


def parse(data: bytes) -> Any:
    """Parse JSON text with the parser of the standard library, which takes lone surrogates.

    Raises NotJson.
    """
    try:
        return json.loads(data)
    except json.JSONDecodeError as fault:
        raise NotJson(fault.msg, fault.pos) from None
    except UnicodeDecodeError as fault:
        raise NotJson(f"invalid {fault.encoding} text", fault.start) from None
    except RecursionError:
        raise NotJson("nested too deep", 0) from None
    except ValueError as fault:
        raise NotJson(str(fault), 0) from None


def encode(value: Any) -> bytes:
    """Compact JSON text, in UTF-8.

    Takes models, mappings, sequences, dates and scalars, mixed as one likes; see
    :func:`.plain.to_plain`. Raises :class:`.problems.Unencodable` with the JSON pointer of what
    JSON cannot hold.
    """
    if isinstance(value, Model):
        data = _encode_model(value)
        if data is not None:
            return data
    text = json.dumps(
        to_plain(value), ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub(_escape, text).encode()


def _encode_model(model: Model) -> bytes | None:
    """Straight from pydantic-core; None where the long way is needed, to do it or to refuse it."""
    cls = type(model)
    if not cls.__pydantic_complete__:
        cls.model_rebuild()
    serializer = cls.__pydantic_serializer__
    try:
        data = serializer.to_json(
            model, by_alias=True, exclude_unset=True, warnings=False
        )
    except PydanticSerializationError:
        if not finish(model):
            return None
        return _encode_model(model)
    if b"NaN" in data or b"Infinity" in data:
        return None
    return data


_SURROGATE = re.compile("[\ud800-\udfff]")


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _without_absent(value: Any) -> Any:
    """``value`` with absent required members taken out of its models, so that they read so."""
    parts: Iterable[Any]
    if isinstance(value, BaseModel):
        inside = vars(value)
        for name in [name for name, item in inside.items() if item is ABSENT]:
            del inside[name]
        parts = [*inside.values(), *(value.model_extra or {}).values()]
    elif is_object(value):
        parts = value.values()
    elif is_array(value):
        parts = value
    else:
        return value
    for part in parts:
        _without_absent(part)
    return value

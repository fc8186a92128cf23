"""What a generated annotation may say beside the plain types of Python.

Type checkers see ordinary types; the marks in ``Annotated`` are read by the runtime
(:mod:`.shapes`), and only ``strict`` decoding looks at bounds and at closed enumerations.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import (
    IO,
    TYPE_CHECKING,
    Annotated,
    Any,
    Optional,
    TypeVar,
    Union,
)

from typing_extensions import TypeAlias

T = TypeVar("T")


class Mark:
    """A word in an annotation; told apart by identity."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


NULLABLE = Mark("NULLABLE")
"""The document allows ``null`` here; see :data:`Nullable`."""

OPEN = Mark("OPEN")
"""The document itself expects values beside those of the enumeration."""

UPLOAD = Mark("UPLOAD")
"""A file; any value is taken as it is."""

Nullable = Annotated[Optional[T], NULLABLE]
"""The type or JSON ``null``, as the document says. ``T | None`` alone means an optional member."""

DateTime: TypeAlias = datetime
"""A date-time (RFC 3339). Decoded ones are :class:`~.dates.Timestamp`."""

Date: TypeAlias = date
"""A full-date (RFC 3339)."""

if TYPE_CHECKING:
    Upload: TypeAlias = Union[
        bytes,
        IO[bytes],
        os.PathLike[str],
        tuple[Optional[str], Union[bytes, IO[bytes], os.PathLike[str]]],
        tuple[Optional[str], Union[bytes, IO[bytes], os.PathLike[str]], Optional[str]],
    ]
    """A file to send: bytes, an open binary file, a path, or (name, content[, media type])."""
else:
    Upload = Annotated[Any, UPLOAD]


@dataclass(frozen=True)
class Bounds:
    """Limits of a value (JSON Schema validation §6). Checked by ``strict`` only: a client does
    not stand in the way of a server that has changed its limits.
    """

    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: float | None = None
    exclusive_maximum: float | None = None
    multiple_of: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    min_items: int | None = None
    max_items: int | None = None
    unique_items: bool = False
    min_properties: int | None = None
    max_properties: int | None = None


Items: TypeAlias = Sequence[T]
"""What the plain-data form of a request takes for a list."""

Texts: TypeAlias = Union[list[str], tuple[str, ...]]
"""The same for a list of strings. A string is a sequence of strings too, hence a classic mistake:
``stop="abc"`` for ``stop=["abc"]`` is a type error."""

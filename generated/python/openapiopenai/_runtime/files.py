"""Files as callers give them: bytes, a path, an open file, or a tuple with name and type.

A ``str`` is no file: it could be meant as a path or as the content, and a path from elsewhere
must not make the client read the disk. Use ``pathlib.Path`` for the one, ``bytes`` for the other.
"""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any, TypeAlias, cast

from ..exceptions import RequestError
from .source import BytesSource, FileSource, IterableSource, PathSource, Source

FileInput: TypeAlias = (
    bytes | bytearray | memoryview | os.PathLike[str] | IO[bytes] | Iterable[bytes]
)
"""What can be sent as raw bytes."""

PartInput: TypeAlias = (
    FileInput
    | tuple[str | None, FileInput]
    | tuple[str | None, FileInput, str | None]
    | tuple[str | None, FileInput, str | None, Mapping[str, str]]
)
"""A file of a multipart body: the content, or ``(name, content[, content type[, headers]])``."""


@dataclass(frozen=True, slots=True)
class File:
    """A file ready to be sent; ``name`` and ``media_type`` None where nobody said."""

    source: Source
    name: str | None = None
    media_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


def is_file(value: object) -> bool:
    """Whether a value is meant as a file: bytes, a path, something to read, or a tuple of one."""
    if isinstance(value, tuple):
        items = cast("Sequence[Any]", value)
        return 2 <= len(items) <= 4 and (items[0] is None or isinstance(items[0], str))
    return isinstance(value, (bytes, bytearray, memoryview, os.PathLike)) or hasattr(
        value, "read"
    )


def source_of(value: object) -> Source:
    """The bytes behind a value.

    Raises RequestError for a ``str``, a path that cannot be read, and anything that has no bytes.
    """
    kind = type(value).__name__
    if isinstance(value, (bytes, bytearray, memoryview)):
        return BytesSource(bytes(cast("bytes", value)))
    if isinstance(value, str):
        raise RequestError(
            "a str is no file: give bytes for its content or a pathlib.Path"
        )
    if isinstance(value, os.PathLike):
        return PathSource(os.fspath(cast("os.PathLike[str]", value)))
    if hasattr(value, "read"):
        return FileSource(cast("IO[bytes]", value))
    if not isinstance(value, Iterable) or isinstance(value, Mapping):
        raise RequestError(f"{kind} is no file: give bytes, a path or an open file")
    return IterableSource(cast("Iterable[bytes]", value))


def file_of(value: object) -> File:
    """A file from a value of the type :data:`PartInput`; see :func:`source_of` for errors."""
    tupled = is_file(value)
    if not isinstance(value, tuple):
        name = name_of(value)
        return File(source_of(value), name, guessed(name))
    items = cast("Sequence[Any]", value)
    if not tupled:
        raise RequestError(
            "a file as a tuple is (name, content[, content type[, headers]])"
        )
    content = items[1].encode() if isinstance(items[1], str) else items[1]
    name = items[0] if items[0] is not None else name_of(content)
    media_type = items[2] if len(items) > 2 else None
    headers: Mapping[str, str] = items[3] if len(items) > 3 and items[3] else {}
    return File(source_of(content), name, media_type or guessed(name), headers)


def name_of(value: object) -> str | None:
    """The file name that a path or an open file has by itself."""
    if isinstance(value, os.PathLike):
        return os.path.basename(os.fspath(cast("os.PathLike[str]", value)))
    name: object = getattr(value, "name", None)
    return os.path.basename(name) if isinstance(name, str) else None


def guessed(name: str | None) -> str | None:
    """The media type that goes with a file name, None for an unknown ending."""
    return mimetypes.guess_type(name)[0] if name else None

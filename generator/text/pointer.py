"""JSON pointers (RFC 6901) as URI fragments, without percent-encoding: ``#/a~1b/c``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote


def child(pointer: str, *segments: str | int) -> str:
    """The pointer of a place below ``pointer``.

    >>> child("#/paths", "/pets/{id}", "get")
    '#/paths/~1pets~1{id}/get'
    """
    escaped = (str(segment).replace("~", "~0").replace("/", "~1") for segment in segments)
    return "/".join((pointer, *escaped))


def parent(pointer: str) -> str:
    """The pointer one level up; the root is its own parent."""
    return pointer.rpartition("/")[0] or "#"


def segments(pointer: str) -> tuple[str, ...]:
    """The unescaped segments of a pointer.

    >>> segments("#/paths/~1pets/get")
    ('paths', '/pets', 'get')
    """
    _, _, path = pointer.partition("/")
    if not path:
        return () if "/" not in pointer else ("",)
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in path.split("/"))


def from_reference(reference: str) -> str:
    """The pointer that a local ``$ref`` means: percent-encoding undone (RFC 6901 §6)."""
    return unquote(reference)


def resolve(root: Any, pointer: str) -> Any:
    """The value at a pointer. Raises LookupError where there is none."""
    value = root
    for segment in segments(pointer):
        if isinstance(value, dict):
            value = value[segment]
        elif isinstance(value, Sequence) and not isinstance(value, str):
            try:
                value = value[int(segment)]
            except ValueError:
                raise LookupError(pointer) from None
        else:
            raise LookupError(pointer)
    return value

"""JSON pointers (RFC 6901) as URI fragments: ``#/paths/~1pets/get``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, unquote


def escape(segment: str) -> str:
    """One segment of a pointer, escaped (RFC 6901 §3).

    >>> escape("/a~b")
    '~1a~0b'
    """
    return segment.replace("~", "~0").replace("/", "~1")


def unescape(segment: str) -> str:
    """The inverse of :func:`escape`.

    >>> unescape("~1a~01")
    '/a~1'
    """
    return segment.replace("~1", "/").replace("~0", "~")


def join(segments: Iterable[str | int]) -> str:
    """The pointer of a place. Characters are not percent-encoded: it is for people and keys.

    >>> join(("paths", "/pets", "get"))
    '#/paths/~1pets/get'
    """
    return "#" + "".join("/" + escape(str(segment)) for segment in segments)


def split(pointer: str) -> tuple[str, ...]:
    """The segments of a pointer made by :func:`join`.

    >>> split("#/paths/~1pets")
    ('paths', '/pets')
    """
    body = pointer[1:] if pointer.startswith("#") else pointer
    if body == "":
        return ()
    return tuple(unescape(segment) for segment in body.removeprefix("/").split("/"))


def from_fragment(fragment: str) -> tuple[str, ...]:
    """The segments of the fragment of a ``$ref``, which is percent-encoded (RFC 3986 §2.1).

    >>> from_fragment("/components/schemas/A%20B")
    ('components', 'schemas', 'A B')
    """
    return tuple(split(unquote(fragment)))


def to_reference(segments: Iterable[str | int]) -> str:
    """The ``$ref`` to a place of the same file, percent-encoded where a URI needs it.

    >>> to_reference(("components", "schemas", "A B"))
    '#/components/schemas/A%20B'
    """
    return "#" + quote(join(segments)[1:], safe="/~!$&'()*+,;=:@?")


def step(value: Any, segment: str) -> Any:
    """The member or item of a value that a segment names; KeyError where there is none."""
    if isinstance(value, dict):
        return value[segment]
    if isinstance(value, list) and segment.isascii() and segment.isdigit():
        index = int(segment)
        if index < len(value) and (segment == "0" or segment[0] != "0"):
            return value[index]
    raise KeyError(segment)


def find(root: Any, segments: Iterable[str]) -> Any:
    """The value at a place; KeyError names the first segment that does not exist."""
    for segment in segments:
        root = step(root, segment)
    return root

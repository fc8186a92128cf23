"""Parameters on the wire: every style and explode of OpenAPI 3.1 §4.8.12.3.

Values come as plain JSON values. ``None`` members of lists and objects are left out (RFC 6570
§2.3). The standard does not say how a list or an object inside a list or an object is written:
as compact JSON text, but in ``deepObject``, where brackets nest and a list has its indices.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from ..exceptions import RequestError
from . import percent
from .operation import Param, Part, Style
from .wiretext import Plain, scalar_text

Encoder: TypeAlias = Callable[[str], str]

_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_NO_COOKIE = re.compile(r"[^\x21\x23-\x3a\x3c-\x5b\x5d-\x7e]")
"""What is no cookie octet (RFC 6265 §4.1.1), but for the comma that lists are joined by."""

_SEPARATORS: dict[Style, str] = {
    "form": ",",
    "spaceDelimited": "%20",
    "pipeDelimited": "%7C",
}


def compact(value: Plain, *, ascii_only: bool = False) -> str:
    """A value as JSON text without white space. Raises RequestError for NaN and infinity."""
    try:
        return json.dumps(
            value, ensure_ascii=ascii_only, separators=(",", ":"), allow_nan=False
        )
    except ValueError:
        raise RequestError("a number that is not finite cannot be sent") from None


def _inner(value: Plain) -> str:
    """The text of a member of a list or object."""
    if isinstance(value, (dict, list)) or value is None:
        return compact(value)
    return scalar_text(value)


def _items(value: list[Plain]) -> list[str]:
    return [_inner(item) for item in value if item is not None]


def _members(value: dict[str, Plain]) -> list[tuple[str, str]]:
    return [(key, _inner(item)) for key, item in value.items() if item is not None]


def query_pairs(param: Param, value: Plain) -> list[str]:
    """The ``name=value`` pieces of a query parameter; none for an empty list or object.

    >>> query_pairs(Param("id", "query", "form", explode=False), ["a", "b c"])
    ['id=a,b%20c']
    >>> query_pairs(Param("f", "query", "deepObject", explode=True), {"a": {"b": 1}})
    ['f%5Ba%5D%5Bb%5D=1']
    """
    encode = percent.reserved if param.allow_reserved else percent.component
    return pairs(
        param.name, value, param.style, param.explode, percent.component, encode
    )


def form_pairs(part: Part, value: Plain) -> list[str]:
    """The ``name=value`` pieces of a member of an urlencoded form."""
    encode = percent.reserved if part.allow_reserved else percent.form
    style: Style = "content" if part.payload == "json" else part.style
    if style == "content" and not isinstance(value, (dict, list)):
        style = "form"
    if style == "content" and isinstance(value, list) and part.explode:
        # An array of objects is one JSON text per item, as it is in a multipart form.
        return [
            f"{percent.form(part.name)}={encode(_inner(item))}"
            for item in value
            if item is not None
        ]
    return pairs(part.name, value, style, part.explode, percent.form, encode)


def pairs(
    name: str, value: Plain, style: Style, explode: bool, key: Encoder, encode: Encoder
) -> list[str]:
    """``name=value`` pieces of a value in a style of the query."""
    if style == "content":
        return [f"{key(name)}={encode(compact(value))}"]
    if style == "deepObject":
        return [f"{key(path)}={encode(text)}" for path, text in _deep(name, value)]
    if isinstance(value, list):
        items = [encode(item) for item in _items(value)]
        if explode:
            return [f"{key(name)}={item}" for item in items]
        return (
            [f"{key(name)}={_SEPARATORS.get(style, ',').join(items)}"] if items else []
        )
    if isinstance(value, dict):
        members = _members(value)
        if explode:
            return [f"{key(member)}={encode(text)}" for member, text in members]
        flat = [encode(text) for member in members for text in member]
        return [f"{key(name)}={_SEPARATORS.get(style, ',').join(flat)}"] if flat else []
    return [] if value is None else [f"{key(name)}={encode(scalar_text(value))}"]


def _deep(name: str, value: Plain) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _deep(f"{name}[{key}]", item)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _deep(f"{name}[{index}]", item)
    elif value is not None:
        yield name, scalar_text(value)


def path_text(param: Param, value: Plain) -> str:
    """What stands for a parameter in the path. Raises RequestError when there is nothing to put.

    >>> path_text(Param("id", "path", "matrix", explode=True), ["a", "b"])
    ';id=a;id=b'
    >>> path_text(Param("id", "path", "label"), {"r": 1, "g": 2})
    '.r,1,g,2'
    """
    if param.style == "content" and value is not None:
        return percent.segment(compact(value))
    if value is None or value == [] or value == {}:
        raise RequestError(f"the path parameter {param.name!r} needs a value")
    if param.style == "label":
        return "." + _joined(value, "." if param.explode else ",", param.explode, ".,=")
    if param.style == "matrix":
        return _matrix(param, value)
    return _joined(value, ",", param.explode, ",=")


def _joined(value: Plain, separator: str, explode: bool, delimiters: str) -> str:
    if isinstance(value, list):
        return separator.join(
            percent.segment(item, delimiters) for item in _items(value)
        )
    if isinstance(value, dict):
        return separator.join(
            ("=" if explode else ",").join(
                percent.segment(text, delimiters) for text in member
            )
            for member in _members(value)
        )
    return "" if value is None else percent.segment(scalar_text(value))


def _matrix(param: Param, value: Plain) -> str:
    name = percent.segment(param.name, ";=")
    if isinstance(value, list) and param.explode:
        return "".join(
            f";{name}={percent.segment(item, ';,=')}" for item in _items(value)
        )
    if isinstance(value, dict) and param.explode:
        return "".join(
            f";{percent.segment(key, ';,=')}={percent.segment(text, ';,=')}"
            for key, text in _members(value)
        )
    if isinstance(value, (list, dict)):
        return f";{name}={_joined(value, ',', False, ';,=')}"
    # RFC 6570 §3.2.7: an empty value leaves the equals sign out.
    text = "" if value is None else percent.segment(scalar_text(value), ";")
    return f";{name}={text}" if text else f";{name}"


def header_text(param: Param, value: Plain) -> str | None:
    """The value of a header parameter, None for an empty list or object.

    >>> header_text(Param("X-A", "header", "simple", explode=True), {"r": 1, "g": 2})
    'r=1,g=2'
    """
    if param.style == "content":
        return compact(value, ascii_only=True)
    if isinstance(value, list):
        items = _items(value)
        return ",".join(items) if items else None
    if isinstance(value, dict):
        between = "=" if param.explode else ","
        return ",".join(between.join(member) for member in _members(value)) or None
    return None if value is None else scalar_text(value)


def cookie_pairs(param: Param, value: Plain) -> list[tuple[str, str]]:
    """Names and values of the cookies of a parameter; an exploded list repeats its name.

    >>> cookie_pairs(Param("c", "cookie", "form", explode=True), ["a", "b"])
    [('c', 'a'), ('c', 'b')]
    """
    encode = percent.cookie
    if param.style == "content":
        return [(param.name, encode(compact(value)))]
    if isinstance(value, list):
        items = [encode(item) for item in _items(value)]
        if param.explode:
            return [(param.name, item) for item in items]
        return [(param.name, ",".join(items))] if items else []
    if isinstance(value, dict):
        members = _members(value)
        if param.explode:
            return [(key, encode(text)) for key, text in members]
        flat = [encode(text) for member in members for text in member]
        return [(param.name, ",".join(flat))] if flat else []
    return [] if value is None else [(param.name, encode(scalar_text(value)))]


def checked_header(name: str, value: object) -> tuple[str, str]:
    """A header field that can be sent (RFC 9110 §5.5); outer white space is no part of a value.

    Raises RequestError, without the value in its message, for a name that is no token, a value
    that is no text, or one with CR, LF or another control character.
    """
    if not _NAME.fullmatch(name):
        raise RequestError(f"{name!r} is no name of a header")
    if isinstance(value, (int, float)):
        value = scalar_text(value)
    if not isinstance(value, str):
        raise RequestError(f"the value of the header {name!r} is no text")
    if _CONTROL.search(value):
        raise RequestError(
            f"the value of the header {name!r} holds a control character"
        )
    try:
        value.encode()
    except UnicodeEncodeError:
        raise RequestError(f"the value of the header {name!r} is no text") from None
    return name, value.strip(" \t")


def checked_cookie(name: str, value: str) -> str:
    """``name=value`` of a cookie. Raises RequestError where the text would mean something else.

    The value is sent as it is: it was encoded where it is a parameter, and is a credential else.
    """
    if not _NAME.fullmatch(name):
        name = percent.component(name)
    if _NO_COOKIE.search(value):
        raise RequestError(
            f"the value of the cookie {name!r} holds an illegal character"
        )
    return f"{name}={value}"

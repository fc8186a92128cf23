"""Percent-encoding (RFC 3986 §2, RFC 6570 §3.2): which characters a value keeps, by its place.

Every function takes any text and gives ASCII; decoding gives the text back.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, unquote

from ..exceptions import RequestError

SUB_DELIMS: Final = "!$&'()*+,;="

_PCHAR: Final = SUB_DELIMS + ":@"
"""What a path segment may hold beside unreserved characters (RFC 3986 §3.3)."""

_RESERVED_IN_QUERY: Final = ":/?@!$'()*,;="
"""Reserved characters that a query may hold and that do not end the value: ``#`` would start a
fragment, ``[`` and ``]`` are illegal there, ``&`` and ``+`` mean something to whoever decodes."""

_COOKIE: Final = "!#$&'()*+-./:<=>?@[]^_`{|}~"
"""Cookie octets (RFC 6265 §4.1.1) without ``%``, which must stay decodable."""

_CHAIN = re.compile("%(?:25)+")

_TRIPLET = re.compile("(%[0-9A-Fa-f]{2})")


def _encode(text: str, safe: str) -> str:
    try:
        return quote(text, safe=safe)
    except UnicodeEncodeError:
        raise RequestError(
            "a value holds half of a surrogate pair: it is no text"
        ) from None


def component(text: str) -> str:
    """Encode all but unreserved characters: names and values of a query.

    >>> component("a b&c")
    'a%20b%26c'
    """
    return _encode(text, "")


def reserved(text: str) -> str:
    """Encode for ``allowReserved``: reserved characters and percent-triplets stay (RFC 6570
    §3.2.3), but for those that would end the value.

    >>> reserved("a/b?c&d%20e")
    'a/b?c%26d%20e'
    """
    return "".join(
        piece if index % 2 else _encode(piece, _RESERVED_IN_QUERY)
        for index, piece in enumerate(_TRIPLET.split(text))
    )


def segment(text: str, delimiters: str = "") -> str:
    """Encode a value of a path: ``pchar`` stays, but for the ``delimiters`` of its style.

    >>> segment("a/b:c")
    'a%2Fb:c'
    >>> segment("a,b", ",")
    'a%2Cb'
    """
    encoded = _encode(text, "".join(char for char in _PCHAR if char not in delimiters))
    return encoded.replace(".", "%2E") if "." in delimiters else encoded


def literal(text: str) -> str:
    """The text of a path template: what is legal in a path stays, triplets too."""
    return "".join(
        piece if index % 2 else _encode(piece, _PCHAR + "/")
        for index, piece in enumerate(_TRIPLET.split(text))
    )


def literal_query(text: str) -> str:
    """The query part of a path template or a base URL: what is legal in a query stays."""
    return "".join(
        piece if index % 2 else _encode(piece, _PCHAR + "/?")
        for index, piece in enumerate(_TRIPLET.split(text))
    )


def cookie(text: str) -> str:
    """Encode a cookie's value: cookie octets stay.

    >>> cookie("a=b; c")
    'a=b%3B%20c'
    """
    return _encode(text, _COOKIE)


def form(text: str) -> str:
    """Encode for ``application/x-www-form-urlencoded``: a space becomes ``+``.

    >>> form("a b+c")
    'a+b%2Bc'
    """
    return _encode(text, " *").replace(" ", "+")


def decoded(text: str) -> str:
    """``text`` decoded until nothing is left to decode.

    >>> decoded("%25252e")
    '.'
    """
    # A chain of encoded percent signs is undone at once, so that the time stays linear.
    while (once := unquote(_CHAIN.sub("%", text))) != text:
        text = once
    return text

"""URLs of calls: base, path and query, and the rules that keep a call at its origin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from ..exceptions import RequestError
from . import percent
from .operation import Server

_HOLE = re.compile(r"\{([^{}]*)\}")
_ILLEGAL = re.compile(r"[\x00-\x20\x7f\\]")
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Base:
    """A base URL in its parts: ``path`` without a trailing slash, ``query`` without the ``?``."""

    origin: str
    path: str
    query: str

    def join(self, path: str, query: str) -> str:
        """The URL of a path (which starts with a slash or is empty) and a query, both encoded.

        Raises RequestError should the result have another origin.
        """
        both = "&".join(piece for piece in (self.query, query) if piece)
        url = f"{self.origin}{self.path}{path}" + (f"?{both}" if both else "")
        if origin(url) != origin(self.origin):
            raise RequestError("the URL of the call would leave the configured origin")
        return url


def base(url: str) -> Base:
    """Split and check a base URL.

    Raises RequestError for one that is not absolute, has credentials (they belong into the
    configuration) or a fragment, or holds characters that no URL holds.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise RequestError("the base URL is no URL") from None
    if _ILLEGAL.search(url) or parts.scheme.lower() not in _DEFAULT_PORTS or not host:
        raise RequestError(
            "the base URL has to start with https:// or http:// and a host: set `host`"
        )
    if "@" in parts.netloc:
        raise RequestError(
            "the base URL holds credentials: set `username` and `password`"
        )
    if parts.fragment:
        raise RequestError("the base URL holds a fragment")
    return Base(
        f"{parts.scheme.lower()}://{parts.netloc}",
        percent.literal(parts.path.rstrip("/")),
        percent.literal_query(parts.query),
    )


def origin(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port of an absolute URL (RFC 6454 §4)."""
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    return (
        scheme,
        (parts.hostname or "").lower(),
        parts.port or _DEFAULT_PORTS.get(scheme),
    )


def server_url(server: Server, chosen: Mapping[str, str]) -> str:
    """The URL of a server with its variables filled in.

    Raises RequestError for a value that the document does not list.
    """
    url = server.url
    for variable in server.variables:
        value = chosen.get(variable.name, variable.default)
        if variable.values and value not in variable.values:
            raise RequestError(
                f"the server variable {variable.name!r} is one of {', '.join(variable.values)}"
            )
        url = url.replace(f"{{{variable.name}}}", value)
    return url


def expand(template: str, texts: Mapping[str, str]) -> tuple[str, str]:
    """Fill a path template with encoded texts; gives path and query.

    A fragment of the template is dropped: it never travels (RFC 9110 §4.2). Raises RequestError
    for a hole without a text, and for a segment that is or decodes to ``.`` or ``..``.

    >>> expand("/a/{b}?beta=true", {"b": "x%2Fy"})
    ('/a/x%2Fy', 'beta=true')
    """

    bare = template.split("#", 1)[0]
    path, _, query = bare.partition("?")
    if path and not path.startswith("/"):
        path = f"/{path}"
    filled = _filled(path, texts, percent.literal)
    for original, segment in zip(path.split("/"), filled.split("/"), strict=False):
        if names := _HOLE.findall(original):
            _refuse_dots(segment, names)
    return filled, _filled(query, texts, percent.literal_query)


def _filled(
    template: str, texts: Mapping[str, str], literal: Callable[[str], str]
) -> str:
    return "".join(
        _text(piece, texts) if index % 2 else literal(piece)
        for index, piece in enumerate(_HOLE.split(template))
    )


def _text(name: str, texts: Mapping[str, str]) -> str:
    if name not in texts:
        raise RequestError(f"the path parameter {name!r} needs a value")
    return texts[name]


def _refuse_dots(segment: str, names: Iterable[str]) -> None:
    decoded = percent.decoded(segment)
    # Some servers cut a segment at its first semicolon before they resolve dots.
    if decoded in (".", "..") or decoded.partition(";")[0] in (".", ".."):
        which = " and ".join(repr(name) for name in names)
        raise RequestError(
            f"the path parameter {which} makes a segment `.` or `..`: it is refused"
        )


def redirected(url: str, location: str) -> str | None:
    """Where a redirect leads, None where it leaves the origin or is no URL."""
    try:
        target = urljoin(url, location)
        parts: SplitResult = urlsplit(target)
        if (
            _ILLEGAL.search(target)
            or "@" in parts.netloc
            or origin(target) != origin(url)
        ):
            return None
    except ValueError:
        return None
    return target.partition("#")[0]


def shown(url: str) -> str:
    """A URL for messages and ``repr``: without user information and query.

    >>> shown("https://me:secret@example.com/v1?key=1")
    'https://example.com/v1'
    """
    return re.sub(r"//[^/?#]*@", "//", url).partition("?")[0].partition("#")[0]

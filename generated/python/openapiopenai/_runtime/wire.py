"""What both drivers share: clients, requests and failures of httpx2."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterable, Iterable
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import httpx2

from .configuration import ConfigurationBase
from .effects import Head, Send, TransportFailure
from .headers import Headers
from .source import BytesSource, Source


def client_arguments(configuration: ConfigurationBase) -> dict[str, Any]:
    """The arguments for a client of either kind. Cookies of servers are not kept: the calls of
    a shared client must not depend on each other."""
    verify = configuration.verify
    return {
        "verify": (
            ssl.create_default_context(cafile=verify)
            if isinstance(verify, str)
            else verify
        ),
        "proxy": configuration.proxy,
        "timeout": None,
        "limits": httpx2.Limits(max_connections=1000, max_keepalive_connections=100),
        "cookies": CookieJar(DefaultCookiePolicy(allowed_domains=[])),
    }


def build_request(
    client: httpx2.Client | httpx2.AsyncClient,
    effect: Send,
    content: bytes | Iterable[bytes] | AsyncIterable[bytes] | None,
) -> httpx2.Request:
    """The request of httpx2 for an effect. Raises what :func:`failure` understands."""
    fields = [
        (name.encode("ascii"), value.encode("utf-8"))
        for name, value in effect.request.fields
    ]
    source = effect.request.source
    if (
        source is not None
        and source.length is not None
        and not isinstance(content, bytes)
    ):
        fields.append((b"Content-Length", str(source.length).encode()))
    return client.build_request(
        effect.request.method,
        effect.request.url,
        headers=fields,
        content=content,
        timeout=httpx2.Timeout(
            connect=_least(effect.connect, effect.within),
            read=effect.silence,
            write=effect.silence,
            pool=effect.within,
        ),
    )


def in_memory(source: Source | None) -> bytes | None:
    """The bytes of a source that has them all."""
    return source.data if isinstance(source, BytesSource) else None


def head_of(response: httpx2.Response) -> Head:
    """Status and header fields of a response."""
    fields = [(_text(name), _text(value)) for name, value in response.headers.raw]
    return Head(response.status_code, response.reason_phrase, Headers(fields))


def failure(error: Exception, partial: bytes = b"") -> TransportFailure | None:
    """The neutral form of an exception of the transport, None for one that is not its own.

    Its cause is the error of the operating system, where there was one: the exceptions of httpx2
    hold the request with its credentials.
    """
    if isinstance(error, (httpx2.TimeoutException, TimeoutError)):
        found = TransportFailure("timeout", _timeout_message(error), partial)
    elif isinstance(error, httpx2.DecodingError):
        found = TransportFailure(
            "encoding", "the compression of the body is broken", partial
        )
    elif isinstance(
        error,
        (httpx2.InvalidURL, httpx2.LocalProtocolError, httpx2.UnsupportedProtocol),
    ):
        found = TransportFailure(
            "refused", f"the request cannot be sent: {error}", partial
        )
    elif isinstance(error, (httpx2.HTTPError, httpx2.StreamError)):
        found = TransportFailure("connection", _connection_message(error), partial)
    else:
        return None
    found.__cause__ = _system_error(error)
    return found


def _timeout_message(error: Exception) -> str:
    if isinstance(error, httpx2.ConnectTimeout):
        return "connecting took too long"
    if isinstance(error, httpx2.PoolTimeout):
        return "no connection became free in time"
    return "the call took too long"


def _connection_message(error: Exception) -> str:
    text = str(error)
    return f"the connection failed: {text}" if text else "the connection failed"


def _system_error(error: BaseException) -> OSError | None:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, OSError):
            return seen
        seen = seen.__cause__ or seen.__context__
    return None


def _least(first: float | None, second: float | None) -> float | None:
    given = [value for value in (first, second) if value is not None]
    return min(given, default=None)


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")

"""Deadlines for blocking sockets.

The blocking client of httpx2 limits each single read, so a server that sends a byte now and then
holds it as long as it likes. Here the end of the call is known to the thread that makes it, and
every operation on the socket may take no longer than what is left.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import httpcore2
import httpx2

_end: ContextVar[float | None] = ContextVar("end", default=None)
"""When the operations of this thread have to be over, on the monotonic clock."""


@contextmanager
def pacing(seconds: float | None) -> Generator[None, None, None]:
    """Let every socket operation inside end within ``seconds`` from now; None for no limit."""
    token = _end.set(None if seconds is None else time.monotonic() + seconds)
    try:
        yield
    finally:
        _end.reset(token)


def _left(timeout: float | None, failure: type[Exception]) -> float | None:
    end = _end.get()
    if end is None:
        return timeout
    left = end - time.monotonic()
    if left <= 0:
        raise failure("the time of the call is over")
    return left if timeout is None else min(timeout, left)


class PacedStream(httpcore2.NetworkStream):
    """A connection whose operations end with the call."""

    def __init__(self, stream: httpcore2.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(timeout, httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(timeout, httpcore2.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: Any,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        left = _left(timeout, httpcore2.ConnectTimeout)
        return PacedStream(self._stream.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class PacedBackend(httpcore2.NetworkBackend):
    """A network whose connections are paced."""

    def __init__(self, backend: httpcore2.NetworkBackend) -> None:
        self._backend = backend

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore2.NetworkStream:
        left = _left(timeout, httpcore2.ConnectTimeout)
        return PacedStream(
            self._backend.connect_tcp(host, port, left, local_address, socket_options)
        )

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Any = None
    ) -> httpcore2.NetworkStream:
        left = _left(timeout, httpcore2.ConnectTimeout)
        return PacedStream(
            self._backend.connect_unix_socket(path, left, socket_options)
        )

    def sleep(self, seconds: float) -> None:
        self._backend.sleep(seconds)


def pace(client: httpx2.Client) -> httpx2.Client:
    """Pace the connections of a client.

    httpx2 has no public place for a network backend, so it is looked for where it is. Should it
    move, calls still work: only a server that trickles could then exceed the limit, until the
    next chunk of the body.
    """
    transports = [
        getattr(client, "_transport", None),
        *getattr(client, "_mounts", {}).values(),
    ]
    for transport in transports:
        pool = getattr(transport, "_pool", None)
        backend = getattr(pool, "_network_backend", None)
        if isinstance(backend, httpcore2.NetworkBackend):
            setattr(pool, "_network_backend", PacedBackend(backend))  # noqa: B010
    return client

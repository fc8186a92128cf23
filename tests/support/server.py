"""A local HTTP/1.1 server that records what it is asked, byte by byte, and answers as scripted.

It is not built on an HTTP library, since it has to break HTTP on purpose: bodies that end too
early, bytes split anywhere, connections dropped or reset, silence. One :class:`WireServer` runs
one event loop in a thread and holds any number of :class:`Exchange`, each with ports of its own,
so that cases run in parallel. The script is data; :func:`tests.support.reply.actions` turns a
reply of a case file into the :data:`Action` sequence that is played here.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Send:
    """Write these bytes at once, without waiting for more."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Pause:
    """Stay silent for some seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Hang:
    """Stay silent until the client closes the connection."""


@dataclass(frozen=True, slots=True)
class Close:
    """End the connection; with ``reset`` by a TCP RST, else in order by a FIN."""

    reset: bool = False


Action = Send | Pause | Hang | Close


@dataclass(slots=True)
class Recorded:
    """One request as it arrived. ``target`` and header values are the exact bytes as Latin-1.

    ``at`` is seconds since the exchange was opened; ``connection`` counts connections from 0;
    ``on`` names the origin (``main`` or ``other``); ``closed_early`` tells that the client closed
    the connection before the reply was complete, ``chunked`` how the body was framed.
    """

    method: str
    target: str
    headers: list[tuple[str, str]]
    body: bytes
    at: float
    connection: int
    on: str
    chunked: bool = False
    closed_early: bool = False
    answered: bool = False

    def values(self, name: str) -> list[str]:
        """All values of a header, in order; names are compared without case (RFC 9110 §5.1)."""
        return [value for key, value in self.headers if key.lower() == name.lower()]


Script = Callable[[Recorded, int], Sequence[Action]]
"""Given a request and its number in the exchange (from 0), what to do."""


class Malformed(Exception):
    """The client sent bytes that are no HTTP/1.1 request."""


@dataclass(slots=True)
class Exchange:
    """The recorded side of one case: the requests so far, connections opened and still open."""

    origin: str
    other: str
    requests: list[Recorded] = field(default_factory=list)
    connections: int = 0
    open: int = 0
    faults: list[str] = field(default_factory=list)
    _script: Script = lambda _request, _number: ()
    _started: float = field(default_factory=time.monotonic)
    _listeners: list[asyncio.Server] = field(default_factory=list)
    _live: set[_Connection] = field(default_factory=set)
    _sockets: list[socket.socket] = field(default_factory=list)

    def play(self, script: Script) -> None:
        """Answer from now on by this script."""
        self._script = script


class _Connection(asyncio.Protocol):
    """One TCP connection: reads requests one after the other and plays their replies."""

    def __init__(self, exchange: Exchange, on: str) -> None:
        self._exchange = exchange
        self._on = on
        self._buffer = bytearray()
        self._more = asyncio.Event()
        self._gone = asyncio.Event()
        self._transport: asyncio.Transport | None = None
        self._task: asyncio.Task[None] | None = None
        self._number = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._number = self._exchange.connections
        self._exchange.connections += 1
        self._exchange.open += 1
        self._exchange._live.add(self)
        self._task = asyncio.get_running_loop().create_task(self._serve())

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        self._more.set()

    def eof_received(self) -> bool:
        self._gone.set()
        self._more.set()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self._gone.set()
        self._more.set()
        self._exchange.open -= 1
        self._exchange._live.discard(self)

    def drop(self) -> None:
        """End the connection from the outside, when the exchange is over."""
        if self._task is not None:
            self._task.cancel()
        if self._transport is not None:
            self._transport.abort()

    async def _serve(self) -> None:
        try:
            while not self._gone.is_set() or self._buffer:
                request = await self._request()
                if request is None:
                    break
                self._exchange.requests.append(request)
                number = len(self._exchange.requests) - 1
                if not await self._reply(request, self._exchange._script(request, number)):
                    break
        except Malformed as fault:
            self._exchange.faults.append(str(fault))
        except Exception as fault:
            self._exchange.faults.append(f"the script of the reply broke: {fault!r}")
        if self._transport is not None:
            self._transport.close()

    async def _reply(self, request: Recorded, actions: Sequence[Action]) -> bool:
        """Play a reply; whether the connection can carry another request afterwards."""
        assert self._transport is not None
        for action in actions:
            if self._gone.is_set():
                request.closed_early = True
                return False
            if isinstance(action, Send):
                self._transport.write(action.data)
            elif isinstance(action, Close):
                request.answered = True
                self._end(action)
                return False
            elif not await self._silence(None if isinstance(action, Hang) else action.seconds):
                request.closed_early = True
                return False
        request.answered = True
        return True

    async def _silence(self, seconds: float | None) -> bool:
        """Wait; False when the client went away meanwhile."""
        try:
            await asyncio.wait_for(self._gone.wait(), seconds)
        except TimeoutError:
            return True
        return False

    def _end(self, action: Close) -> None:
        assert self._transport is not None
        if action.reset:
            linger = struct.pack("ii", 1, 0)
            sock = self._transport.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self._transport.abort()
        else:
            self._transport.close()

    # --- reading ----------------------------------------------------------------------------

    async def _request(self) -> Recorded | None:
        """The next request, or None when the client has closed the connection in good order."""
        head = await self._until(b"\r\n\r\n")
        if head is None:
            return None
        method, target, headers = _parse_head(head)
        request = Recorded(
            method=method,
            target=target,
            headers=headers,
            body=b"",
            at=time.monotonic() - self._exchange._started,
            connection=self._number,
            on=self._on,
        )
        if any(value.lower() == "100-continue" for value in request.values("expect")):
            assert self._transport is not None
            self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        if any("chunked" in value.lower() for value in request.values("transfer-encoding")):
            request.chunked = True
            request.body = await self._chunks()
        else:
            lengths = set(request.values("content-length"))
            if len(lengths) > 1:
                raise Malformed(f"several Content-Length values: {sorted(lengths)}")
            request.body = await self._exactly(int(lengths.pop())) if lengths else b""
        return request

    async def _until(self, mark: bytes) -> bytes | None:
        while (end := self._buffer.find(mark)) < 0:
            if self._gone.is_set():
                if self._buffer:
                    raise Malformed(f"connection closed inside {bytes(self._buffer[:80])!r}")
                return None
            self._more.clear()
            await self._more.wait()
        data = bytes(self._buffer[:end])
        del self._buffer[: end + len(mark)]
        return data

    async def _exactly(self, size: int) -> bytes:
        while len(self._buffer) < size:
            if self._gone.is_set():
                raise Malformed(f"connection closed {size - len(self._buffer)} bytes too early")
            self._more.clear()
            await self._more.wait()
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        return data

    async def _chunks(self) -> bytes:
        """A chunked body (RFC 9112 §7.1)."""
        body = b""
        while True:
            line = await self._until(b"\r\n")
            if line is None:
                raise Malformed("connection closed inside a chunked body")
            size = int(line.split(b";")[0], 16)
            data = await self._exactly(size + 2)
            if size == 0:
                return body
            body += data[:-2]


def _parse_head(head: bytes) -> tuple[str, str, list[tuple[str, str]]]:
    """Request line and headers (RFC 9112 §3 and §5)."""
    lines = head.decode("latin-1").split("\r\n")
    parts = lines[0].split(" ")
    if len(parts) != 3 or parts[2] not in ("HTTP/1.1", "HTTP/1.0"):
        raise Malformed(f"no request line: {lines[0]!r}")
    headers = []
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if not colon or not name or name != name.strip():
            raise Malformed(f"no header line: {line!r}")
        headers.append((name, value.strip(" \t")))
    return parts[0], parts[1], headers


class WireServer:
    """The server: a context manager that owns the loop and its thread.

    >>> with WireServer() as server:
    ...     exchange = server.open()
    ...     exchange.origin.startswith("http://127.0.0.1:")
    True
    """

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> WireServer:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)
        self._loop.close()

    def open(self) -> Exchange:
        """Start two origins on free ports of the loopback interface."""
        return self._run(self._open())

    def deafen(self, exchange: Exchange) -> None:
        """Let no connection to the main origin be made any more, and refuse none.

        The port listens, but nobody accepts and its queue is full: a client that connects waits.
        """
        port = int(exchange.origin.rpartition(":")[2])
        self._run(self._unlisten(exchange))
        deaf = socket.socket()
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        deaf.bind(("127.0.0.1", port))
        deaf.listen(0)
        exchange._sockets.append(deaf)
        for _ in range(4):
            waiting = socket.socket()
            waiting.setblocking(False)
            waiting.connect_ex(("127.0.0.1", port))
            exchange._sockets.append(waiting)

    def shut(self, exchange: Exchange) -> None:
        """Stop listening and drop what is still connected; the record stays readable."""
        self._run(self._shut(exchange))

    def wait(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Wait until ``condition`` holds, at most some seconds; whether it does."""
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() >= end:
                return condition()
            time.sleep(0.005)
        return True

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=10)

    async def _open(self) -> Exchange:
        exchange = Exchange(origin="", other="")
        main = await self._listen(exchange, "main")
        other = await self._listen(exchange, "other")
        exchange.origin, exchange.other = main, other
        return exchange

    async def _listen(self, exchange: Exchange, on: str) -> str:
        server = await self._loop.create_server(
            lambda: _Connection(exchange, on), "127.0.0.1", 0, backlog=128
        )
        exchange._listeners.append(server)
        return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

    async def _unlisten(self, exchange: Exchange) -> None:
        for listener in exchange._listeners:
            listener.close()

    async def _shut(self, exchange: Exchange) -> None:
        await self._unlisten(exchange)
        for held in exchange._sockets:
            held.close()
        for connection in list(exchange._live):
            connection.drop()
        await asyncio.sleep(0)

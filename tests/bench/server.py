"""A server in a process of its own that answers every request with the bytes it was given.

It costs as little as possible, so that what is measured is the client. A body ``{… "stream":true
…}`` is answered with the stream, every other with the reply.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench import bodies

_ROOT = Path(__file__).parents[2]
_STREAMED = (b'"stream":true', b'"stream": true')


def _head(media_type: str, size: int) -> bytes:
    return (
        f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {size}\r\n"
        "x-request-id: req_1\r\n\r\n"
    ).encode()


class _Answering(asyncio.Protocol):
    def __init__(self, reply: bytes, stream: bytes) -> None:
        self._reply = _head("application/json", len(reply)) + reply
        self._stream = _head("text/event-stream", len(stream)) + stream
        self._waiting = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        assert self._transport is not None
        self._waiting += data
        head, parted, body = self._waiting.partition(b"\r\n\r\n")
        if not parted or len(body) < _length(head):
            return
        streamed = any(mark in body for mark in _STREAMED)
        self._transport.write(self._stream if streamed else self._reply)
        self._waiting = b""


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name == b"content-length":
            return int(value)
    return 0


async def _serve() -> None:
    reply, stream = bodies.typical(), bodies.stream()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Answering(reply, stream), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def serving() -> Iterator[str]:
    """The origin of a server that runs meanwhile."""
    command = [sys.executable, "-m", "tests.bench.server"]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        finally:
            process.terminate()


if __name__ == "__main__":
    asyncio.run(_serve())

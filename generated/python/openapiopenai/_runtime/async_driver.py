"""The asynchronous driver: performs the effects of a call with ``httpx2.AsyncClient``."""

from __future__ import annotations

import inspect
import socket
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

import anyio
import anyio.to_thread
import httpx2

from .clock import Clock
from .effects import (
    Acquire,
    Ask,
    Effect,
    Effects,
    Head,
    Leave,
    Read,
    ReadAll,
    Save,
    Send,
    Sleep,
    TransportFailure,
)
from .quiet import quiet
from .saving import Saving
from .source import Source
from .wire import build_request, failure, head_of, in_memory

T = TypeVar("T")


class AsyncDriver:
    """Runs one call; it holds the response that is open."""

    def __init__(self, client: httpx2.AsyncClient, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._response: httpx2.Response | None = None
        self._chunks: AsyncGenerator[bytes, None] | None = None

    async def run(self, effects: Effects[T]) -> T:
        """Perform effects until the generator returns; what an effect raises, it can catch."""
        result: Any = None
        error: BaseException | None = None
        try:
            while True:
                try:
                    effect = (
                        effects.send(result) if error is None else effects.throw(error)
                    )
                except StopIteration as stop:
                    value: T = stop.value
                    return value
                result, error = None, None
                try:
                    result = await self._perform(effect)
                except BaseException as raised:
                    error = raised
        finally:
            # Else the error, its traceback and this frame would hold each other.
            error = None

    async def close(self) -> None:
        """Close the response, even when the task is being cancelled."""
        response, self._response = self._response, None
        chunks, self._chunks = self._chunks, None
        if response is None:
            return
        with (
            quiet(),
            anyio.CancelScope(shield=True),
            suppress(httpx2.HTTPError, httpx2.StreamError, RuntimeError),
        ):
            if chunks is not None:
                await chunks.aclose()
            await response.aclose()

    def drop(self) -> None:
        """Cut the connection without waiting: for the garbage collector."""
        if self._response is not None and not self._response.is_closed:
            stream: Any = self._response.extensions.get("network_stream")
            with suppress(Exception):
                stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)

    async def _perform(self, effect: Effect) -> Any:
        match effect:
            case Send():
                return await self._send(effect)
            case Read():
                return await self._read(effect)
            case ReadAll():
                return await self._read_all(effect)
            case Save():
                return await self._save(effect)
            case Leave():
                return await self._leave(effect)
            case Sleep():
                return await (self._clock.async_sleep or anyio.sleep)(effect.seconds)
            case Ask():
                return await _ask(effect)
            case Acquire():
                return await self._acquire(effect)

    async def _send(self, effect: Send) -> Head:
        await self.close()
        source = effect.request.source
        content = in_memory(source)
        async with _translated(effect.within):
            request = build_request(
                self._client,
                effect,
                (
                    _chunks_of(source)
                    if source is not None and content is None
                    else content
                ),
            )
            self._response = await self._client.send(
                request, stream=True, follow_redirects=False
            )
        self._chunks = self._response.aiter_bytes()
        return head_of(self._response)

    async def _read(self, effect: Read) -> bytes:
        if self._chunks is None:
            return b""
        async with _translated(effect.within):
            return await anext(self._chunks, b"")

    async def _read_all(self, effect: ReadAll) -> bytes:
        parts: list[bytes] = []
        left = effect.limit
        try:
            async with _translated(effect.within):
                while chunk := await anext(self._chunks, b"") if self._chunks else b"":
                    parts.append(chunk)
                    if left is not None and (left := left - len(chunk)) <= 0:
                        break
        except TransportFailure as broken:
            broken.partial = b"".join(parts)
            raise
        return parts[0] if len(parts) == 1 else b"".join(parts)

    async def _save(self, effect: Save) -> None:
        saving = await anyio.to_thread.run_sync(Saving, effect.target)
        try:
            async with _translated(effect.within):
                while chunk := await anext(self._chunks, b"") if self._chunks else b"":
                    await anyio.to_thread.run_sync(saving.write, chunk)
        except BaseException:
            saving.abandon()
            raise
        await anyio.to_thread.run_sync(saving.commit)

    async def _leave(self, effect: Leave) -> None:
        with suppress(TransportFailure):
            await self._read_all(ReadAll(effect.within, effect.limit))
        await self.close()

    async def _acquire(self, effect: Acquire) -> None:
        async with _translated(effect.within):
            await effect.lock.acquire()


@asynccontextmanager
async def _translated(seconds: float | None) -> AsyncGenerator[None, None]:
    """Neutral failures for those of httpx2, and an end after some seconds."""
    try:
        with quiet(), anyio.fail_after(seconds):
            yield
    except Exception as error:
        neutral = failure(error)
        if neutral is None:
            raise
        raise neutral from neutral.__cause__


async def _chunks_of(source: Source) -> AsyncIterator[bytes]:
    """The bytes of a source; one that may block is read in a thread."""
    chunks: Iterator[bytes] = source.chunks()
    if not source.blocking:
        for chunk in chunks:
            yield chunk
        return
    while chunk := await anyio.to_thread.run_sync(next, chunks, b""):
        yield chunk


async def _ask(effect: Ask) -> object:
    value: Any = effect.provider()
    return await value if inspect.isawaitable(value) else value

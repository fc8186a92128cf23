"""Streams as callers see them: iterators that hold a connection until they end or are left."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Generic, Literal, Self, TypeVar

from ..exceptions import RequestError
from .chunks import END, ChunkReader, End
from .effects import Head
from .failures import request_id
from .headers import Headers

if TYPE_CHECKING:
    from .async_driver import AsyncDriver
    from .driver import Driver

T = TypeVar("T")


class Stream(Generic[T]):
    """The chunks of a streamed call, each as it arrives.

    ::

        with api.some_stream(request) as stream:
            for chunk in stream:
                ...

    The connection is closed at the end, when the loop is left, and at the end of ``with``.
    Iterating raises ApiException: StreamError for an error that the server reports,
    StreamTruncatedError when the stream ends too early, ApiTimeoutError when it falls silent.
    """

    def __init__(self, driver: Driver, reader: ChunkReader[T]) -> None:
        self._driver = driver
        self._reader = reader
        self._closed = False

    @property
    def status_code(self) -> int:
        """The status of the response."""
        return self._reader.head.status

    @property
    def headers(self) -> Headers:
        """The header fields of the response."""
        return self._reader.head.headers

    @property
    def request_id(self) -> str | None:
        """The server's name for the request."""
        return request_id(self._reader.head.headers)

    @property
    def last_event_id(self) -> str:
        """The id of the last event, empty where the server gives none."""
        return self._reader.last_event_id

    def __next__(self) -> T:
        if self._closed:
            raise StopIteration
        try:
            chunk = self._driver.run(self._reader.next())
        except BaseException:
            self.close()
            raise
        if chunk is END:
            self.close()
            raise StopIteration
        return chunk

    def __iter__(self) -> Iterator[T]:
        try:
            while True:
                try:
                    chunk = next(self)
                except StopIteration:
                    return
                yield chunk
        finally:
            self.close()

    def close(self) -> None:
        """Close the connection; there are no more chunks after it."""
        self._closed = True
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __del__(self) -> None:
        if not getattr(self, "_closed", True):
            self._driver.drop()


class AsyncStream(Generic[T]):
    """The chunks of a streamed call, each as it arrives.

    ::

        async with api.some_stream(request) as stream:
            async for chunk in stream:
                ...

    The request is sent when the stream is entered, awaited or first iterated; the rest is as in
    :class:`Stream`. ``async with`` closes the connection for certain when the loop is left.
    """

    def __init__(
        self, opening: Callable[[], Awaitable[tuple[AsyncDriver, ChunkReader[T]]]]
    ) -> None:
        self._opening = opening
        self._opened: tuple[AsyncDriver, ChunkReader[T]] | None = None
        self._closed = False

    @property
    def status_code(self) -> int:
        """The status of the response."""
        return self._head.status

    @property
    def headers(self) -> Headers:
        """The header fields of the response."""
        return self._head.headers

    @property
    def request_id(self) -> str | None:
        """The server's name for the request."""
        return request_id(self._head.headers)

    @property
    def last_event_id(self) -> str:
        """The id of the last event, empty where the server gives none."""
        return "" if self._opened is None else self._opened[1].last_event_id

    @property
    def _head(self) -> Head:
        if self._opened is None:
            raise RequestError("the stream is not open yet: await it first")
        return self._opened[1].head

    async def _open(self) -> Self:
        if self._opened is None and not self._closed:
            self._opened = await self._opening()
        return self

    def __await__(self) -> Generator[object, None, Self]:
        return self._open().__await__()

    async def __anext__(self) -> T:
        await self._open()
        if self._closed or self._opened is None:
            raise StopAsyncIteration
        driver, reader = self._opened
        chunk: T | Literal[End.END]
        try:
            chunk = await driver.run(reader.next())
        except BaseException:
            await self.close()
            raise
        if chunk is END:
            await self.close()
            raise StopAsyncIteration
        return chunk

    async def __aiter__(self) -> AsyncIterator[T]:
        try:
            while True:
                try:
                    chunk = await self.__anext__()
                except StopAsyncIteration:
                    return
                yield chunk
        finally:
            await self.close()

    async def close(self) -> None:
        """Close the connection; there are no more chunks after it."""
        self._closed = True
        if self._opened is not None:
            await self._opened[0].close()

    aclose = close

    async def __aenter__(self) -> Self:
        return await self._open()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    def __del__(self) -> None:
        if not getattr(self, "_closed", True) and self._opened is not None:
            self._opened[0].drop()

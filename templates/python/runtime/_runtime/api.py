"""The base of the generated API classes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any, TypeVar

from ..api_client import ApiClient, AsyncApiClient
from .operation import Operation, StreamOperation
from .options import CallOptions
from .pages import Pages
from .response import ApiResponse
from .stream import AsyncStream, Stream

T = TypeVar("T")


class Api:
    """Operations that belong together, called over an :class:`ApiClient`; without one, over the
    default client, which is configured by the environment."""

    def __init__(self, api_client: ApiClient | None = None) -> None:
        self.api_client = ApiClient.get_default() if api_client is None else api_client

    def _call(
        self,
        operation: Operation[T],
        values: Mapping[str, object],
        body: object,
        options: CallOptions,
    ) -> ApiResponse[T]:
        return self.api_client.call(operation, values, body, options)

    def _stream(
        self,
        operation: StreamOperation[T],
        values: Mapping[str, object],
        body: object,
        options: CallOptions,
    ) -> Stream[T]:
        return self.api_client.stream(operation, values, body, options)

    def _all(
        self,
        operation: Operation[Any],
        values: Mapping[str, object],
        body: object,
        options: CallOptions,
        pages: Pages,
    ) -> Iterator[Any]:
        asked: Mapping[str, object] | None = values
        while asked is not None:
            page = self._call(operation, asked, body, options).data
            yield from pages.of(page)
            asked = pages.following(page, asked)


class AsyncApi:
    """Operations that belong together, called over an :class:`AsyncApiClient`; without one, over
    the default client, which is configured by the environment."""

    def __init__(self, api_client: AsyncApiClient | None = None) -> None:
        self.api_client = AsyncApiClient.get_default() if api_client is None else api_client

    async def _call(
        self,
        operation: Operation[T],
        values: Mapping[str, object],
        body: object,
        options: CallOptions,
    ) -> ApiResponse[T]:
        return await self.api_client.call(operation, values, body, options)

    def _stream(
        self,
        operation: StreamOperation[T],
        values: Mapping[str, object],
        body: object,
        options: CallOptions,
    ) -> AsyncStream[T]:
        return self.api_client.stream(operation, values, body, options)

    async def _all(
        self,
        operation: Operation[Any],
        values: Mapping[str, object],
        body: object,
        options: CallOptions,
        pages: Pages,
    ) -> AsyncIterator[Any]:
        asked: Mapping[str, object] | None = values
        while asked is not None:
            page = (await self._call(operation, asked, body, options)).data
            for item in pages.of(page):
                yield item
            asked = pages.following(page, asked)

"""The base of the generated API classes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from ..api_client import ApiClient, AsyncApiClient
from .operation import Operation, StreamOperation
from .options import CallOptions
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


class AsyncApi:
    """Operations that belong together, called over an :class:`AsyncApiClient`; without one, over
    the default client, which is configured by the environment."""

    def __init__(self, api_client: AsyncApiClient | None = None) -> None:
        self.api_client = (
            AsyncApiClient.get_default() if api_client is None else api_client
        )

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

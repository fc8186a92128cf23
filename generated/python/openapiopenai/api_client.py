"""The clients: they own the connections and make the calls."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from ._runtime.configuration import ConfigurationBase
from ._runtime.engine import Engine
from ._runtime.oauth import TokenStore
from ._runtime.operation import Operation, StreamOperation
from ._runtime.options import CallOptions, settle
from ._runtime.request import Call
from ._runtime.response import ApiResponse
from ._runtime.stream import AsyncStream, Stream
from .configuration import Configuration
from .exceptions import RequestError

if TYPE_CHECKING:
    import httpx2

    from ._runtime.async_driver import AsyncDriver
    from ._runtime.chunks import ChunkReader
    from ._runtime.driver import Driver

T = TypeVar("T")


class ApiClient:
    """A client: it keeps connections alive, reuses them, and may be shared between threads.

    ::

        with ApiClient(Configuration(access_token="…")) as api_client:
            api = SomeApi(api_client)

    Close it with ``with`` or :meth:`close`.
    """

    _default: ClassVar[ApiClient | None] = None
    _default_lock: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, configuration: ConfigurationBase | None = None) -> None:
        self.configuration = Configuration() if configuration is None else configuration
        self._engine = Engine(self.configuration, TokenStore(threading.Lock()))
        self._lock = threading.Lock()
        self._http: httpx2.Client | None = None
        self._closed = False

    @classmethod
    def get_default(cls) -> ApiClient:
        """The client that API classes use when they are given none."""
        with ApiClient._default_lock:
            if ApiClient._default is None:
                ApiClient._default = ApiClient()
            return ApiClient._default

    @classmethod
    def set_default(cls, default: ApiClient | None) -> None:
        """Use this client by default; None makes a new one when it is needed."""
        ApiClient._default = default

    def call(
        self,
        operation: Operation[T],
        values: Mapping[str, object],
        body: object = None,
        options: CallOptions | None = None,
    ) -> ApiResponse[T]:
        """Make a call: what the generated methods do. Raises ApiException."""
        settings = settle(self.configuration, options or {})
        driver = self._driver()
        try:
            return driver.run(
                self._engine.call(Call(operation, values, body, settings))
            )
        finally:
            driver.close()

    def stream(
        self,
        operation: StreamOperation[T],
        values: Mapping[str, object],
        body: object = None,
        options: CallOptions | None = None,
    ) -> Stream[T]:
        """Make a streamed call; it returns when the head of the response has come. Raises
        ApiException."""
        from ._runtime.chunks import open_stream

        settings = settle(self.configuration, options or {})
        call = Call(operation.operation, values, body, settings, operation)
        driver = self._driver()
        try:
            return Stream(driver, driver.run(open_stream(self._engine, call)))
        except BaseException:
            driver.close()
            raise

    def set_default_header(self, name: str, value: str) -> None:
        """Send a header field with every call."""
        self.configuration.default_headers[name] = value

    def close(self) -> None:
        """Close all connections; the client cannot be used after it."""
        with self._lock:
            self._closed = True
            http, self._http = self._http, None
        if http is not None and http is not self.configuration.http_client:
            from ._runtime.quiet import quiet

            with quiet():
                http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.configuration!r})"

    def _driver(self) -> Driver:
        import httpx2

        from ._runtime.driver import Driver
        from ._runtime.pacing import pace
        from ._runtime.quiet import install
        from ._runtime.wire import client_arguments

        with self._lock:
            if self._closed:
                raise RequestError("the client is closed")
            if self._http is None:
                given = self.configuration.http_client
                if isinstance(given, httpx2.AsyncClient):
                    raise RequestError(
                        "ApiClient needs an httpx2.Client, not an AsyncClient"
                    )
                install()
                self._http = given or pace(
                    httpx2.Client(**client_arguments(self.configuration))
                )
            return Driver(self._http, self.configuration.clock)


class AsyncApiClient:
    """The asynchronous client; it may be shared between tasks.

    ::

        async with AsyncApiClient(Configuration(access_token="…")) as api_client:
            api = AsyncSomeApi(api_client)

    Close it with ``async with`` or :meth:`close`.
    """

    _default: ClassVar[AsyncApiClient | None] = None

    def __init__(self, configuration: ConfigurationBase | None = None) -> None:
        self.configuration = Configuration() if configuration is None else configuration
        self._engine: Engine | None = None
        self._http: httpx2.AsyncClient | None = None
        self._loop: object = None
        self._closed = False

    @classmethod
    def get_default(cls) -> AsyncApiClient:
        """The client that API classes use when they are given none."""
        if AsyncApiClient._default is None:
            AsyncApiClient._default = AsyncApiClient()
        return AsyncApiClient._default

    @classmethod
    def set_default(cls, default: AsyncApiClient | None) -> None:
        """Use this client by default; None makes a new one when it is needed."""
        AsyncApiClient._default = default

    async def call(
        self,
        operation: Operation[T],
        values: Mapping[str, object],
        body: object = None,
        options: CallOptions | None = None,
    ) -> ApiResponse[T]:
        """Make a call: what the generated methods do. Raises ApiException."""
        settings = settle(self.configuration, options or {})
        engine, driver = self._prepare()
        try:
            return await driver.run(
                engine.call(Call(operation, values, body, settings))
            )
        finally:
            await driver.close()

    def stream(
        self,
        operation: StreamOperation[T],
        values: Mapping[str, object],
        body: object = None,
        options: CallOptions | None = None,
    ) -> AsyncStream[T]:
        """A streamed call; it is made when the stream is entered, awaited or iterated."""
        settings = settle(self.configuration, options or {})
        call = Call(operation.operation, values, body, settings, operation)

        async def opening() -> tuple[AsyncDriver, ChunkReader[Any]]:
            from ._runtime.chunks import open_stream

            engine, driver = self._prepare()
            try:
                return driver, await driver.run(open_stream(engine, call))
            except BaseException:
                await driver.close()
                raise

        return AsyncStream(opening)

    def set_default_header(self, name: str, value: str) -> None:
        """Send a header field with every call."""
        self.configuration.default_headers[name] = value

    async def close(self) -> None:
        """Close all connections; the client cannot be used after it."""
        self._closed = True
        http, self._http = self._http, None
        if http is None or http is self.configuration.http_client:
            return
        import anyio.lowlevel

        from ._runtime.quiet import quiet

        if anyio.lowlevel.current_token() == self._loop:
            with quiet():
                await http.aclose()

    aclose = close

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.configuration!r})"

    def _prepare(self) -> tuple[Engine, AsyncDriver]:
        import anyio
        import anyio.lowlevel
        import httpx2

        from ._runtime.async_driver import AsyncDriver
        from ._runtime.quiet import install
        from ._runtime.wire import client_arguments

        if self._closed:
            raise RequestError("the client is closed")
        loop = anyio.lowlevel.current_token()
        if self._http is None or self._engine is None or self._loop != loop:
            # Connections and locks belong to an event loop; those of one that is gone are void.
            given = self.configuration.http_client
            if isinstance(given, httpx2.Client):
                raise RequestError(
                    "AsyncApiClient needs an httpx2.AsyncClient, not a Client"
                )
            install()
            self._http = given or httpx2.AsyncClient(
                **client_arguments(self.configuration)
            )
            self._engine = Engine(self.configuration, TokenStore(anyio.Lock()))
            self._loop = loop
        return self._engine, AsyncDriver(self._http, self.configuration.clock)


__all__ = ["ApiClient", "AsyncApiClient"]

"""The blocking driver: performs the effects of a call with ``httpx2.Client``."""

from __future__ import annotations

import inspect
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

import httpx2

from ..exceptions import RequestError
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
from .pacing import pacing
from .quiet import quiet
from .saving import Saving
from .wire import build_request, failure, head_of, in_memory

T = TypeVar("T")


class Driver:
    """Runs one call; it holds the response that is open."""

    def __init__(self, client: httpx2.Client, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._response: httpx2.Response | None = None
        self._chunks: Iterator[bytes] = iter(())

    def run(self, effects: Effects[T]) -> T:
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
                    result = self._perform(effect)
                except BaseException as raised:
                    error = raised
        finally:
            # Else the error, its traceback and this frame would hold each other.
            error = None

    def close(self) -> None:
        """Close the response: its connection is free again, or gone when a body is unread."""
        response, self._response, self._chunks = self._response, None, iter(())
        if response is not None:
            with quiet(), suppress(httpx2.HTTPError, httpx2.StreamError):
                response.close()

    def drop(self) -> None:
        """Cut the connection without taking a lock: for the garbage collector."""
        if self._response is not None and not self._response.is_closed:
            stream: Any = self._response.extensions.get("network_stream")
            with suppress(Exception):
                stream.close()

    def _perform(self, effect: Effect) -> Any:
        match effect:
            case Send():
                return self._send(effect)
            case Read():
                return self._read(effect)
            case ReadAll():
                return self._read_all(effect)
            case Save():
                return self._save(effect)
            case Leave():
                return self._leave(effect)
            case Sleep():
                return self._clock.sleep(effect.seconds)
            case Ask():
                return _ask(effect)
            case Acquire():
                return self._acquire(effect)

    def _send(self, effect: Send) -> Head:
        self.close()
        source = effect.request.source
        content = in_memory(source)
        with _translated(), pacing(effect.within):
            request = build_request(
                self._client,
                effect,
                source.chunks() if source is not None and content is None else content,
            )
            self._response = self._client.send(
                request, stream=True, follow_redirects=False
            )
        self._chunks = self._response.iter_bytes()
        return head_of(self._response)

    def _read(self, effect: Read) -> bytes:
        with _translated(), pacing(effect.within):
            return next(self._chunks, b"")

    def _read_all(self, effect: ReadAll) -> bytes:
        parts: list[bytes] = []
        left = effect.limit
        try:
            for chunk in self._within(effect.within):
                parts.append(chunk)
                if left is not None and (left := left - len(chunk)) <= 0:
                    break
        except TransportFailure as broken:
            broken.partial = b"".join(parts)
            raise
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def _within(self, seconds: float | None) -> Iterator[bytes]:
        """The chunks of the body, all of them in the given time."""
        clock = self._clock.monotonic
        end = None if seconds is None else clock() + seconds
        while True:
            left = None if end is None else end - clock()
            if left is not None and left <= 0:
                raise TransportFailure("timeout", "the call took too long")
            chunk = self._read(Read(left))
            if not chunk:
                return
            yield chunk

    def _save(self, effect: Save) -> None:
        saving = Saving(effect.target)
        try:
            for chunk in self._within(effect.within):
                saving.write(chunk)
        except BaseException:
            saving.abandon()
            raise
        saving.commit()

    def _leave(self, effect: Leave) -> None:
        with suppress(TransportFailure):
            self._read_all(ReadAll(effect.within, effect.limit))
        self.close()

    def _acquire(self, effect: Acquire) -> None:
        if not effect.lock.acquire(
            timeout=-1 if effect.within is None else effect.within
        ):
            raise TransportFailure("timeout", "the call took too long")


@contextmanager
def _translated() -> Generator[None, None, None]:
    try:
        with quiet():
            yield
    except Exception as error:
        neutral = failure(error)
        if neutral is None:
            raise
        raise neutral from neutral.__cause__


def _ask(effect: Ask) -> object:
    value: Any = effect.provider()
    if inspect.isawaitable(value):
        if inspect.iscoroutine(value):
            value.close()
        raise RequestError("an async function for a credential needs the async client")
    return value

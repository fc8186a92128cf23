"""The reading of a stream: bytes to typed chunks, and what its end means."""

from __future__ import annotations

import json
from collections import deque
from enum import Enum
from typing import Any, Final, Generic, Literal, TypeAlias, TypeVar, cast

from ..exceptions import StreamError
from . import codec
from .effects import Effects, Head, Leave, Read, TransportFailure
from .engine import Attempts, Engine
from .failures import (
    decode_error,
    request_id,
    server_message,
    transport_error,
    truncated,
)
from .jsonlines import JsonLinesDecoder
from .media import MediaType
from .operation import StreamOperation
from .problems import Mismatch, NotJson
from .redact import without
from .request import Call
from .sse import Event, EventDecoder

T = TypeVar("T")

_START: Final = 65_536


class End(Enum):
    """The end of a stream."""

    END = "end"


END: Final = End.END

Decoder: TypeAlias = EventDecoder | JsonLinesDecoder


class ChunkReader(Generic[T]):
    """An open stream; :meth:`next` gives its chunks one by one."""

    def __init__(
        self, attempts: Attempts, stream: StreamOperation[T], head: Head
    ) -> None:
        self.head = head
        self.last_event_id = ""
        self._attempts = attempts
        self._stream = stream
        self._kind: Any = stream.type()
        self._decoder: Decoder = (
            EventDecoder() if stream.payload == "event-stream" else JsonLinesDecoder()
        )
        self._events: deque[Event] = deque()
        self._ended = False

    def next(self) -> Effects[T | Literal[End.END]]:
        """The next chunk, END after the last one. Raises ApiException."""
        while True:
            while self._events:
                event = self._events.popleft()
                self.last_event_id = event.id
                if (
                    self._stream.terminator is not None
                    and event.data == self._stream.terminator
                ):
                    self._ended = True
                    self._events.clear()
                    yield Leave()
                    return END
                if event.data or self._stream.payload == "json-lines":
                    return self._chunk(event)
            if self._ended:
                return END
            yield from self._more()

    def _more(self) -> Effects[None]:
        """Read on until something new is there. Raises ApiException when it ends too early."""
        try:
            data: bytes = yield Read(self._attempts.call.settings.timeout)
        except TransportFailure as failure:
            self._ended = True
            if failure.kind == "timeout":
                attempts = self._attempts
                raise transport_error(
                    attempts.method, attempts.path, failure, self.head
                ) from failure.__cause__
            raise self._cut(f"the stream was cut off: {failure}") from failure.__cause__
        if data:
            self._events.extend(self._decoder.feed(data))
            return
        self._ended = True
        self._events.extend(self._decoder.finish())
        if self._stream.terminator is not None and not self._terminated():
            raise self._cut("the stream ended without its terminator")

    def _terminated(self) -> bool:
        terminator = self._stream.terminator
        return any(event.data == terminator for event in self._events)

    def _cut(self, why: str) -> Exception:
        attempts = self._attempts
        return truncated(
            attempts.method, attempts.path, self.head, self._decoder.rest(), why
        )

    def _chunk(self, event: Event) -> T:
        """The value of an event. Raises StreamError for an error object, DecodeError for what
        is no JSON."""
        data = event.data.encode("utf-8", "surrogatepass")
        if event.event == "error" or '"error"' in event.data:
            self._refuse_error(event)
        try:
            value = codec.decode(
                self._kind, data, strict=self._attempts.call.settings.strict
            )
        except (NotJson, Mismatch) as error:
            self._ended = True
            attempts = self._attempts
            why = f"a chunk of the stream is not what it should be: {error}"
            raise decode_error(
                attempts.method, attempts.path, self.head, data, why
            ) from None
        return cast(T, value)

    def _refuse_error(self, event: Event) -> None:
        try:
            value: Any = json.loads(event.data)
        except (ValueError, RecursionError):
            value = event.data
        reported = isinstance(value, dict) and cast("Any", value).get("error")
        if event.event != "error" and not reported:
            return
        self._ended = True
        attempts = self._attempts
        raise StreamError(
            without(
                server_message(value) or "the stream reports an error", attempts.secrets
            ),
            status=self.head.status,
            reason=self.head.reason,
            headers=self.head.headers,
            body=event.data.encode("utf-8", "surrogatepass"),
            data=value,
            request_id=request_id(self.head.headers),
            method=attempts.method,
            path=attempts.path,
        )


def open_stream(engine: Engine, call: Call) -> Effects[ChunkReader[Any]]:
    """Ask for a stream. Raises ApiException for an error status, and DecodeError with the start
    of the body for a success that is no such stream."""
    if call.stream is None:
        raise AssertionError("the call asks for no stream")
    attempts = Attempts(engine, call)
    head = yield from attempts.respond()
    content_type = head.headers.get("content-type", "")
    if not _is_stream(call.stream, content_type) or head.status in (204, 205):
        try:
            start = yield from attempts.read(head, _START)
        except TransportFailure as failure:
            start = failure.partial
        came = str(MediaType.parse(content_type)) if content_type else "of no type"
        why = f"the response is {came}, no stream of {call.stream.media_type}"
        raise decode_error(attempts.method, attempts.path, head, start, why)
    return ChunkReader(attempts, call.stream, head)


def _is_stream(stream: StreamOperation[Any], content_type: str) -> bool:
    came = MediaType.parse(content_type)
    if stream.payload == "event-stream":
        return (came.type, came.subtype) == ("text", "event-stream")
    return MediaType.parse(stream.media_type).covers(came) or came.subtype in _LINES


_LINES: Final = frozenset(
    {"jsonl", "x-jsonl", "x-ndjson", "ndjson", "json-seq", "jsonlines"}
)

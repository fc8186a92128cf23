"""Event streams: the algorithm of the WHATWG HTML standard, §9.2.6 "Interpreting an event stream".

The decoder is pushed bytes in any pieces and gives the events that are complete. Its work is
linear in the bytes: a line in many pieces is joined once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Event:
    """One event: ``event`` is its type (``message`` where the stream names none), ``id`` the last
    id seen so far, ``retry`` the reconnection time in milliseconds if this event set it.
    """

    data: str
    event: str = "message"
    id: str = ""
    retry: int | None = None


class Lines:
    """Bytes in any pieces to whole lines; CR, LF and CRLF end one.

    >>> lines = Lines()
    >>> list(lines.feed(b"a\\r")), list(lines.feed(b"\\nb")), list(lines.feed(b"\\n"))
    ([b'a'], [], [b'b'])
    """

    __slots__ = ("_after_cr", "_pieces")

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._after_cr = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The lines that ``data`` completes, without their ends."""
        if self._after_cr and data:
            self._after_cr = False
            data = data.removeprefix(b"\n")
        if not data:
            return
        self._after_cr = data.endswith(b"\r")
        # bytes.splitlines knows CR, LF and CRLF only, unlike that of str.
        lines = data.splitlines()
        last = None if data.endswith((b"\r", b"\n")) else lines.pop()
        for line in lines:
            if self._pieces:
                self._pieces.append(line)
                line = b"".join(self._pieces)
                self._pieces.clear()
            yield line
        if last is not None:
            self._pieces.append(last)

    def rest(self) -> bytes:
        """What has come of a line that is not ended yet."""
        return b"".join(self._pieces)


class EventDecoder:
    """Bytes of an event stream to events.

    >>> list(EventDecoder().feed(b"data: a\\ndata: b\\n\\ndata: lost"))
    [Event(data='a\\nb', event='message', id='', retry=None)]
    """

    def __init__(self) -> None:
        self._lines = Lines()
        self._start: bytes | None = b""
        self._data: list[str] = []
        self._type = ""
        self._id = ""
        self._retry: int | None = None

    def feed(self, data: bytes) -> Iterator[Event]:
        """The events that ``data`` completes."""
        if self._start is not None:
            data = self._without_bom(data)
        for line in self._lines.feed(data):
            if line:
                self._field(line)
            elif (event := self._dispatch()) is not None:
                yield event

    def finish(self) -> Iterator[Event]:
        """The events that the end completes: none, an unfinished one is dropped."""
        return iter(())

    def rest(self) -> bytes:
        """What has come since the last event, as far as it is kept."""
        held = "\n".join(self._data).encode()
        return held + (self._start or b"") + self._lines.rest()

    def _without_bom(self, data: bytes) -> bytes:
        start = (self._start or b"") + data
        if len(start) < len(_BOM) and _BOM.startswith(start):
            self._start = start
            return b""
        self._start = None
        return start[len(_BOM) :] if start.startswith(_BOM) else start

    def _field(self, line: bytes) -> None:
        name, _, raw = line.partition(b":")
        if not name:
            return  # A comment.
        value = (raw[1:] if raw.startswith(b" ") else raw).decode("utf-8", "replace")
        if name == b"data":
            self._data.append(value)
        elif name == b"event":
            self._type = value
        elif name == b"id":
            if "\0" not in value:
                self._id = value
        elif name == b"retry" and value.isascii() and value.isdigit():
            self._retry = int(value[:15])

    def _dispatch(self) -> Event | None:
        lines, kind, retry = self._data, self._type, self._retry
        self._data, self._type, self._retry = [], "", None
        return (
            Event("\n".join(lines), kind or "message", self._id, retry)
            if lines
            else None
        )

"""JSON lines, newline-delimited JSON and JSON text sequences (RFC 7464): one value per line."""

from __future__ import annotations

from collections.abc import Iterator

from .sse import Event, Lines

_SPACE = b" \t\r\n\x1e"


class JsonLinesDecoder:
    """Bytes in any pieces to the texts of the values; blank lines are none.

    The last line counts without its end too: a text cut in the middle is then no JSON.

    >>> decoder = JsonLinesDecoder()
    >>> [event.data for event in decoder.feed(b'{"a":1}\\n{"a"')]
    ['{"a":1}']
    """

    def __init__(self) -> None:
        self._lines = Lines()

    def feed(self, data: bytes) -> Iterator[Event]:
        """The values that ``data`` completes."""
        for line in self._lines.feed(data):
            if text := line.strip(_SPACE):
                yield Event(text.decode("utf-8", "replace"))

    def finish(self) -> Iterator[Event]:
        """The value that the end completes."""
        if text := self._lines.rest().strip(_SPACE):
            yield Event(text.decode("utf-8", "replace"))

    def rest(self) -> bytes:
        """What has come of the next value."""
        return self._lines.rest()

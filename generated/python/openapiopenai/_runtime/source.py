"""Where the bytes of a request body come from, and whether they can be sent twice."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from typing import IO, Final, Protocol

from ..exceptions import RequestError

CHUNK: Final = 65_536


class Source(Protocol):
    """Bytes to send. ``length`` is None when it is not known before; a source that is not
    ``replayable`` gives its bytes once only; ``blocking`` ones read from a disk or the like.
    """

    @property
    def length(self) -> int | None: ...

    @property
    def replayable(self) -> bool: ...

    @property
    def blocking(self) -> bool: ...

    def chunks(self) -> Iterator[bytes]:
        """The bytes from their start."""
        ...


class BytesSource:
    """Bytes in memory."""

    replayable = True
    blocking = False

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.length = len(data)

    def chunks(self) -> Iterator[bytes]:
        yield self.data


class PathSource:
    """A file on disk, opened anew for each attempt and read in chunks."""

    replayable = True
    blocking = True

    def __init__(self, path: str) -> None:
        self.path = path
        try:
            self.length = os.stat(path).st_size
        except OSError as error:
            raise RequestError(f"the file cannot be read: {error.strerror}") from error

    def chunks(self) -> Iterator[bytes]:
        try:
            with open(self.path, "rb") as file:
                yield from _read(file, self.length)
        except OSError as error:
            raise RequestError(f"the file cannot be read: {error.strerror}") from error


class FileSource:
    """An open file, from where it stands; one that can seek is rewound for each attempt."""

    blocking = True

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.start = 0
        self.length: int | None = None
        self.replayable = False
        self._spent = False
        if isinstance(file, io.TextIOBase):
            raise RequestError("the file is open as text: open it with mode 'rb'")
        try:
            if file.seekable():
                self.start = file.tell()
                self.length = file.seek(0, os.SEEK_END) - self.start
                file.seek(self.start)
                self.replayable = True
        except AttributeError:
            pass  # Only `read` is there: it can be sent once.
        except (OSError, ValueError) as error:
            raise RequestError(f"the file cannot be read: {error}") from error

    def chunks(self) -> Iterator[bytes]:
        if self._spent and not self.replayable:
            raise RequestError("the file cannot be read twice")
        self._spent = True
        try:
            if self.replayable:
                self.file.seek(self.start)
            yield from _read(self.file, self.length)
        except (OSError, ValueError) as error:
            raise RequestError(f"the file cannot be read: {error}") from error


class IterableSource:
    """Chunks that somebody else makes; a list or tuple of them can be sent again."""

    blocking = True

    def __init__(self, parts: Iterable[bytes]) -> None:
        self.parts = parts
        self.replayable = isinstance(parts, (list, tuple))
        self.length: int | None = None
        self._spent = False

    def chunks(self) -> Iterator[bytes]:
        if self._spent and not self.replayable:
            raise RequestError("the content cannot be read twice")
        self._spent = True
        for part in self.parts:
            if not isinstance(
                part, (bytes, bytearray, memoryview)
            ):  # pyright: ignore[reportUnnecessaryIsInstance]
                raise RequestError(
                    f"the content gave {type(part).__name__} instead of bytes"
                )
            if part:
                yield bytes(part)


class JoinedSource:
    """Sources one after the other: a multipart body."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self.sources = tuple(sources)
        lengths = [source.length for source in self.sources]
        self.length = (
            None if None in lengths else sum(length or 0 for length in lengths)
        )
        self.replayable = all(source.replayable for source in self.sources)
        self.blocking = any(source.blocking for source in self.sources)

    def chunks(self) -> Iterator[bytes]:
        for source in self.sources:
            yield from source.chunks()


def _read(file: IO[bytes], length: int | None) -> Iterator[bytes]:
    """Read up to ``length`` bytes: a file that grows meanwhile must not break the framing."""
    left = length
    while left is None or left > 0:
        chunk = file.read(CHUNK if left is None else min(CHUNK, left))
        if not chunk:
            if left:
                raise RequestError("the file became shorter while it was sent")
            return
        if not isinstance(chunk, bytes):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise RequestError(
                "the file gave text instead of bytes: open it with mode 'rb'"
            )
        if left is not None:
            left -= len(chunk)
        yield chunk

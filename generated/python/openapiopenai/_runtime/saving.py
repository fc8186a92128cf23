"""Where a saved body goes: a file that appears only when it is complete, or one that is open."""

from __future__ import annotations

import contextlib
import os
import secrets
from typing import IO

from ..exceptions import RequestError
from .options import SaveTarget


class Saving:
    """Writes a body to its target. Raises RequestError when the target cannot be written."""

    def __init__(self, target: SaveTarget) -> None:
        self._part: str | None = None
        self._path = ""
        self._own = isinstance(target, (str, os.PathLike))
        try:
            self._file: IO[bytes] = (
                self._open(os.fspath(target))
                if isinstance(target, (str, os.PathLike))
                else target
            )
        except OSError as error:
            raise _unwritable(error) from error

    def _open(self, path: str) -> IO[bytes]:
        self._path = path
        if os.path.exists(path) and not os.path.isfile(path):
            return open(path, "wb")  # A device or a pipe has to be written where it is.
        folder, name = os.path.split(path)
        part = os.path.join(folder, f".{name}.{secrets.token_hex(4)}.part")
        file = open(part, "xb")  # noqa: SIM115 - open until commit or abandon
        self._part = part
        return file

    def write(self, chunk: bytes) -> None:
        """Add bytes."""
        try:
            self._file.write(chunk)
        except (OSError, ValueError, TypeError) as error:
            raise _unwritable(error) from error

    def commit(self) -> None:
        """The body is complete: let the file appear under its name."""
        try:
            if not self._own:
                self._file.flush()
                return
            self._file.close()
            if self._part is not None:
                os.replace(self._part, self._path)
        except (OSError, ValueError) as error:
            self.abandon()
            raise _unwritable(error) from error

    def abandon(self) -> None:
        """The body did not come to its end: leave nothing of it under the path."""
        with contextlib.suppress(OSError):
            if self._own:
                self._file.close()
            if self._part is not None:
                os.unlink(self._part)


def _unwritable(error: Exception) -> RequestError:
    return RequestError(f"the body cannot be saved: {error}")

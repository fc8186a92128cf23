"""Which texts a formatter is known to leave as they are.

Formatting costs far more than printing, and targets print text that is already in form; so a text
that was confirmed once is not formatted again. The knowledge is a file of digests for each
formatter version in the user's cache folder. It only skips work that would change nothing; a
missing, full or damaged cache costs time and nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

_DIGEST = 32
_MOST = 1 << 16
"""Digests in one file (2 MB) before it is begun anew."""


def cache_folder() -> Path | None:
    """The folder for what may be lost, None where the system has none.

    ``SPECPRESS_CACHE`` names another; set to nothing it turns the cache off.
    """
    import os

    chosen = os.environ.get("SPECPRESS_CACHE")
    if chosen is not None:
        return Path(chosen) if chosen else None
    try:
        from platformdirs import user_cache_path

        return user_cache_path("specpress", appauthor=False)
    except (ImportError, OSError, RuntimeError):
        return None


class Confirmed:
    """The confirmed texts of one formatter. ``formatter`` is its name and version."""

    def __init__(self, formatter: str, folder: Path | None) -> None:
        self._key = formatter.encode()
        name = hashlib.sha256(self._key).hexdigest()[:16]
        self._file = None if folder is None or not formatter else folder / f"confirmed-{name}"
        self._known: set[bytes] = self._read()

    def digest(self, text: str) -> bytes:
        """What a text is known by."""
        return hashlib.sha256(self._key + b"\0" + text.encode("utf-8", "surrogatepass")).digest()

    def __contains__(self, digest: bytes) -> bool:
        return digest in self._known

    def add(self, digests: Iterable[bytes]) -> None:
        """Remember texts that came back from the formatter unchanged."""
        new = [digest for digest in dict.fromkeys(digests) if digest not in self._known]
        self._known.update(new)
        if self._file is None or not new:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            anew = len(self._known) > _MOST
            with self._file.open("wb" if anew else "ab") as file:
                file.write(b"".join(new))
        except OSError:
            return

    def _read(self) -> set[bytes]:
        if self._file is None:
            return set()
        try:
            data = self._file.read_bytes()
        except OSError:
            return set()
        if len(data) % _DIGEST:
            self._file.unlink(missing_ok=True)
            return set()
        return {data[place : place + _DIGEST] for place in range(0, len(data), _DIGEST)}

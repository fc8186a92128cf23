"""Whether a run has nothing to do, known from hashes alone.

After a run its output is remembered in the user's cache folder, under a key made of everything
that it depended on: the generator's own sources and templates, the document, the settings. While
the key and every file of the output are the same, the next run has nothing to do. Where nothing is
remembered the run does its work; the result is the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from generator.emit import stage
from generator.emit.confirmed import cache_folder
from generator.emit.manifest import MANIFEST, BadManifest, Manifest, digest, file_digest
from generator.emit.templates import folder
from generator.pipeline import Wish

_LARGEST = 1 << 27


@cache
def _generator() -> str:
    """The hash of our own sources and templates."""
    total = hashlib.sha256()
    for root in (Path(__file__).parents[1], folder(".")):
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix not in (".pyc", ".pyo"):
                total.update(f"{path.relative_to(root)}\0".encode())
                total.update(path.read_bytes() + b"\0")
    return total.hexdigest()


class Memory:
    """What is remembered about the output folder of one wish."""

    def __init__(self, spec: str, wish: Wish, settings: str) -> None:
        self._wish = wish
        self._settings = settings
        self._spec = Path(spec)
        base = cache_folder()
        place = digest(str(wish.output.resolve()).encode())[:32]
        self._file = None if base is None or spec == "-" else base / "runs" / f"{place}.json"

    def nothing_to_do(self) -> tuple[int, int] | None:
        """Files and warnings of the last run if a new one would change nothing, else None."""
        if self._file is None:
            return None
        try:
            known = json.loads(self._file.read_bytes())
            if known["key"] != self._key(self._document()):
                return None
            root = self._wish.output.resolve()
            if file_digest(root / MANIFEST) != known["manifest"] or stage.interrupted(root):
                return None
            manifest = Manifest.read(root)
            if manifest is None:
                return None
            if any(file_digest(root / path) != sha for path, sha in manifest.files.items()):
                return None
            return len(manifest.files), int(known["warnings"])
        except (OSError, ValueError, KeyError, TypeError, BadManifest):
            return None

    def keep(self, document: str, warnings: int) -> None:
        """Remember a run; ``document`` is the hash of its document.

        A document of several files is not remembered: its hash is not that of one file.
        """
        try:
            if self._file is None or document != self._document():
                return
            known = {
                "key": self._key(document),
                "manifest": file_digest(self._wish.output.resolve() / MANIFEST),
                "warnings": warnings,
            }
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps(known), encoding="utf-8")
        except OSError:
            return

    def _document(self) -> str | None:
        if self._spec.stat().st_size > _LARGEST:
            return None
        return file_digest(self._spec.resolve())

    def _key(self, document: str | None) -> str:
        parts = (_generator(), str(document), self._settings, self._spec.name)
        return digest("\0".join(parts).encode())


def nothing_to_do(memories: Sequence[Memory]) -> list[tuple[int, int]] | None:
    """Files and warnings of every output, if none of them has anything to do."""
    found = [memory.nothing_to_do() for memory in memories]
    known = [each for each in found if each is not None]
    return known if len(known) == len(found) else None

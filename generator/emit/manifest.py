"""The manifest: what was written, from what, by whom."""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.emit.paths import fault

MANIFEST = ".specpress.json"
"""Its name in an output folder."""

_FORM = 1


class BadManifest(ValueError):
    """A file of that name is there, and is no manifest of ours."""


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def file_digest(path: Path) -> str | None:
    """The SHA-256 of a file, None where there is none. Links are not followed."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return None
        with open(path, "rb", buffering=0) as file:
            return digest(file.read())
    except (FileNotFoundError, NotADirectoryError):
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an output folder says about itself.

    ``generator`` is who wrote it, with the version; ``document`` and ``options`` are hashes of
    what it was made from; ``files`` the SHA-256 of each owned file by path.
    """

    generator: str
    document: str
    options: str
    files: Mapping[str, str] = field(default_factory=dict)

    def text(self) -> bytes:
        """The manifest as a file: sorted, one line a file, so that versions compare well."""
        value = {
            "about": "Files written by a generator. Edits are refused at the next run.",
            "manifest": _FORM,
            "generator": self.generator,
            "document": self.document,
            "options": self.options,
            "files": dict(sorted(self.files.items())),
        }
        return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()

    @classmethod
    def read(cls, folder: Path) -> Manifest | None:
        """The manifest of a folder, None where there is none.

        Raises :class:`BadManifest` for one that cannot be trusted: not JSON, of another form, or
        with a path that leaves the folder.
        """
        path = folder / MANIFEST
        if not path.is_symlink() and not path.exists():
            return None
        if path.is_symlink() or not path.is_file():
            raise BadManifest(f"`{MANIFEST}` is not a file")
        try:
            value = json.loads(path.read_bytes())
        except ValueError as error:
            raise BadManifest(f"`{MANIFEST}` is not JSON: {error}") from error
        return cls._checked(value)

    @classmethod
    def _checked(cls, value: object) -> Manifest:
        if not isinstance(value, dict) or value.get("manifest") != _FORM:
            raise BadManifest(f"`{MANIFEST}` is not a manifest of form {_FORM}")
        texts = {key: value.get(key) for key in ("generator", "document", "options")}
        files = value.get("files")
        if not all(isinstance(text, str) for text in texts.values()) or not isinstance(files, dict):
            raise BadManifest(f"`{MANIFEST}` lacks a member")
        for path, sha in files.items():
            if fault(path) is not None or not isinstance(sha, str):
                raise BadManifest(f"`{MANIFEST}` owns `{path}`, which {fault(path)}")
            if not re.fullmatch("[0-9a-f]{64}", sha):
                raise BadManifest(f"`{MANIFEST}` has no hash for `{path}`")
        return cls(files=files, **{key: str(text) for key, text in texts.items()})

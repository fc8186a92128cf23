"""Paths of the output that every system takes, and that stay inside."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

_FORBIDDEN = frozenset('<>:"|?*\\')
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"]
)
_LONGEST_SEGMENT = 255
_LONGEST = 1024


def fault(path: str) -> str | None:
    """What is wrong with a relative path, None where nothing is.

    Refused: absolute paths, empty segments, ``.`` and ``..``, characters and device names that
    Windows keeps for itself (in any case, with any extension), trailing dots and spaces, controls,
    lone surrogates, and lengths that some file system refuses.
    """
    if len(path.encode("utf-8", "surrogatepass")) > _LONGEST:
        return "is too long"
    if path.startswith("/"):
        return "is absolute"
    for segment in path.split("/"):
        if segment == "":
            return "has an empty segment"
        if segment in (".", ".."):
            return f"has the segment `{segment}`"
        if len(segment.encode("utf-8", "surrogatepass")) > _LONGEST_SEGMENT:
            return "has a segment that is too long"
        if any(c in _FORBIDDEN or unicodedata.category(c) in ("Cc", "Cs") for c in segment):
            return "has a character that file systems refuse"
        if segment[-1] in ". ":
            return "has a segment that ends in a dot or a space"
        if segment.split(".")[0].rstrip().lower() in _DEVICES:
            return f"has the name of a device, `{segment}`"
    return None


def folded(path: str) -> str:
    """The path as a file system without case, or of another Unicode form, knows it."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def faults(paths: Iterable[str]) -> Iterator[str]:
    """A sentence for everything that is wrong with a set of files."""
    seen: dict[str, str] = {}
    good: list[str] = []
    for path in paths:
        wrong = fault(path)
        if wrong is not None:
            yield f"`{path}` {wrong}"
            continue
        key = folded(path)
        if key in seen:
            yield f"`{path}` is the same file as `{seen[key]}` where case does not count"
            continue
        seen[key] = path
        good.append(path)
    for path in good:
        for parent in _parents(folded(path)):
            if parent in seen:
                yield f"`{seen[parent]}` would be a file, and a folder for `{path}`"


def _parents(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def obstacle(root: Path, path: str, leaving: Container[str] = ()) -> str | None:
    """The first part of ``path`` below ``root`` that cannot be written through, and why.

    Links are never followed, wherever they lead. Files named in ``leaving`` are as good as gone,
    and so is a folder that holds nothing else. Nothing is changed.
    """
    place = str(root)
    segments = path.split("/")
    for count, segment in enumerate(segments, start=1):
        place = f"{place}/{segment}"
        try:
            mode = os.lstat(place).st_mode
        except FileNotFoundError:
            return None
        name = "/".join(segments[:count])
        if stat.S_ISLNK(mode):
            return f"`{name}` is a symbolic link"
        if count < len(segments) and not stat.S_ISDIR(mode):
            return None if name in leaving else f"`{name}` is not a folder"
        if count == len(segments) and not stat.S_ISREG(mode):
            return None if _empties(root, Path(place), leaving) else f"`{name}` is not a file"
    return None


def _empties(root: Path, folder: Path, leaving: Container[str]) -> bool:
    """Whether a folder will be gone with the files that leave it."""
    inside = [path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()]
    return (
        folder.is_dir()
        and bool(inside)
        and all(path.relative_to(root).as_posix() in leaving for path in inside)
    )

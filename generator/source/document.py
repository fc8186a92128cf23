"""A loaded API document: one tree in one dialect, and the way back to its author's files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.diagnostics import Refused
from generator.source.files import Position, Sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What the builder reads.

    ``root`` is one tree of plain values in the dialect of OpenAPI 3.1; nothing may change it.
    In it every ``$ref`` of the structure (not of data) is local, leads to an object or boolean
    schema, and is part of no circle of pure references; every member that
    :mod:`generator.source.grammar` and :mod:`generator.source.values` know has the shape and
    type that they say, or is absent; each parameter in a list has a name and a known place.
    What had to be taken out for that is in the report. ``nullable: true`` may remain.

    ``openapi`` is the version as written by the author, ``hash`` the SHA-256 of all files,
    ``label`` the path as the user gave it, ``sources`` the files themselves.
    """

    root: dict[str, Any]
    openapi: str
    hash: str
    label: str
    sources: Sources

    def locate(self, pointer: str) -> Position:
        """The line and column of a pointer into ``root``; computed only when asked."""
        return self.sources.locate(pointer)

    def at(self, source: str | None, line: int, column: int) -> Position:
        """The position of a line and column of one of the files."""
        return self.sources.at(source, line, column)

    def shown(self, pointer: str) -> str:
        """The pointer as it is in the file that its author wrote."""
        return self.sources.shown(pointer)


class LoadRefused(Refused):
    """Nothing can be built. ``sources`` holds what was read, so that the report shows lines."""

    def __init__(self, message: str, sources: Sources | None = None) -> None:
        super().__init__(message)
        self.sources = sources

"""The files of one document, and where things stand in them."""

from __future__ import annotations

import hashlib
import posixpath
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.diagnostics import Diagnostic
from generator.source import json_text, positions, yaml12
from generator.source.budget import Budget, unhurried
from generator.source.characters import Lines, decode
from generator.source.fault import Fault, Unreadable
from generator.source.fetch import is_url
from generator.source.pointers import join, split

BUNDLE = "x-specpress-files"
"""The member of the root under which other files stand, by their relative path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A place for people: ``line`` and ``column`` count from 1, ``text`` is that source line."""

    file: str
    line: int
    column: int
    text: str


class SourceFile:
    """One file as it was read. ``label`` is what a report calls it."""

    def __init__(self, label: str, data: bytes) -> None:
        self.label = label
        self.data = data

    def __reduce__(self) -> tuple[Any, ...]:
        return (SourceFile, (self.label, self.data))

    @cached_property
    def text(self) -> str:
        """The characters; raises :class:`Unreadable` when the bytes are no text."""
        return decode(self.data)

    @cached_property
    def lines(self) -> Lines:
        """The lines of the text, or of what can be read of it."""
        try:
            return Lines(self.text)
        except Unreadable:
            return Lines(self.data.decode("utf-8", "replace"))

    @cached_property
    def index(self) -> positions.Index:
        """Where each value stands; read anew from the text at the first question."""
        text = self.lines.text
        with unhurried():
            if self._is_json(text):
                return positions.of_json(text)
            return positions.of_yaml(text)

    def _is_json(self, text: str) -> bool:
        if not json_text.looks_like_json(text, self.label):
            return False
        try:
            json_text.parse(text, Budget())
        except Unreadable:
            return not self._may_be_yaml
        return True

    @property
    def _may_be_yaml(self) -> bool:
        return self.label.lower().endswith((".yaml", ".yml"))

    def parse(self, budget: Budget) -> yaml12.Parsed:
        """The value of the file and its warnings; raises :class:`Unreadable` with all faults."""
        text = self.text
        with unhurried():
            parsed = self._parse(text, budget)
        if parsed.duplicates:
            raise Unreadable(*parsed.faults, *self._duplicates())
        return parsed

    def _parse(self, text: str, budget: Budget) -> yaml12.Parsed:
        if json_text.looks_like_json(text, self.label):
            try:
                return json_text.parse(text, budget)
            except Unreadable:
                if not self._may_be_yaml:
                    raise
        return yaml12.parse(text, budget)

    def _duplicates(self) -> tuple[Fault, ...]:
        return tuple(
            Fault(
                code="duplicate-key",
                message=f"key `{twice.key}` stands here again; it is first on line "
                f"{self.lines.place(twice.first)[0]}",
                index=twice.second,
                help="keep one of the two",
            )
            for twice in self.index.twice
        )

    def at(self, line: int, column: int) -> Position:
        """The position of a line and column."""
        return Position(file=self.label, line=line, column=column, text=self.lines.line(line))

    def locate(self, segments: tuple[str, ...]) -> Position:
        """The position of a value, or of the nearest one around it."""
        if not self.data:
            return Position(file=self.label, line=0, column=0, text="")
        place = self.index.find(segments)
        return self.at(*self.lines.place(place.index if place else 0))


class Sources:
    """All files of a document: the root under ``""``, others by their relative path."""

    def __init__(self, root: SourceFile) -> None:
        self.files: dict[str, SourceFile] = {"": root}
        self.moved: dict[tuple[str, ...], tuple[str, ...]] = {}

    def add(self, name: str, data: bytes) -> None:
        """Add a file that a reference leads to; it is called by its path beside the root."""
        folder = posixpath.dirname(self.files[""].label)
        label = name if is_url(name) else posixpath.join(folder, name)
        self.files[name] = SourceFile(label, data)

    @property
    def hash(self) -> str:
        """SHA-256 in hex: of the root's bytes alone, or of the paths and bytes of all files."""
        if len(self.files) == 1:
            return hashlib.sha256(self.files[""].data).hexdigest()
        total = hashlib.sha256()
        for path, file in sorted(self.files.items()):
            total.update(f"{path}\0{len(file.data)}\0".encode())
            total.update(file.data)
        return total.hexdigest()

    def at(self, source: str | None, line: int, column: int) -> Position:
        """The position of a line and column; ``source`` names another file than the root.

        A file that is no part of the document (a configuration) gets a position without text.
        """
        file = self.files.get(source or "")
        if file is None:
            return Position(file=source or "", line=line, column=column, text="")
        return file.at(line, column)

    def locate(self, pointer: str) -> Position:
        """The position of a pointer into the root of the loaded document.

        A pointer into a converted document is first led back to what its author wrote. Where
        the place does not exist, the nearest one around it is given.
        """
        name, segments = self._origin(pointer)
        return self.files[name].locate(segments)

    def shown(self, pointer: str) -> str:
        """The pointer as it is in the file that its author wrote."""
        return join(self._origin(pointer)[1])

    def _origin(self, pointer: str) -> tuple[str, tuple[str, ...]]:
        """The file that holds a place, and the segments of the place in that file."""
        segments = self._written(split(pointer))
        if len(segments) > 1 and segments[0] == BUNDLE and segments[1] in self.files:
            return segments[1], segments[2:]
        return "", segments

    def _written(self, segments: tuple[str, ...]) -> tuple[str, ...]:
        for length in range(len(segments), 0, -1):
            if (origin := self.moved.get(segments[:length])) is not None:
                return origin + segments[length:]
        return segments


def located(fault: Fault, file: SourceFile, source: str) -> Diagnostic:
    """The diagnostic of a fault in the text of a file."""
    end = len(file.lines.text.rstrip())
    line, column = file.lines.place(min(fault.index, end))
    return Diagnostic(
        severity=fault.severity,
        code=fault.code,
        message=fault.message,
        help=fault.help,
        line=line,
        column=column,
        source=source or None,
    )

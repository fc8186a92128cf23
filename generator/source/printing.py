"""A report as text for people: place, source line, caret and a way out for each finding."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from generator.diagnostics import Diagnostic, Severity
from generator.source.files import Position

_FOLD = 5
_WIDTH = 100
_GUTTER = 7
_RED, _YELLOW, _BOLD, _DIM, _CYAN, _OFF = (
    "\x1b[1;31m",
    "\x1b[1;33m",
    "\x1b[1m",
    "\x1b[2m",
    "\x1b[36m",
    "\x1b[0m",
)


class Locator(Protocol):
    """What knows the files: a Document, or the Sources of one that was refused."""

    def locate(self, pointer: str) -> Position:
        """The position of a pointer."""
        ...

    def at(self, source: str | None, line: int, column: int) -> Position:
        """The position of a line and column."""
        ...

    def shown(self, pointer: str) -> str:
        """The pointer as the author of the file would write it."""
        ...


@dataclass(frozen=True, slots=True)
class _Entry:
    """A finding with its position, ready to be sorted."""

    position: Position
    diagnostic: Diagnostic

    @property
    def order(self) -> tuple[str, int, int, str, str, str]:
        place, found = self.position, self.diagnostic
        return (
            place.file,
            place.line,
            place.column,
            found.severity.value,
            found.code,
            found.message,
        )


def render(
    report: Iterable[Diagnostic],
    locator: Locator | None,
    color: bool = False,
    *,
    fold: int = _FOLD,
) -> str:
    """All findings, sorted by place; plain text unless ``color`` asks for terminal colours.

    Of findings with the same severity and code the first ``fold`` are printed and the rest
    counted; ``fold=0`` prints all. The text ends with a line break, or is empty.
    """
    entries = sorted(
        (_Entry(_position(found, locator), found) for found in report),
        key=lambda entry: entry.order,
    )
    paint = _paint if color else _plain
    lines: list[str] = []
    seen: Counter[tuple[Severity, str]] = Counter()
    for entry in entries:
        group = (entry.diagnostic.severity, entry.diagnostic.code)
        seen[group] += 1
        if not fold or seen[group] <= fold:
            lines += _entry_lines(entry, locator, paint)
    for (severity, code), count in seen.items():
        if fold and count > fold:
            head = paint(f"{severity.value}[{code}]", _tone(severity))
            lines.append(f"{head}: {count - fold} more of this kind")
    return "".join(line + "\n" for line in lines)


def _position(found: Diagnostic, locator: Locator | None) -> Position:
    if locator is None:
        return Position(file=found.source or "", line=found.line or 0, column=0, text="")
    if found.line is not None:
        return locator.at(found.source, found.line, found.column or 1)
    if found.source is not None:
        return locator.at(found.source, 0, 0)
    return locator.locate(found.pointer)


def _entry_lines(entry: _Entry, locator: Locator | None, paint: _Paint) -> list[str]:
    place, found = entry.position, entry.diagnostic
    where = ":".join(
        part
        for part in (
            visible(place.file),
            str(place.line) if place.line else "",
            str(place.column) if place.line and place.column else "",
        )
        if part
    )
    head = paint(f"{found.severity.value}[{found.code}]", _tone(found.severity))
    lines = [
        (
            f"{paint(where, _BOLD)}: {head}: {visible(found.message)}"
            if where
            else f"{head}: {visible(found.message)}"
        )
    ]
    if place.line and place.text.strip():
        text, offset = _window(place.text, place.column)
        pointer = "" if found.pointer == "#" else found.pointer
        if pointer and locator is not None:
            pointer = locator.shown(pointer)
        caret = f"{' ' * offset}^ {visible(pointer)}".rstrip()
        number, gutter = f"{place.line:>{_GUTTER}} |", f"{'':>{_GUTTER}} |"
        lines.append(f"{paint(number, _DIM)} {text}")
        lines.append(f"{paint(gutter, _DIM)} {paint(caret, _tone(found.severity))}")
    if found.help:
        lines.append(f"   {paint('help:', _CYAN)} {visible(found.help)}")
    return lines


def _window(text: str, column: int) -> tuple[str, int]:
    """The part of a source line around a column, and how many cells stand before the column."""
    start, end = 0, len(text)
    if end > _WIDTH:
        start = max(0, min(column - 1 - _WIDTH // 2, end - _WIDTH))
        end = min(end, start + _WIDTH)
    shown = text[start:end].replace("\t", " ")
    before = visible(shown[: max(0, column - 1 - start)])
    lead = "..." if start else ""
    tail = "..." if end < len(text) else ""
    return f"{lead}{visible(shown)}{tail}".rstrip(), len(lead) + _cells(before)


def _cells(text: str) -> int:
    """How many cells of a terminal a text fills (Unicode Standard Annex 11)."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def visible(text: str) -> str:
    """Text from a document, safe to print: what would steer the terminal becomes an escape.

    >>> visible("a\\x1b[31m\\u202eb")
    'a\\\\x1b[31m\\\\u202eb'
    """
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def _tone(severity: Severity) -> str:
    return _RED if severity is Severity.ERROR else _YELLOW


class _Paint(Protocol):
    def __call__(self, text: str, tone: str) -> str: ...


def _plain(text: str, tone: str) -> str:
    return text


def _paint(text: str, tone: str) -> str:
    return f"{tone}{text}{_OFF}" if text else text

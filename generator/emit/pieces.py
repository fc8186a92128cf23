"""Pieces of printed code that no language splits, and how wide they are."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import LiteralString

from generator.emit.code import Code


@dataclass(frozen=True, slots=True)
class Atom:
    """Text that is never split: a name, a number, a string."""

    flat: Code

    def __post_init__(self) -> None:
        checked(self.flat)


def checked(text: str) -> None:
    """Every piece of an expression is code, so the printed whole is; raises ``TypeError``."""
    if not isinstance(text, Code):
        raise TypeError(f"an expression is made of Code, not {type(text).__name__}")


def atom(text: LiteralString) -> Atom:
    """Text that stands in the source of this generator."""
    return Atom(Code(text))


def width(text: str) -> int:
    """Columns of one line: wide East Asian characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 0 if unicodedata.combining(character) else 1

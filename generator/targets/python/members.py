"""Pieces of a class: its members, its bases, its documentation."""

from __future__ import annotations

import keyword

from generator.emit.code import Code, fill
from generator.emit.prose import filled
from generator.targets.python import layout
from generator.targets.python.layout import Atom, Expression, printed
from generator.targets.python.literals import docstring
from generator.targets.python.reserved import TYPES


def member(name: str, type_: Expression, value: Expression | None) -> tuple[Code, Code]:
    """``name: type = value`` in a class body, as the two parts behind the name.

    Where the whole does not fit, black looks first whether the value can move into parentheses of
    its own, and only then opens the type.
    """
    indent, before = 4, len(name) + 2
    if value is None:
        return printed(type_, indent=indent, before=before), Code("")
    head = indent + before + layout.width(type_.flat)
    first = layout.width(value.flat) if isinstance(value, Atom) else layout.width("Field(")
    if isinstance(value, layout.Group):
        first = layout.width(value.head) + 1
    opened = head + 3 + first > layout.LINE_LENGTH
    if opened and head + 4 <= layout.LINE_LENGTH:
        inner = printed(value, indent=indent + layout.INDENT)
        return type_.flat, fill(" = (\n        {}\n    )", inner)
    if opened:
        # The opened type ends in ``] = `` or ``) = ``.
        ending = fill(" = {}", printed(value, indent=indent, before=4))
        return printed(type_, indent=indent, before=before, after=layout.LINE_LENGTH), ending
    ending = printed(value, indent=indent, before=head - indent + 3)
    return type_.flat, fill(" = {}", ending)


def bases(keyword_and_name: int, base: Code) -> Code:
    """``(Base)`` behind a class name, opened where the line is too long."""
    if keyword_and_name + len(base) + 3 <= layout.LINE_LENGTH:
        return fill("({})", base)
    return fill("(\n    {}\n)", base)


def simple_key(key: str) -> bool:
    """Whether class syntax can declare the key: an identifier that hides no builtin type."""
    return (
        key.isidentifier()
        and key.isascii()
        and not keyword.iskeyword(key)
        and not key.startswith("__")
        and key not in TYPES
    )


def described(text: str, notes: list[str], indent: int) -> Code | None:
    """A docstring of a description and the notes below it; None where nothing is said."""
    lines = filled(text, layout.LINE_LENGTH - indent - 4)
    if notes:
        lines += [""] * bool(lines) + filled(" ".join(notes), layout.LINE_LENGTH - indent)
    return docstring(lines, indent) if lines else None

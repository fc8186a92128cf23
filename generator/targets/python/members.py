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


def alias(name: Code, kind: Code, type_: Expression, indent: int) -> tuple[Code, Code]:
    """``name: TypeAlias = type``, as the two parts behind the name; a name that leaves no room
    for them has ``TypeAlias`` in parentheses."""
    before = len(name) + 2 + len(kind) + 3
    if indent + before + 1 <= layout.LINE_LENGTH:
        return kind, printed(type_, indent=indent, before=before)
    pad = Code(" " * indent)
    opened = fill("(\n{}    {}\n{})", pad, kind, pad)
    shown = printed(type_, indent=indent, before=len(") = ()"))
    # black puts parentheses around alternatives there, on one line as well as on several.
    bare = isinstance(type_, layout.Either) and "\n" not in shown
    return opened, fill("({})", shown) if bare else shown


def assigned(name: Code, value: Code, indent: int) -> Code:
    """A short value behind ``name = ``, in parentheses where the name leaves no room for it."""
    if indent + len(name) + 3 + len(value) <= layout.LINE_LENGTH:
        return value
    pad = Code(" " * indent)
    return fill("(\n{}    {}\n{})", pad, value, pad)


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

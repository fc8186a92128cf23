"""Ruby text in its final form: expressions that know how to wrap, 120 columns wide."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.emit.code import Code, fill
from generator.emit.layout import Either as Either
from generator.emit.layout import Expression as Expression
from generator.emit.layout import Group as Group
from generator.emit.layout import Labelled as Labelled
from generator.emit.layout import Printer
from generator.emit.layout import Suffixed as Suffixed
from generator.emit.layout import either as either
from generator.emit.pieces import Atom as Atom
from generator.emit.pieces import atom as atom
from generator.emit.pieces import width as width

LINE_LENGTH = 120
INDENT = 2

_WORD = re.compile(r"\w+(?:-\w+)*", re.ASCII)
_PRINTER = Printer(LINE_LENGTH, INDENT)


def call(head: Code, items: Iterable[Expression], *, spread: bool = False) -> Expression:
    """``head(…)``; ``head`` alone where nothing is given."""
    found = tuple(items)
    return Group(head, "()", found, end="", spread=spread) if found else Atom(head)


def keyword(name: Code, value: Expression) -> Labelled:
    """``name: value``."""
    return Labelled(fill("{}: ", name), value)


def listed(items: Iterable[Expression], *, spread: bool = False) -> Group:
    """``[…]``."""
    return Group(Code(""), "[]", tuple(items), end="", spread=spread)


def mapped(items: Iterable[tuple[Code, Expression]], *, spread: bool = False) -> Group:
    """``{ key: value }``; keys are printed already."""
    pairs = tuple(keyword(key, value) for key, value in items)
    return Group(Code(""), "{}", pairs, end="", spread=spread, pad=" ")


def arrows(items: Iterable[tuple[Code, Expression]], *, spread: bool = False) -> Group:
    """``{ key => value }``; keys are printed already."""
    pairs = tuple(Labelled(fill("{} => ", key), value) for key, value in items)
    return Group(Code(""), "{}", pairs, end="", spread=spread, pad=" ")


def shorthand(names: Iterable[Code]) -> Group:
    """``{ limit:, after: }``: each key with the variable of its name."""
    pairs = tuple(Atom(fill("{}:", name)) for name in names)
    return Group(Code(""), "{}", pairs, end="", pad=" ")


def block(value: Expression, inner: Expression) -> Suffixed:
    """``value { inner }``."""
    return Suffixed(value, fill(" {{ {} }}", inner.flat))


def is_word(text: str) -> bool:
    """Whether a text can stand in ``%w[…]``."""
    return _WORD.fullmatch(text) is not None


def words(texts: Iterable[str]) -> Atom:
    """``%w[read write]``; each text is a word."""
    found = tuple(texts)
    if not all(map(is_word, found)):
        raise ValueError("only words can stand side by side")
    return Atom(Code(f"%w[{' '.join(found)}]"))


def printed(expression: Expression, *, indent: int, before: int = 0, after: int = 0) -> Code:
    """The expression from where it begins, ready to stand in its line; see :class:`Printer`."""
    return _PRINTER.printed(expression, indent=indent, before=before, after=after)

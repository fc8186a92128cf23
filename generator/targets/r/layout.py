"""R text in its final form: calls that know how to wrap, 100 columns wide.

A call is printed on one line where it fits. Where it does not, its outermost parentheses are
opened, one argument a line, and so on inwards. R takes no comma behind the last argument.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.emit.code import Code, fill
from generator.emit.layout import Expression as Expression
from generator.emit.layout import Group as Group
from generator.emit.layout import Labelled as Labelled
from generator.emit.layout import Printer
from generator.emit.layout import Suffixed as Suffixed
from generator.emit.pieces import Atom as Atom
from generator.emit.pieces import atom as atom

LINE_LENGTH = 100
INDENT = 2

_PRINTER = Printer(LINE_LENGTH, INDENT)


def call(head: Code, items: Iterable[Expression], *, spread: bool = False) -> Group:
    """``head(…)``; ``spread`` opens it in any case."""
    return Group(head, "()", tuple(items), end="", spread=spread)


def keyword(name: Code, value: Expression) -> Labelled:
    """``name = value``."""
    return Labelled(fill("{} = ", name), value)


def together(items: Iterable[Expression]) -> Atom:
    """Arguments that stay on one line."""
    return Atom(Code(", ").join(item.flat for item in items))


def printed(expression: Expression, *, indent: int, before: int = 0, after: int = 0) -> Code:
    """The expression from where it begins, ready to stand in its line; see :class:`Printer`."""
    return _PRINTER.printed(expression, indent=indent, before=before, after=after)


def assigned(name: Code, value: Expression, *, indent: int = 0) -> Code:
    """``name <- value``."""
    head = fill("{} <- ", name)
    return head + printed(value, indent=indent, before=len(head))

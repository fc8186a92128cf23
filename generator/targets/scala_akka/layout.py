"""Scala text in its final form: expressions that know how to wrap, 100 columns wide."""

from __future__ import annotations

from collections.abc import Iterable

from generator.emit.code import Code, fill
from generator.emit.layout import Expression as Expression
from generator.emit.layout import Group as Group
from generator.emit.layout import Labelled as Labelled
from generator.emit.layout import Printer
from generator.emit.layout import Suffixed as Suffixed
from generator.emit.layout import spread as spread
from generator.emit.pieces import Atom as Atom
from generator.emit.pieces import atom as atom
from generator.emit.pieces import width as width

LINE_LENGTH = 100
INDENT = 2


class ScalaPrinter(Printer):
    """A method that does not fit behind its value stands below it."""

    def text(self, expression: Expression, indent: int, before: int, after: int) -> str:
        """The expression on one line, or opened."""
        if isinstance(expression, Suffixed) and expression.suffix.startswith("."):
            value, suffix = expression.value.flat, expression.suffix
            pad = indent + self.step
            whole = self.fits(f"{value}{suffix}", indent + before + after)
            if not whole and self.fits(value, indent + before) and self.fits(suffix, pad + after):
                return f"{value}\n{' ' * pad}{suffix}"
        return super().text(expression, indent, before, after)


_PRINTER = ScalaPrinter(LINE_LENGTH, INDENT)


def call(head: Code, items: Iterable[Expression], *, spread: bool = False) -> Group:
    """``head(…)``."""
    return Group(head, "()", tuple(items), end="", spread=spread)


def generic(head: Code, items: Iterable[Expression]) -> Group:
    """``head[…]``."""
    return Group(head, "[]", tuple(items), end="")


def named(name: Code, value: Expression) -> Labelled:
    """``name = value``."""
    return Labelled(fill("{} = ", name), value)


def pair(key: Expression, value: Expression) -> Labelled:
    """``key -> value``."""
    return Labelled(fill("{} -> ", key.flat), value)


def chained(value: Expression, method: Code, items: Iterable[Expression]) -> Expression:
    """``value.method(…)``, the arguments on the line on which the value ends."""
    arguments = call(fill(".{}", method), items)
    return Suffixed(value, arguments.flat)


def printed(expression: Expression, *, indent: int, before: int = 0, after: int = 0) -> Code:
    """The expression from where it begins, ready to stand in its line; see :class:`Printer`."""
    return _PRINTER.printed(expression, indent=indent, before=before, after=after)


def labelled(label: Code, value: Expression, *, indent: int, after: int = 0) -> Code:
    """``label`` and the value, which stands on the label's line or is opened there."""
    return printed(Labelled(label, value), indent=indent, after=after)


def assigned(label: Code, value: Expression, *, indent: int) -> Code:
    """``label = value``; a value that fits a line of its own stands below where it does not fit
    behind the label."""
    inner = indent + INDENT
    whole = indent + width(label) + 3 + width(value.flat)
    if whole > LINE_LENGTH >= inner + width(value.flat) and not spread(value):
        return fill("{} =\n{}{}", label, Code(" " * inner), value.flat)
    return labelled(fill("{} = ", label), value, indent=indent)


def extending(head: Code, parent: Code, *, indent: int, after: int = 0) -> Code:
    """``head extends parent``, the parent below where it does not fit."""
    flat = fill("{} extends {}", head, parent)
    if "\n" in head:
        return flat
    if indent + width(flat) + after <= LINE_LENGTH:
        return flat
    return fill("{}\n{}extends {}", head, Code(" " * (indent + INDENT)), parent)

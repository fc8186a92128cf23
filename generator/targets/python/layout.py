"""Python text in black's form, without running black: expressions that know how to wrap.

An expression is printed on one line where it fits. Where it does not, its outermost brackets are
opened: all items on one line if they fit there, otherwise one item a line with a trailing comma,
and so on inwards. Only the few shapes that generated code needs are known here: atoms,
bracketed lists, ``a | b`` and ``name=value``.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.emit.code import Code, fill
from generator.emit.layout import Either as Either
from generator.emit.layout import Expression as Expression
from generator.emit.layout import Group as Group
from generator.emit.layout import Labelled as Labelled
from generator.emit.layout import Printer, spread
from generator.emit.layout import either as either
from generator.emit.pieces import Atom as Atom
from generator.emit.pieces import atom as atom
from generator.emit.pieces import width as width

LINE_LENGTH = 88
"""black's own default, which a package without settings of its own is checked with."""

INDENT = 4


def keyword(name: Code, value: Expression) -> Labelled:
    """``name=value``."""
    return Labelled(fill("{}=", name), value)


def call(head: Code, items: Iterable[Expression], *, spread: bool = False) -> Group:
    """``head(…)``."""
    return Group(head, "()", tuple(items), spread=spread)


def listed(items: Iterable[Expression]) -> Group:
    """``[…]``."""
    return Group(Code(""), "[]", tuple(items))


def tupled(items: Iterable[Expression]) -> Group:
    """``(…)``, with its comma where there is one item."""
    found = tuple(items)
    return Group(Code(""), "()", found, last="," if len(found) == 1 else "")


def mapped(items: Iterable[tuple[Code, Expression]]) -> Group:
    """``{key: value}``; keys are printed already."""
    pairs = tuple(Labelled(fill("{}: ", key), value) for key, value in items)
    return Group(Code(""), "{}", pairs)


def subscript(head: Code, items: Iterable[Expression]) -> Group:
    """``head[…]``."""
    found = tuple(items)
    return Group(head, "[]", found, end="," if len(found) > 1 else "")


class _Black(Printer):
    """What black does that not everybody does."""

    def opened(self, group: Group, indent: int, before: int, after: int) -> str:
        """All items of a call on one line of their own, if they fit there."""
        inner = indent + self.step
        body = group.flat[len(group.head) + 1 : -1]
        if group.items and group.head and self.fits(body, inner) and not spread(group):
            close = f"{' ' * indent}{group.brackets[1]}"
            return f"{group.head}{group.brackets[0]}\n{' ' * inner}{body}\n{close}"
        return super().opened(group, indent, before, after)

    def item(self, item: Expression, indent: int, after: int) -> str:
        """``a | b`` needs no parentheses on a line of its own."""
        if isinstance(item, Either) and not self.fits(item.flat, indent + after):
            return self._bars(item, indent, after)
        return super().item(item, indent, after)

    def alternatives(self, expression: Either, indent: int, before: int, after: int) -> str:
        """In parentheses of their own."""
        inner = indent + self.step
        body = self.item(expression, inner, 0)
        return f"(\n{' ' * inner}{body}\n{' ' * indent})"

    def _bars(self, either: Either, indent: int, after: int) -> str:
        """One alternative a line, each but the first behind its bar."""
        last = len(either.items) - 1
        lines = [
            self.text(part, indent, 2 if place else 0, after if place == last else 0)
            for place, part in enumerate(either.items)
        ]
        return f"\n{' ' * indent}| ".join(lines)


_PRINTER = _Black(LINE_LENGTH, INDENT)


def printed(expression: Expression, *, indent: int, before: int = 0, after: int = 0) -> Code:
    """The expression from where it begins, ready to stand in its line.

    ``indent`` is that of the statement, in columns; ``before`` and ``after`` are the columns of
    its line that other text takes before the expression (without the indent) and behind it.
    """
    flat = expression.flat
    if (
        isinstance(expression, Atom)
        and before
        and not _PRINTER.fits(flat, indent + before + after)
        and _PRINTER.fits(flat, indent + INDENT)
    ):
        pad = " " * indent
        return Code(f"(\n{pad}{' ' * INDENT}{flat}\n{pad})")
    return _PRINTER.printed(expression, indent=indent, before=before, after=after)

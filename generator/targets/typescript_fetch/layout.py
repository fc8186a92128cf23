"""TypeScript text in its final form: expressions and types that know how to wrap.

An expression is printed on one line where it fits. Where it does not, its outermost brackets are
opened, one item a line with a trailing comma, and so on inwards; a list or object that is the last
argument of a call opens alone. The form is that of the field's usual formatter, 100 columns wide.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.emit import layout
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

LINE_LENGTH = 100
INDENT = 2


def call(head: Code, items: Iterable[Expression]) -> Group:
    """``head(…)``."""
    return Group(head, "()", tuple(items))


def generic(head: Code, items: Iterable[Expression]) -> Group:
    """``head<…>``."""
    return Group(head, "<>", tuple(items), end="")


def listed(items: Iterable[Expression], *, spread: bool = False) -> Group:
    """``[…]``; several lists or several objects of more than one item each are always opened."""
    found = tuple(items)
    return Group(Code(""), "[]", found, spread=spread or _several(found))


def _several(items: tuple[Expression, ...]) -> bool:
    return len(items) > 1 and any(
        all(
            isinstance(item, Group)
            and not item.head
            and item.brackets == brackets
            and len(item.items) > 1
            for item in items
        )
        for brackets in ("[]", "{}")
    )


def braces(items: Iterable[Expression], *, end: str = ",", spread: bool = False) -> Group:
    """``{ … }``."""
    return Group(Code(""), "{}", tuple(items), end=end, spread=spread, pad=" ")


def mapped(items: Iterable[tuple[Code, Expression]], *, spread: bool = False) -> Group:
    """``{ key: value }``; keys are printed already."""
    pairs = tuple(Labelled(fill("{}: ", key), value) for key, value in items)
    return braces(pairs, spread=spread)


def map_type(value: Expression) -> Group:
    """``{ [name: string]: T }``."""
    return braces((Labelled(Code("[name: string]: "), value),), end=";")


def array_type(item: Expression) -> Suffixed:
    """``T[]``, with parentheses where T is a union."""
    if isinstance(item, Either):
        item = Group(Code(""), "()", (item,), end="")
    return Suffixed(item, Code("[]"))


class _Usual(Printer):
    """What the field's usual formatter does that not everybody does."""

    def labelled(self, expression: Labelled, indent: int, before: int, after: int) -> str:
        """Alternatives stand below their label, and so does what may move there as a whole."""
        value = expression.value
        if isinstance(value, Either) and not layout.spread(value):
            return f"{expression.label.rstrip()}{self.alternatives(value, indent, 0, 0)}"
        if expression.below:
            inner = indent + self.step
            body = self.text(value, inner, 0, after)
            return f"{expression.label.rstrip()}\n{' ' * inner}{body}"
        return super().labelled(expression, indent, before, after)

    def alternatives(self, expression: Either, indent: int, before: int, after: int) -> str:
        """One alternative a line, each behind its bar, below what stands before."""
        inner = indent + self.step
        pad = " " * inner
        return "".join(f"\n{pad}| {self.text(p, inner, 2, 0)}" for p in expression.items)

    def opened(self, group: Group, indent: int, before: int, after: int) -> str:
        """One item a line, or the last one opened alone."""
        if not group.items:
            return group.flat
        hugged = self._hugged(group, indent, before)
        if hugged is not None:
            return hugged
        return super().opened(group, indent, before, after)

    def _hugged(self, group: Group, indent: int, before: int) -> str | None:
        """``head(a, b, [`` … ``])`` where only the last argument has to be opened."""
        *others, last = group.items
        if group.brackets != "()" or not group.head or any(layout.spread(x) for x in others):
            return None
        if not isinstance(last, Group) or last.head or not last.items:
            return None
        start = f"{group.head}({''.join(f'{item.flat}, ' for item in others)}"
        if not self.fits(start + last.brackets[0], indent + before):
            return None
        return f"{start}{self.opened(last, indent, 0, 0)})"


_PRINTER = _Usual(LINE_LENGTH, INDENT)


def printed(expression: Expression, *, indent: int, before: int = 0, after: int = 0) -> Code:
    """The expression from where it begins, ready to stand in its line; see :class:`Printer`."""
    return _PRINTER.printed(expression, indent=indent, before=before, after=after)


def labelled(label: Code, value: Expression, *, indent: int, after: int = 1) -> Code:
    """``label`` and the value, which stands on the label's line or is opened below it."""
    return _PRINTER.printed(Labelled(label, value), indent=indent, after=after)

"""Python text in black's form, without running black: expressions that know how to wrap.

An expression is printed on one line where it fits. Where it does not, its outermost brackets are
opened: all items on one line if they fit there, otherwise one item a line with a trailing comma,
and so on inwards. Only the few shapes that generated code needs are known here: atoms,
bracketed lists, ``a | b`` and ``name=value``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.emit.code import Code, fill
from generator.emit.pieces import Atom as Atom
from generator.emit.pieces import atom as atom
from generator.emit.pieces import checked
from generator.emit.pieces import width as width

LINE_LENGTH = 88
"""black's own default, which a package without settings of its own is checked with."""

INDENT = 4


@dataclass(frozen=True, slots=True)
class Group:
    """``head(item, item)`` in any brackets.

    ``comma`` says that the opened form may end in a comma: true but for a subscript of one item,
    where the comma would make a tuple of it. ``tuple_of_one`` writes that comma always.
    ``spread`` opens it in any case, one item a line (black's "magic trailing comma").
    """

    head: Code
    brackets: str
    items: tuple[Expression, ...]
    comma: bool = True
    tuple_of_one: bool = False
    spread: bool = False
    flat: Code = field(init=False)

    def __post_init__(self) -> None:
        checked(self.head)
        inner = ", ".join(item.flat for item in self.items)
        end = "," if self.tuple_of_one else ""
        flat = f"{self.head}{self.brackets[0]}{inner}{end}{self.brackets[1]}"
        object.__setattr__(self, "flat", Code(flat))


@dataclass(frozen=True, slots=True)
class Either:
    """``a | b | c``."""

    items: tuple[Expression, ...]
    flat: Code = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "flat", Code(" | ".join(item.flat for item in self.items)))


@dataclass(frozen=True, slots=True)
class Labelled:
    """``name=value``, ``"key": value``, ``name: annotation`` or ``lambda: value``."""

    label: Code
    value: Expression
    flat: Code = field(init=False)

    def __post_init__(self) -> None:
        checked(self.label)
        object.__setattr__(self, "flat", Code(f"{self.label}{self.value.flat}"))


Expression: TypeAlias = Atom | Group | Either | Labelled


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
    return Group(Code(""), "()", found, tuple_of_one=len(found) == 1)


def mapped(items: Iterable[tuple[Code, Expression]]) -> Group:
    """``{key: value}``; keys are printed already."""
    pairs = tuple(Labelled(fill("{}: ", key), value) for key, value in items)
    return Group(Code(""), "{}", pairs)


def subscript(head: Code, items: Iterable[Expression]) -> Group:
    """``head[…]``."""
    found = tuple(items)
    return Group(head, "[]", found, comma=len(found) > 1)


def either(items: Iterable[Expression]) -> Expression:
    """``a | b``, flat and without repetition; a single item is itself."""
    found: dict[str, Expression] = {}
    for item in items:
        for part in item.items if isinstance(item, Either) else (item,):
            found.setdefault(part.flat, part)
    parts = tuple(found.values())
    return parts[0] if len(parts) == 1 else Either(parts)


def printed(expression: Expression, *, indent: int, before: int = 0, after: int = 0) -> Code:
    """The expression from where it begins, ready to stand in its line.

    ``indent`` is that of the statement, in columns; ``before`` and ``after`` are the columns of
    its line that other text takes before the expression (without the indent) and behind it.
    """
    flat = expression.flat
    if (
        isinstance(expression, Atom)
        and before
        and not _fits(flat, indent + before + after)
        and _fits(flat, indent + INDENT)
    ):
        pad = " " * indent
        return Code(f"(\n{pad}{' ' * INDENT}{flat}\n{pad})")
    return Code(_printed(expression, indent, before, after))


def _printed(expression: Expression, indent: int, before: int, after: int) -> str:
    if _fits(expression.flat, indent + before + after) and not _spread(expression):
        return expression.flat
    match expression:
        case Atom():
            return expression.flat
        case Labelled():
            more = before + width(expression.label)
            value = expression.value
            return f"{expression.label}{_printed(value, indent, more, after)}"
        case Either():
            return _parenthesised(expression, indent)
        case Group():
            return _opened(expression, indent)


def _spread(expression: Expression) -> bool:
    """Whether any brackets in it are to be opened in any case."""
    match expression:
        case Atom():
            return False
        case Labelled():
            return _spread(expression.value)
        case Either():
            return any(_spread(item) for item in expression.items)
        case Group():
            return expression.spread or any(_spread(item) for item in expression.items)


def _fits(text: str, taken: int) -> bool:
    return taken + width(text) <= LINE_LENGTH


def _opened(group: Group, indent: int) -> str:
    """One item a line."""
    if not group.items:
        return group.flat
    inner = indent + INDENT
    pad = " " * inner
    close = f"{' ' * indent}{group.brackets[1]}"
    body = group.flat[len(group.head) + 1 : -1]
    if group.head and _fits(body, inner) and not _spread(group):
        return f"{group.head}{group.brackets[0]}\n{pad}{body}\n{close}"
    end = "," if group.comma else ""
    items = "".join(f"{pad}{_item(item, inner, len(end))}{end}\n" for item in group.items)
    return f"{group.head}{group.brackets[0]}\n{items}{close}"


def _item(item: Expression, indent: int, after: int) -> str:
    """An item on a line of its own: ``a | b`` needs no parentheses there."""
    if isinstance(item, Either) and not _fits(item.flat, indent + after):
        return _alternatives(item, indent, after)
    return _printed(item, indent, 0, after)


def _alternatives(either: Either, indent: int, after: int) -> str:
    """One alternative a line, each but the first behind its bar."""
    last = len(either.items) - 1
    lines = [
        _printed(part, indent, 2 if place else 0, after if place == last else 0)
        for place, part in enumerate(either.items)
    ]
    return f"\n{' ' * indent}| ".join(lines)


def _parenthesised(either: Either, indent: int) -> str:
    inner = indent + INDENT
    return f"(\n{' ' * inner}{_item(either, inner, 0)}\n{' ' * indent})"

"""TypeScript text in its final form: expressions and types that know how to wrap.

An expression is printed on one line where it fits. Where it does not, its outermost brackets are
opened, one item a line with a trailing comma, and so on inwards; a list or object that is the last
argument of a call opens alone. The form is that of the field's usual formatter, 100 columns wide.
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

LINE_LENGTH = 100
INDENT = 2


@dataclass(frozen=True, slots=True)
class Group:
    """``head(item, item)`` in any brackets.

    ``end`` stands behind each item of the opened form. ``spread`` opens it in any case.
    """

    head: Code
    brackets: str
    items: tuple[Expression, ...]
    end: str = ","
    spread: bool = False
    flat: Code = field(init=False)

    def __post_init__(self) -> None:
        checked(self.head)
        inner = ", ".join(item.flat for item in self.items)
        pad = " " if self.brackets == "{}" and self.items else ""
        flat = f"{self.head}{self.brackets[0]}{pad}{inner}{pad}{self.brackets[1]}"
        object.__setattr__(self, "flat", Code(flat))


@dataclass(frozen=True, slots=True)
class Either:
    """``a | b | c``, a type."""

    items: tuple[Expression, ...]
    flat: Code = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "flat", Code(" | ".join(item.flat for item in self.items)))


@dataclass(frozen=True, slots=True)
class Labelled:
    """``key: value``; ``below`` says that the value may move below the label as a whole."""

    label: Code
    value: Expression
    below: bool = False
    flat: Code = field(init=False)

    def __post_init__(self) -> None:
        checked(self.label)
        object.__setattr__(self, "flat", Code(f"{self.label}{self.value.flat}"))


@dataclass(frozen=True, slots=True)
class Suffixed:
    """``value[]``, ``value.data``."""

    value: Expression
    suffix: Code
    flat: Code = field(init=False)

    def __post_init__(self) -> None:
        checked(self.suffix)
        object.__setattr__(self, "flat", Code(f"{self.value.flat}{self.suffix}"))


Expression: TypeAlias = Atom | Group | Either | Labelled | Suffixed


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


def mapped(items: Iterable[tuple[Code, Expression]], *, spread: bool = False) -> Group:
    """``{ key: value }``; keys are printed already."""
    pairs = tuple(Labelled(fill("{}: ", key), value) for key, value in items)
    return Group(Code(""), "{}", pairs, spread=spread)


def map_type(value: Expression) -> Group:
    """``{ [name: string]: T }``."""
    return Group(Code(""), "{}", (Labelled(Code("[name: string]: "), value),), end=";")


def array_type(item: Expression) -> Suffixed:
    """``T[]``, with parentheses where T is a union."""
    if isinstance(item, Either):
        item = Group(Code(""), "()", (item,), end="")
    return Suffixed(item, Code("[]"))


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
    return Code(_printed(expression, indent, before, after))


def labelled(label: Code, value: Expression, *, indent: int, after: int = 1) -> Code:
    """``label`` and the value, which stands on the label's line or is opened below it."""
    return Code(_printed(Labelled(label, value), indent, 0, after))


def _printed(expression: Expression, indent: int, before: int, after: int) -> str:
    if _fits(expression.flat, indent + before + after) and not _spread(expression):
        return expression.flat
    match expression:
        case Atom():
            return expression.flat
        case Labelled():
            return _labelled(expression, indent, before, after)
        case Either():
            return _alternatives(expression, indent + INDENT)
        case Suffixed():
            more = after + width(expression.suffix)
            return f"{_printed(expression.value, indent, before, more)}{expression.suffix}"
        case Group():
            return _opened(expression, indent, before)


def _labelled(expression: Labelled, indent: int, before: int, after: int) -> str:
    value = expression.value
    if isinstance(value, Either) and not _spread(value):
        return f"{expression.label.rstrip()}{_alternatives(value, indent + INDENT)}"
    if expression.below:
        inner = indent + INDENT
        body = _printed(value, inner, 0, after)
        return f"{expression.label.rstrip()}\n{' ' * inner}{body}"
    more = before + width(expression.label)
    return f"{expression.label}{_printed(value, indent, more, after)}"


def _spread(expression: Expression) -> bool:
    """Whether any brackets in it are to be opened in any case."""
    match expression:
        case Atom():
            return False
        case Labelled() | Suffixed():
            return _spread(expression.value)
        case Either():
            return any(_spread(item) for item in expression.items)
        case Group():
            return expression.spread or any(_spread(item) for item in expression.items)


def _fits(text: str, taken: int) -> bool:
    return taken + width(text) <= LINE_LENGTH


def _opened(group: Group, indent: int, before: int) -> str:
    """One item a line, or the last one opened alone."""
    if not group.items:
        return group.flat
    hugged = _hugged(group, indent, before)
    if hugged is not None:
        return hugged
    inner = indent + INDENT
    pad = " " * inner
    close = f"{' ' * indent}{group.brackets[1]}"
    items = [_printed(item, inner, 0, len(group.end)) for item in group.items]
    ends = [group.end or ("," if place < len(items) - 1 else "") for place in range(len(items))]
    body = "".join(
        f"{item}{end}\n" if item.startswith("\n") else f"{pad}{item}{end}\n"
        for item, end in zip(items, ends, strict=True)
    )
    # Alternatives begin on a line of their own.
    return f"{group.head}{group.brackets[0]}\n{body.removeprefix(chr(10))}{close}"


def _hugged(group: Group, indent: int, before: int) -> str | None:
    """``head(a, b, [`` … ``])`` where only the last argument has to be opened."""
    *others, last = group.items
    if group.brackets != "()" or not group.head or any(_spread(item) for item in others):
        return None
    if not isinstance(last, Group) or last.head or not last.items:
        return None
    start = f"{group.head}({''.join(f'{item.flat}, ' for item in others)}"
    if not _fits(start + last.brackets[0], indent + before):
        return None
    return f"{start}{_opened(last, indent, 0)})"


def _alternatives(either: Either, indent: int) -> str:
    """One alternative a line, each behind its bar, below what stands before."""
    pad = " " * indent
    return "".join(f"\n{pad}| {_printed(part, indent, 2, 0)}" for part in either.items)

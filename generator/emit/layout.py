"""Printed code that knows how to wrap, for languages that print text in its final form.

An expression is a tree of pieces. It is printed on one line where it fits; where it does not, its
outermost brackets are opened, one item a line, and so on inwards. What a language does otherwise
is said in the pieces that it builds and in its own :class:`Printer`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.emit.code import Code
from generator.emit.pieces import Atom, checked, width


@dataclass(frozen=True, slots=True)
class Group:
    """``head(item, item)`` in any brackets.

    ``end`` stands behind each item of the opened form; where it is empty, a comma stands between
    the items only. ``pad`` stands inside the brackets of the closed form, ``last`` behind its last
    item. ``spread`` opens it in any case.
    """

    head: Code
    brackets: str
    items: tuple[Expression, ...]
    end: str = ","
    spread: bool = False
    pad: str = ""
    last: str = ""
    flat: Code = field(init=False)

    def __post_init__(self) -> None:
        checked(self.head)
        inner = ", ".join(item.flat for item in self.items)
        pad = self.pad if self.items else ""
        opened, closed = self.brackets[0], self.brackets[1]
        flat = f"{self.head}{opened}{pad}{inner}{self.last}{pad}{closed}"
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
    """``key: value``, ``name=value``; ``below`` says that the value may move below the label as
    a whole."""

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


def either(items: Iterable[Expression]) -> Expression:
    """``a | b``, flat and without repetition; a single item is itself."""
    found: dict[str, Expression] = {}
    for item in items:
        for part in item.items if isinstance(item, Either) else (item,):
            found.setdefault(part.flat, part)
    parts = tuple(found.values())
    return parts[0] if len(parts) == 1 else Either(parts)


def spread(expression: Expression) -> bool:
    """Whether any brackets in it are to be opened in any case."""
    match expression:
        case Atom():
            return False
        case Labelled() | Suffixed():
            return spread(expression.value)
        case Either():
            return any(spread(item) for item in expression.items)
        case Group():
            return expression.spread or any(spread(item) for item in expression.items)


class Printer:
    """Expressions as text, in lines of at most ``columns`` where that can be; brackets that are
    opened move their items in by ``step`` columns. A language overrides what it does otherwise.

    In all methods ``indent`` is that of the statement, in columns; ``before`` and ``after`` are
    the columns of its line that other text takes before the expression (without the indent) and
    behind it.
    """

    def __init__(self, columns: int, step: int) -> None:
        self.columns = columns
        self.step = step

    def printed(
        self, expression: Expression, *, indent: int, before: int = 0, after: int = 0
    ) -> Code:
        """The expression from where it begins, ready to stand in its line."""
        return Code(self.text(expression, indent, before, after))

    def text(self, expression: Expression, indent: int, before: int, after: int) -> str:
        """The expression on one line, or opened."""
        flat = expression.flat
        if self.fits(flat, indent + before + after) and not spread(expression):
            return flat
        match expression:
            case Atom():
                return flat
            case Labelled():
                return self.labelled(expression, indent, before, after)
            case Either():
                return self.alternatives(expression, indent, before, after)
            case Suffixed():
                more = after + width(expression.suffix)
                return f"{self.text(expression.value, indent, before, more)}{expression.suffix}"
            case Group():
                return self.opened(expression, indent, before, after)

    def fits(self, text: str, taken: int) -> bool:
        """Whether a text fits a line of which other text takes some columns."""
        return taken + width(text) <= self.columns

    def labelled(self, expression: Labelled, indent: int, before: int, after: int) -> str:
        """The label, and its value opened behind it."""
        more = before + width(expression.label)
        return f"{expression.label}{self.text(expression.value, indent, more, after)}"

    def alternatives(self, expression: Either, indent: int, before: int, after: int) -> str:
        """Alternatives that do not fit: as they are, where a language says nothing else."""
        return " | ".join(self.text(item, indent, before, after) for item in expression.items)

    def opened(self, group: Group, indent: int, before: int, after: int) -> str:
        """One item a line."""
        if not group.items:
            return group.flat
        inner = indent + self.step
        close = f"{' ' * indent}{group.brackets[1]}"
        items = [self.item(item, inner, len(group.end)) for item in group.items]
        ends = [group.end or ","] * (len(items) - 1) + [group.end]
        body = "".join(
            f"{'' if item.startswith(chr(10)) else ' ' * inner}{item}{end}\n"
            for item, end in zip(items, ends, strict=True)
        )
        # Alternatives begin on a line of their own.
        return f"{group.head}{group.brackets[0]}\n{body.removeprefix(chr(10))}{close}"

    def item(self, item: Expression, indent: int, after: int) -> str:
        """An item on a line of its own."""
        return self.text(item, indent, 0, after)

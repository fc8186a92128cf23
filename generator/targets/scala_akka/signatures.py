"""Heads of definitions, printed to wrap where they are too long for a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.emit.code import Code, fill
from generator.targets.scala_akka.layout import (
    LINE_LENGTH,
    Atom,
    Expression,
    Labelled,
    call,
    printed,
    width,
)


@dataclass(frozen=True, slots=True)
class Argument:
    """``name: type = default``."""

    name: Code
    type: Expression
    default: Code | None = None

    def printed(self, indent: int) -> Code:
        """The argument on lines of its own."""
        after = len(self.default) + 3 if self.default is not None else 0
        made = printed(Labelled(fill("{}: ", self.name), self.type), indent=indent, after=after + 1)
        return made if self.default is None else fill("{} = {}", made, self.default)

    @property
    def flat(self) -> Code:
        """The argument on one line."""
        made = fill("{}: {}", self.name, self.type.flat)
        return made if self.default is None else fill("{} = {}", made, self.default)


def definition(
    start: Code,
    arguments: Iterable[Argument] | None,
    implicits: Iterable[Argument],
    result: Expression,
    *,
    indent: int,
) -> Code:
    """``def name(a: A)(implicit b: B): R =``; None for no list at all."""
    given, hidden = list(arguments or ()), list(implicits)
    second = _flat_list("implicit ", hidden) if hidden else ""
    first = _flat_list("", given) if arguments is not None else ""
    tail = f": {result.flat} ="
    flat = f"{start}{first}{second}{tail}"
    if indent + width(flat) <= LINE_LENGTH:
        return Code(flat)
    lines = [str(start)]
    if given:
        lines[-1] += "("
        lines += _opened_list(given, indent)
    elif arguments is not None:
        lines[-1] += "()"
    if hidden:
        if indent + width(lines[-1] + second + tail) <= LINE_LENGTH:
            lines[-1] += second
        else:
            lines[-1] += "(implicit"
            lines += _opened_list(hidden, indent)
    lines[-1] += f": {printed(result, indent=indent, before=width(lines[-1]) + 2, after=2)} ="
    return Code("\n".join(lines))


def _flat_list(start: str, arguments: list[Argument]) -> str:
    return f"({start}{', '.join(each.flat for each in arguments)})"


def _opened_list(arguments: list[Argument], indent: int) -> list[str]:
    pad = " " * (indent + 2)
    items = ",\n".join(f"{pad}{each.printed(indent + 2)}" for each in arguments)
    return [*items.split("\n"), f"{' ' * indent})"]


def applied(head: Code, names: Iterable[Code], *, indent: int) -> Code:
    """``head(a, b)``."""
    return printed(call(head, (Atom(name) for name in names)), indent=indent)

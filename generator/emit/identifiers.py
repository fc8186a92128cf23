"""Identifiers of languages that allow letters of every script, and arguments that want them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from generator.emit.scope import Entry, Scope
from generator.ir.nodes import Location, Name, Operation, Parameter, Strength


def identified(name: str, fallback: str, gap: str = "") -> str:
    """A legal identifier (reserved words aside): never empty, never a digit first. Where the name
    alone is none, it stands behind ``fallback`` and ``gap``.

    >>> identified("2fa", "value"), identified("2fa", "value", "_"), identified("", "value")
    ('value2fa', 'value_2fa', 'value')
    """
    if not name:
        return fallback
    if name.isidentifier():
        return name
    if f"{fallback}{gap}{name}".isidentifier():
        return f"{fallback}{gap}{name}"
    # Characters that words keep but identifiers lack (some scripts' signs) are spelled.
    spelled = "".join(
        each if f"a{each}".isidentifier() else f"_{ord(each):x}_" for each in name
    ).strip("_")
    return spelled if spelled.isidentifier() else f"{fallback}{gap}{spelled}"


def arguments(
    operation: Operation,
    parameters: tuple[Parameter, ...],
    scope: Scope,
    *,
    wanted: Callable[[Name, str], str],
    placed: Callable[[str, Location], str],
) -> tuple[dict[Parameter, str], str | None]:
    """The name of each parameter, and that of the body.

    ``wanted`` makes an identifier of a name, or of a fallback where nothing is left of it. The
    body keeps its name: parameters that meet it, or each other, say where they travel, which
    ``placed`` puts into a name.
    """
    names = [(each, wanted(each.name, "param")) for each in parameters]
    body = wanted(operation.body.name, "body") if operation.body is not None else None
    counts = Counter([*(name for _, name in names), *([body] if body else [])])
    entries = [
        Entry(
            id=f"{place}",
            name=placed(name, parameter.location) if counts[name] > 1 else name,
            strength=Strength.DERIVED,
            pointer=f"{place:06}",
        )
        for place, (parameter, name) in enumerate(names)
    ]
    if body:
        entries.append(Entry(id="body", name=body, pointer=""))
    found = scope.assign(entries)
    return {each: found[f"{place}"] for place, (each, _) in enumerate(names)}, found.get("body")
